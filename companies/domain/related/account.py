"""Money of both firms that goes to one account."""

from __future__ import annotations

from collections.abc import Iterator

from companies.domain.related.parties import Party, Rule, Sign
from core.domain.words import say


def same_account(supplier: Party, worksite: Party) -> Iterator[Sign]:
    """A worksite has an account here if its firm is a supplier too."""
    for mark in sorted(supplier.accounts & worksite.accounts):
        words = say(
            "The firm of the worksite is a supplier itself and was, or is, paid to the same "
            "bank account (mark %(mark)s).",
            mark=mark[:8],
        )
        yield Sign(Rule.ACCOUNT, mark, words)
