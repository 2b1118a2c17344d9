"""One number for all worksites is the sum of theirs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.domain.numbers import grouped
from core.domain.words import say
from outcomes.domain.claims import Reading
from outcomes.domain.crosschecks.facts import Facts, Sign, Weight

RULE = "totals_tie"


def totals_tie(facts: Facts) -> Iterator[Sign]:
    """A total beside its parts counts twice, and when it differs one of them is wrong."""
    total = facts.reading
    parts = [
        other
        for other in facts.others
        if other.site is not None and (other.phase, other.period) == (total.phase, total.period)
    ]
    if total.site is not None or not parts:
        return
    for name in ("quantity", "events", "hours"):
        whole, added = getattr(total, name), _sum(parts, name)
        if whole is not None and added is not None and whole != added:
            yield Sign(
                RULE,
                Weight.BLOCKS,
                say(
                    "%(whole)s for all worksites together, but the worksites add up to %(added)s. "
                    "Correct the one that is wrong.",
                    whole=grouped(Decimal(whole)),
                    added=grouped(added),
                ),
            )


def _sum(parts: Sequence[Reading], name: str) -> Decimal | None:
    known = [getattr(part, name) for part in parts]
    return None if None in known else sum((Decimal(value) for value in known), Decimal(0))
