"""Somebody died: no result of that worksite is paid before people have looked."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.words import say
from outcomes.domain.crosschecks import Facts
from outcomes.domain.guardrails.tripped import Tripped
from outcomes.domain.lifecycle import GuardRail, Phase


def fatality(facts: Facts) -> Iterator[Tripped]:
    """A death within the window, told beside the reading."""
    deaths = facts.reading.beside.deaths
    if deaths and facts.reading.phase == Phase.FOLLOW_UP:
        yield Tripped(
            GuardRail.FATALITY,
            say(
                "%(deaths)s deaths are told for %(period)s.",
                deaths=deaths,
                period=facts.reading.period,
            ),
        )
