"""What the supplier says it reached: measured by one person, certified by another."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localtime

from audit.services import record
from core.domain.errors import RuleBroken
from outcomes.domain.claims import Reading
from outcomes.domain.lifecycle import MEASUREMENT, MatchState, MeasurementState, Source
from outcomes.domain.refusals import refusals
from outcomes.models import Match, Measurement, Target
from outcomes.selectors import (
    Coming,
    crosscheck_of,
    facts_of,
    frame_of,
    reading_of,
    standing_of,
)
from outcomes.selectors.locks import locked_measurement, target_to_measure
from outcomes.services.holds import hold_where_tripped
from outcomes.services.intake import Intake
from people.models import User
from people.permissions import require_for


@transaction.atomic
def measure(
    *,
    target_id: int,
    reading: Reading,
    key: UUID,
    source: Source = Source.FORM,
    by: User,
    at: datetime,
) -> Measurement:
    """Take in one reading. The same key again is the same reading; the same period replaces."""
    target = target_to_measure(target_id, by)
    if sent := Measurement.objects.filter(key=key).first():
        return _same(sent, target, reading)
    _check(reading, target, at)
    old = _standing(target, reading)
    coming = Coming(0, target.pk, reading, old.pk if old else None)
    (measurement,) = Intake(source, by, at).write([(coming, key)])
    record(
        action="measurement.measure",
        subject=measurement,
        by=by.email,
        at=at,
        source=source,
        replaces=old and old.pk,
        **facts_of(measurement),
    )
    return measurement


@transaction.atomic
def certify_measurement(*, measurement_id: int, by: User, at: datetime) -> Measurement:
    """A second person of the supplier stands for the reading; then it is closed."""
    measurement = locked_measurement(measurement_id)
    require_for(by, "measurement.certify", measurement.target.agreement.supplier.organization)
    measurement.state = MEASUREMENT.after("certify", MeasurementState(measurement.state))
    if by == measurement.measured_by:
        raise RuleBroken(
            "You took this measurement yourself. Another person of your firm certifies it."
        )
    check = crosscheck_of(measurement)
    for block in check.blocks:
        raise RuleBroken.saying(block)
    measurement.certified_by, measurement.certified_at = by, at
    measurement.save()
    hold_where_tripped(target=measurement.target, tripped=check.tripped, at=at)
    record(
        action="measurement.certify",
        subject=measurement,
        by=by.email,
        at=at,
        evidence=list(measurement.evidence.order_by("pk").values_list("sha256", flat=True)),
        **facts_of(measurement),
    )
    return measurement


def _same(sent: Measurement, target: Target, reading: Reading) -> Measurement:
    if sent.target_id == target.pk and reading_of(sent) == reading:
        return sent
    raise RuleBroken(
        "This key was used before for another measurement. Send each measurement with a key of "
        "its own.",
        field="key",
    )


def _check(reading: Reading, target: Target, at: datetime) -> None:
    _check_site(reading, target)
    frame = frame_of(target, localtime(at).date())
    for refusal in refusals(reading, frame, standing_of(target, reading.period)):
        raise RuleBroken.saying(refusal.sentence, field=refusal.field)


def _check_site(reading: Reading, target: Target) -> None:
    """A reading belongs to a worksite of the same agreement; a target of one needs no name."""
    if reading.site is None:
        return
    known = Match.objects.filter(pk=reading.site, agreement=target.agreement)
    if target.match_id is not None or not known.filter(state=MatchState.RECORDED).exists():
        raise RuleBroken(
            "Name a worksite of this agreement whose before-state is on record; a target of one "
            "worksite takes none.",
            field="worksite",
        )


def _standing(target: Target, reading: Reading) -> Measurement | None:
    """The reading of the very same worksite and days that stands."""
    return (
        target.measurements.select_for_update()
        .filter(
            match=reading.site,
            phase=reading.phase,
            first_day=reading.period.first,
            last_day=reading.period.last,
        )
        .exclude(state=MeasurementState.SUPERSEDED)
        .first()
    )
