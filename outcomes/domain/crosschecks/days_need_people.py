"""Days are lost by people: days lost and nobody hurt do not go together."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.words import say
from outcomes.domain.crosschecks.facts import Facts, Sign, Weight

RULE = "days_need_people"


def days_need_people(facts: Facts) -> Iterator[Sign]:
    """Days may belong to an injury of an earlier period, so this only asks for a second look."""
    hurt = (
        facts.reading.events if facts.reading.beside.people is None else facts.reading.beside.people
    )
    if facts.reading.beside.lost_days and hurt == 0:
        yield Sign(
            RULE,
            Weight.WARNS,
            say(
                "%(days)s days were lost although nobody was hurt. Say in the note which earlier "
                "injury they belong to, or correct the numbers.",
                days=facts.reading.beside.lost_days,
            ),
        )
