"""Double entry: postings that sum to zero."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.errors import RuleBroken
from core.domain.money import NOTHING, Money, total


class Unbalanced(RuleBroken):
    """Postings that create or destroy money."""


@dataclass(frozen=True, slots=True)
class Posting:
    """Money into (positive) or out of (negative) one account."""

    account: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it is posted; `reference` is what makes posting it twice impossible."""

    reference: str
    memo: str
    postings: tuple[Posting, ...]


def transfer(amount: Money, *, out_of: str, into: str) -> tuple[Posting, Posting]:
    """The smallest balanced entry; a negative amount would hide its direction."""
    if amount <= NOTHING:
        raise RuleBroken(
            "%(amount)s cannot be moved. Move an amount above zero, the other way if need be.",
            amount=amount,
        )
    return Posting(out_of, -amount), Posting(into, amount)


def check_balanced(postings: tuple[Posting, ...]) -> None:
    """Refuse an entry that is empty, moves nothing, or does not sum to zero."""
    if not postings or not all(posting.amount for posting in postings):
        raise Unbalanced("An entry needs postings, and each of them an amount other than zero.")
    if left_over := total(posting.amount for posting in postings):
        raise Unbalanced(
            "The entry is off by %(left_over)s. What leaves one account has to enter another.",
            left_over=left_over,
        )
