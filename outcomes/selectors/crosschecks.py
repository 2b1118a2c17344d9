"""Questions about a reading among its neighbours: what does not fit together?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localtime

from core.domain.words import Sentence
from outcomes.domain.crosschecks import Facts, Sign, Weight, signs_in
from outcomes.models import Match, Measurement
from outcomes.selectors.claims import reading_of
from outcomes.selectors.evaluations import current_measurements


@dataclass(frozen=True, slots=True)
class CrossCheck:
    """What does not fit together in a reading, apart by weight."""

    blocks: tuple[Sentence, ...]
    warnings: tuple[Sentence, ...]


def crosscheck_of(measurement: Measurement) -> CrossCheck:
    """Hold a reading against the others of its target and against its worksite."""
    return crosschecks_of([measurement], current_measurements(measurement.target))[measurement.pk]


def crosschecks_of(
    measurements: Sequence[Measurement], current: Sequence[Measurement]
) -> dict[int, CrossCheck]:
    """Many readings of one target, each held against all that are current there."""
    readings = {one.pk: reading_of(one) for one in (*current, *measurements)}
    standing = [one.pk for one in current]
    return {
        one.pk: _sorted(
            signs_in(
                Facts(
                    reading=readings[one.pk],
                    others=[readings[pk] for pk in standing if pk != one.pk],
                    headcount=_headcount(one),
                    before_seen_on=_seen(one),
                )
            )
        )
        for one in measurements
    }


def _sorted(signs: Sequence[Sign]) -> CrossCheck:
    return CrossCheck(
        blocks=tuple(sign.sentence for sign in signs if sign.weight == Weight.BLOCKS),
        warnings=tuple(sign.sentence for sign in signs if sign.weight == Weight.WARNS),
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
