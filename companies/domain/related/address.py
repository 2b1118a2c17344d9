"""The same building or plot, whatever floor and however it is written."""

from __future__ import annotations

from collections.abc import Iterator

from companies.domain.places import place_of
from companies.domain.related.parties import Party, Rule, Sign
from core.domain.words import say


def same_address(supplier: Party, worksite: Party) -> Iterator[Sign]:
    """Neighbours in one building are often strangers; somebody says so by name."""
    here, there = place_of(supplier.address), place_of(worksite.address)
    if here.same_as(there):
        words = say(
            "Supplier and worksite are in the same place: “%(ours)s” and “%(theirs)s”.",
            ours=supplier.address,
            theirs=worksite.address,
        )
        yield Sign(Rule.ADDRESS, max(here.keys & there.keys), words)
