"""An accident hurts at least one person: people (명) are never fewer than accidents (건)."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.words import say
from outcomes.domain.crosschecks.facts import Facts, Sign, Weight

RULE = "people_cover_cases"


def people_cover_cases(facts: Facts) -> Iterator[Sign]:
    """The usual mix-up of the two numerators of Korean rates."""
    events, people = facts.reading.events, facts.reading.beside.people
    if events is not None and people is not None and people < events:
        yield Sign(
            RULE,
            Weight.BLOCKS,
            say(
                "%(events)s injuries with %(people)s people hurt: each hurts at least one. "
                "Correct one of the two numbers.",
                events=events,
                people=people,
            ),
        )
