"""A site works about as much as it did: hours a day that jump ask for a second look."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from core.domain.numbers import rounded
from core.domain.words import say
from outcomes.domain.claims import Reading
from outcomes.domain.crosschecks.facts import Facts, Sign, Weight
from outcomes.domain.lifecycle import Phase

RULE = "hours_go_on"
JUMP = 2  # twice or half of before


def hours_go_on(facts: Facts) -> Iterator[Sign]:
    """More hours make a lower rate without anybody being safer."""
    now, before = _a_day((facts.reading,)), _a_day(facts.of_phase(Phase.BASELINE))
    if facts.reading.phase == Phase.BASELINE or not now or not before:
        return
    if not Fraction(1, JUMP) <= now / before <= JUMP:
        yield Sign(
            RULE,
            Weight.WARNS,
            say(
                "%(now)s hours a day, against %(before)s in the baseline. Say in the note why, or "
                "correct the hours: more hours make a lower rate.",
                now=rounded(now, 1),
                before=rounded(before, 1),
            ),
        )


def _a_day(readings: tuple[Reading, ...]) -> Fraction | None:
    known = [(Fraction(r.hours), r.period.days) for r in readings if r.hours is not None]
    return sum((h for h, _ in known), Fraction(0)) / sum(d for _, d in known) if known else None
