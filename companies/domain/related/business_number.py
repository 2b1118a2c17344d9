"""The same business number: the supplier would improve its own site."""

from __future__ import annotations

from collections.abc import Iterator

from companies.domain.related.parties import Party, Rule, Sign
from core.domain.words import say


def same_business_number(supplier: Party, worksite: Party) -> Iterator[Sign]:
    """A registration is one firm's; it can be entered for both only if both are one."""
    if supplier.business_number == worksite.business_number:
        words = say(
            "Supplier and worksite have the same business number, %(number)s.",
            number=supplier.business_number,
        )
        yield Sign(Rule.BUSINESS_NUMBER, supplier.business_number, words)
