"""Fewer injuries and fewer near misses together are the sign of a site that stopped telling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.domain.numbers import grouped
from core.domain.words import say
from outcomes.domain.claims import Reading
from outcomes.domain.crosschecks.facts import Facts, Sign, Weight
from outcomes.domain.evaluation.rates import ratio_p_value
from outcomes.domain.lifecycle import Phase

RULE = "near_misses_go_on"
LEVEL = Decimal("0.05")  # one-sided: hardly by chance


def near_misses_go_on(facts: Facts) -> Iterator[Sign]:
    """Reports of near misses may not fall with injuries: that pays for silence (exact test)."""
    before = facts.of_phase(Phase.BASELINE)
    told, hours = (
        _sum(before, "near_misses"),
        sum((r.hours or Decimal(0) for r in before), Decimal(0)),
    )
    now, worked = facts.reading.beside.near_misses, facts.reading.hours
    if facts.reading.phase == Phase.BASELINE or now is None or not told or not hours or not worked:
        return
    p = ratio_p_value(cases=(told, now), exposure=(hours, worked), ratio=Decimal(1))
    if p < LEVEL and not _more_injuries(facts, before, hours):
        yield Sign(
            RULE,
            Weight.WARNS,
            say(
                "%(now)s near misses were reported in %(worked)s hours, against %(told)s in "
                "%(hours)s before, while injuries did not rise. A safer site reports at least as "
                "many: ask whether people still tell.",
                now=now,
                worked=grouped(worked),
                told=told,
                hours=grouped(hours),
            ),
        )


def _sum(readings: Sequence[Reading], name: str) -> int | None:
    known = [getattr(one.beside, name) for one in readings]
    return None if not known or None in known else sum(known)


def _more_injuries(facts: Facts, before: Sequence[Reading], hours: Decimal) -> bool:
    """Whether the rate of injuries went up, so that silence is not the reason."""
    earlier = [one.events for one in before]
    if facts.reading.events is None or None in earlier:
        return False
    counted = sum(events or 0 for events in earlier)
    return facts.reading.events * hours > counted * (facts.reading.hours or Decimal(0))
