"""One mailbox, many spellings: the form under which an invitation finds its person."""

from __future__ import annotations

ALIAS_MARK = "+"
DOTLESS = frozenset({"gmail.com", "googlemail.com"})


def mailbox(address: str) -> str:
    """The mailbox behind an address: lower case, no alias tag, no dots where they mean nothing."""
    local, _, host = address.strip().lower().rpartition("@")
    local = local.split(ALIAS_MARK, 1)[0]
    if host in DOTLESS:
        local, host = local.replace(".", ""), "gmail.com"
    return f"{local}@{host}"
