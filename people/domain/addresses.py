"""One mailbox, many spellings: the form under which an invitation finds its person.

Letter size, an alias behind a plus sign, full-width letters and letters in two pieces make no other
mailbox, at whatever provider: an alias that is somebody else's would be theirs to complain about,
two accounts of one person would be nobody's. A domain in its xn-- form is not taken apart.
"""

from __future__ import annotations

import unicodedata

ALIAS_MARK = "+"
DOTLESS = frozenset({"gmail.com", "googlemail.com"})


def mailbox(address: str) -> str:
    """The mailbox behind an address: lower case, no alias tag, no dots where they mean nothing."""
    whole = unicodedata.normalize("NFKC", address.strip())
    small = "".join(one.lower()[0] for one in whole)  # letter by letter, as the database does it
    local, _, host = small.rpartition("@")
    local = local.split(ALIAS_MARK, 1)[0]
    if host in DOTLESS:
        local, host = local.replace(".", ""), "gmail.com"
    return f"{local}@{host}"
