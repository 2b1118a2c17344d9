"""Hours are never the same to the hour at several sites, or month after month."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.numbers import grouped
from core.domain.words import say
from outcomes.domain.crosschecks.facts import Facts, Sign, Weight

RULE = "not_copied"
OFTEN = 2  # twice elsewhere: three times the same number


def not_copied(facts: Facts) -> Iterator[Sign]:
    """The same hours three times are copied rather than counted."""
    hours = facts.reading.hours
    if not hours:
        return
    if facts.same_hours >= OFTEN:
        yield Sign(
            RULE,
            Weight.WARNS,
            say(
                "Exactly %(hours)s hours stand in %(same)s other readings as well. Hours that are "
                "counted differ; say in the note where they are from.",
                hours=grouped(hours),
                same=facts.same_hours,
            ),
        )
