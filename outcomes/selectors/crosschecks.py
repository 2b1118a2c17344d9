"""Questions about a reading among its neighbours: what does not fit together?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from core.domain.words import Sentence
from outcomes.domain.crosschecks import Facts, Weight, signs_in
from outcomes.domain.guardrails import Tripped, tripped_by
from outcomes.models import Match, Measurement
from outcomes.selectors.claims import reading_of
from outcomes.selectors.evaluations import current_measurements


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """What does not fit together in a reading, apart by weight."""

    blocks: tuple[Sentence, ...]
    warnings: tuple[Sentence, ...]
    tripped: tuple[Tripped, ...] = ()


def crosscheck_of(measurement: Measurement) -> CrossCheck:
    """Hold a reading against the others of its target and against its worksite."""
    return crosschecks_of([measurement], current_measurements(measurement.target))[measurement.pk]


def crosschecks_of(
    measurements: Sequence[Measurement], current: Sequence[Measurement]
) -> dict[int, CrossCheck]:
    """Many readings of one target, each held against all that are current there."""
    neighbours = _Neighbours(current)
    return {one.pk: _looked_at(neighbours.facts(one)) for one in measurements}


class _Neighbours:
    """The current readings by worksite, so that many are held against few."""

    def __init__(self, current: Sequence[Measurement]) -> None:
        self.readings = {one.pk: reading_of(one) for one in current}
        self.hours = Counter(one.hours for one in current)
        self.sites: dict[int | None, list[int]] = defaultdict(list)
        for one in current:
            self.sites[one.match_id].append(one.pk)

    def facts(self, one: Measurement) -> Facts:
        """A worksite's reading among that worksite's; a total among all of them."""
        beside = self.sites[one.match_id] if one.match_id else self.readings
        return Facts(
            reading=self.readings.get(one.pk) or reading_of(one),
            others=[self.readings[pk] for pk in beside if pk != one.pk],
            headcount=_headcount(one),
            before_seen_on=_seen(one),
            same_hours=self.hours[one.hours] - (one.pk in self.readings),
        )


def _looked_at(facts: Facts) -> CrossCheck:
    signs = signs_in(facts)
    return CrossCheck(
        blocks=tuple(sign.sentence for sign in signs if sign.weight == Weight.BLOCKS),
        warnings=tuple(sign.sentence for sign in signs if sign.weight == Weight.WARNS),
        tripped=tripped_by(facts),
    )


def _match(measurement: Measurement) -> Match | None:
    return measurement.match or measurement.target.match


def _headcount(measurement: Measurement) -> int | None:
    match = _match(measurement)
    return None if match is None else match.worksite.headcount


def _seen(measurement: Measurement) -> date | None:
    match = _match(measurement)
    if match is None or match.before_recorded_at is None:
        return None
    return localtime(match.before_recorded_at).date()
