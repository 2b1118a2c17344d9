"""Questions about readings on their way in: what is asked of them, and what is there already?"""

from __future__ import annotations

from datetime import date
from typing import Any

from core.domain.numbers import plain
from core.domain.periods import Period
from outcomes.domain.claims import Beside, Reading
from outcomes.domain.lifecycle import MeasurementState, Phase
from outcomes.domain.refusals import Frame, Place, Standing
from outcomes.domain.sampling import number_in_frame
from outcomes.models import Measurement, Target, VerificationPlan
from outcomes.selectors.samples import sample_now


def reading_of(measurement: Measurement) -> Reading:
    """The pure reading behind a row."""
    return Reading(
        phase=Phase(measurement.phase),
        period=Period(measurement.first_day, measurement.last_day),
        quantity=measurement.quantity,
        events=measurement.events,
        hours=measurement.hours,
        note=measurement.note,
        site=measurement.match_id,
        beside=Beside(
            people=measurement.people,
            deaths=measurement.deaths,
            lost_days=measurement.lost_days,
            near_misses=measurement.near_misses,
        ),
    )


def frame_of(target: Target, today: date) -> Frame:
    """What a target asks of its readings."""
    window = Period(target.window_first, target.window_last)
    return Frame(window=window, needs=target.rule.NEEDS, today=today, drawn=_drawn(target))


def _drawn(target: Target) -> frozenset[Place] | None:
    """What may still be sent for a portfolio whose sample is drawn; a single site has no limit."""
    if target.match_id is not None:
        return None
    plan = VerificationPlan.objects.filter(target=target).first()
    if plan is None:
        return None
    sample = target.measurements.filter(pk__in=[number_in_frame(name) for name in sample_now(plan)])
    return frozenset((Phase(m.phase), Period(m.first_day, m.last_day), m.match_id) for m in sample)


def standing_of(target: Target, period: Period | None = None) -> tuple[Standing, ...]:
    """The readings of a target that are already there; with a period, those that touch it."""
    current = target.measurements.exclude(state=MeasurementState.SUPERSEDED)
    if period is not None:
        current = current.filter(first_day__lte=period.last, last_day__gte=period.first)
    return tuple(
        Standing(
            phase=Phase(m.phase),
            period=Period(m.first_day, m.last_day),
            state=MeasurementState(m.state),
            site=m.match_id,
        )
        for m in current
    )


def facts_of(measurement: Measurement) -> dict[str, Any]:
    """What the log keeps of a reading."""
    return {
        "target": measurement.target.number,
        "phase": measurement.phase,
        "period": f"{measurement.first_day}/{measurement.last_day}",
        "quantity": None if measurement.quantity is None else plain(measurement.quantity),
        "events": measurement.events,
        "hours": None if measurement.hours is None else plain(measurement.hours),
        "worksite": measurement.match_id,
        "people": measurement.people,
        "deaths": measurement.deaths,
        "lost_days": measurement.lost_days,
        "near_misses": measurement.near_misses,
    }
