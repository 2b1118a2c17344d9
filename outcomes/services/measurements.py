"""What the supplier says it reached: measured by one person, certified by another."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.timezone import localtime

from audit.services import record
from core.domain.errors import IllegalMove, RuleBroken
from outcomes.domain.claims import Claim, Reading, refusals
from outcomes.domain.lifecycle import (
    CONFIRMATION,
    MEASUREMENT,
    TARGET,
    ConfirmationState,
    MatchState,
    MeasurementState,
    Source,
    TargetState,
)
from outcomes.domain.measurements import dry_run
from outcomes.models import Match, Measurement, Target
from outcomes.selectors import (
    check_file,
    crosscheck_of,
    file_columns,
    frame_of,
    reading_of,
    standing_of,
)
from outcomes.selectors.locks import locked_measurement, locked_target
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
    target = _open_target(target_id, by)
    if sent := Measurement.objects.filter(key=key).first():
        return _same(sent, target, reading)
    _check(reading, target, at)
    old = _replaced(target, reading)
    measurement = Measurement.objects.create(
        target=target,
        phase=reading.phase,
        first_day=reading.period.first,
        last_day=reading.period.last,
        quantity=reading.quantity,
        events=reading.events,
        hours=reading.hours,
        match_id=reading.site,
        **asdict(reading.beside),
        note=reading.note,
        source=source,
        key=key,
        supersedes=old,
        measured_by=by,
        measured_at=at,
    )
    record(
        action="measurement.measure",
        subject=measurement,
        by=by.email,
        at=at,
        source=source,
        replaces=old and old.pk,
        **_facts(measurement),
    )
    return measurement


@transaction.atomic
def measure_batch(
    *, claims: tuple[Claim, ...], source: Source, by: User, at: datetime
) -> tuple[Measurement, ...]:
    """Many readings, all or nothing; a refusal names the place in the batch."""
    targets = Target.objects.filter(pk__in={claim.target_id for claim in claims})
    list(targets.select_for_update().order_by("pk"))  # one order, so that nobody waits in a ring
    return tuple(
        _at_its_place(place, claim, source=source, by=by, at=at)
        for place, claim in enumerate(claims)
    )


@transaction.atomic
def measure_from_file(
    *, target_id: int, content: bytes, key: UUID, by: User, at: datetime
) -> tuple[Measurement, ...]:
    """A CSV for every target of an agreement: all rows or none; one key and file is stored once."""
    target = _every_target_beside(target_id, by)
    of_file = uuid5(key, sha256(content).hexdigest())
    if sent := _stored_before(target, of_file, content):
        return sent
    check = check_file(target.agreement, content, at)
    if check.errors:
        first = check.errors[0]
        raise RuleBroken(
            "The file was not stored: %(count)s places have to be mended, the first in row "
            "%(row)s, column %(column)s. Check the file again to see all of them.",
            field="file",
            count=len(check.errors),
            row=first.row,
            column=first.column or "–",
        )
    claims = tuple(
        Claim(row.target_id, row.reading, _row_key(of_file, row.row)) for row in check.rows
    )
    return measure_batch(claims=claims, source=Source.FILE, by=by, at=at)


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
    for block in crosscheck_of(measurement).blocks:
        raise RuleBroken.saying(block)
    measurement.certified_by, measurement.certified_at = by, at
    measurement.save()
    record(
        action="measurement.certify",
        subject=measurement,
        by=by.email,
        at=at,
        evidence=list(measurement.evidence.order_by("pk").values_list("sha256", flat=True)),
        **_facts(measurement),
    )
    return measurement


def _open_target(target_id: int, by: User) -> Target:
    target = locked_target(target_id)
    require_for(by, "measurement.measure", target.agreement.supplier.organization)
    if not TARGET.allows("verify", TargetState(target.state)):
        raise IllegalMove(
            "Measurements are sent once a target is agreed and until it is verified; "
            "%(number)s is “%(state)s”.",
            number=target.number,
            state=target.state,
        )
    return target


def _every_target_beside(target_id: int, by: User) -> Target:
    """Lock every target that a file may name, in the one order, before any of them is looked at."""
    agreement = Target.objects.get(pk=target_id).agreement_id
    list(Target.objects.filter(agreement=agreement).select_for_update().order_by("pk"))
    return _open_target(target_id, by)


def _stored_before(target: Target, of_file: UUID, content: bytes) -> tuple[Measurement, ...]:
    keys = [_row_key(of_file, row.row) for row in dry_run(content, file_columns()).rows]
    sent = Measurement.objects.filter(target__agreement=target.agreement, key__in=keys)
    return tuple(sent.order_by("pk"))


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
        said = refusal.sentence
        raise RuleBroken(said.text, field=refusal.field, **said.values)


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


def _replaced(target: Target, reading: Reading) -> Measurement | None:
    """The reading of the same period gives way, and nobody is asked about it any more."""
    old = (
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
    if old is not None:
        old.state = MEASUREMENT.after("supersede", MeasurementState(old.state))
        old.save()
        withdrawn = CONFIRMATION.after("withdraw", ConfirmationState.ASKED)
        old.confirmations.filter(state=ConfirmationState.ASKED).update(state=withdrawn)
    return old


def _at_its_place(
    place: int, claim: Claim, *, source: Source, by: User, at: datetime
) -> Measurement:
    try:
        return measure(
            target_id=claim.target_id,
            reading=claim.reading,
            key=claim.key,
            source=source,
            by=by,
            at=at,
        )
    except RuleBroken as refusal:
        refusal.field = f"measurements[{place}].{refusal.field}".rstrip(".")
        raise


def _row_key(key: UUID, row: int) -> UUID:
    return uuid5(key, str(row))


def _facts(measurement: Measurement) -> dict[str, Any]:
    return {
        "target": measurement.target.number,
        "phase": measurement.phase,
        "period": f"{measurement.first_day}/{measurement.last_day}",
        "quantity": None if measurement.quantity is None else str(measurement.quantity),
        "events": measurement.events,
        "hours": None if measurement.hours is None else str(measurement.hours),
        "worksite": measurement.match_id,
        "people": measurement.people,
        "deaths": measurement.deaths,
        "lost_days": measurement.lost_days,
        "near_misses": measurement.near_misses,
    }
