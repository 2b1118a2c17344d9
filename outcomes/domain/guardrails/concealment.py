"""Days were lost and nobody was hurt: the sign of an injury that was not reported as one."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.words import say
from outcomes.domain.crosschecks import Facts
from outcomes.domain.guardrails.tripped import Tripped
from outcomes.domain.lifecycle import GuardRail, Phase

REPORTABLE = 3  # days off work that have to be reported in Korea


def concealment(facts: Facts) -> Iterator[Tripped]:
    """As many lost days as have to be reported, beside no injury at all."""
    reading = facts.reading
    hurt = reading.events if reading.beside.people is None else reading.beside.people
    days = reading.beside.lost_days
    if reading.phase == Phase.FOLLOW_UP and hurt == 0 and days and days >= REPORTABLE:
        yield Tripped(
            GuardRail.CONCEALMENT,
            say(
                "%(days)s days were lost in %(period)s and no injury is told; from %(least)s days "
                "on one has to be reported.",
                days=days,
                period=reading.period,
                least=REPORTABLE,
            ),
        )
