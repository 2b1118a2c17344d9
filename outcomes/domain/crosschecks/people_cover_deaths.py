"""Whoever died was hurt: deaths are among the people hurt, never beyond them."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.words import say
from outcomes.domain.crosschecks.facts import Facts, Sign, Weight

RULE = "people_cover_deaths"


def people_cover_deaths(facts: Facts) -> Iterator[Sign]:
    """Held against the people hurt, or against the injuries where nobody counted people."""
    beside = facts.reading.beside
    hurt = facts.reading.events if beside.people is None else beside.people
    if beside.deaths is not None and hurt is not None and beside.deaths > hurt:
        yield Sign(
            RULE,
            Weight.BLOCKS,
            say(
                "%(deaths)s deaths among %(hurt)s people hurt: whoever died was hurt as well. "
                "Correct one of the two numbers.",
                deaths=beside.deaths,
                hurt=hurt,
            ),
        )
