"""Mailboxes of the same firm: not of a provider that gives them to everybody."""

from __future__ import annotations

from collections.abc import Iterator

from companies.domain.related.parties import Party, Rule, Sign
from core.domain.words import say

PUBLIC = frozenset(
    {
        *("naver.com", "daum.net", "hanmail.net", "kakao.com", "nate.com", "gmail.com"),
        *("googlemail.com", "outlook.com", "outlook.kr", "hotmail.com", "live.com", "live.co.kr"),
        *("msn.com", "icloud.com", "me.com", "mac.com", "yahoo.com", "yahoo.co.kr", "korea.com"),
        *("hanafos.com", "dreamwiz.com", "lycos.co.kr", "empas.com", "paran.com", "chol.com"),
        *("freechal.com", "hitel.net", "proton.me", "protonmail.com", "aol.com", "gmx.com"),
        *("zoho.com", "mail.com", "fastmail.com", "qq.com", "163.com", "tutanota.com"),
        *("example.com", "example.net", "example.org"),  # RFC 2606: nobody's
    }
)
NOBODYS = (".test", ".example", ".invalid", ".localhost")  # RFC 2606


def same_mail_domain(supplier: Party, worksite: Party) -> Iterator[Sign]:
    """A worksite that is written to at the supplier's own domain answers from inside it."""
    ours, theirs = _domains(supplier), _domains(worksite)
    for shared in sorted({_shorter(a, b) for a in ours for b in theirs if _akin(a, b)}):
        words = say("Supplier and worksite have mailboxes at %(domain)s.", domain=shared)
        yield Sign(Rule.MAIL_DOMAIN, shared, words)


def _domains(party: Party) -> frozenset[str]:
    found = (email.strip().rpartition("@")[2].lower().rstrip(".") for email in party.emails)
    return frozenset(one for one in found if one and not _says_nothing(one))


def _says_nothing(domain: str) -> bool:
    return domain in PUBLIC or domain.endswith(NOBODYS)


def _akin(one: str, other: str) -> bool:
    """The same, or one within the other."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _shorter(one: str, other: str) -> str:
    return min(one, other, key=len)
