"""Files that support a measurement: hashed while they arrive, written once, never exchanged."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import record
from core.domain.errors import IllegalMove, RuleBroken
from outcomes.domain.evidence.kinds import PHOTOS
from outcomes.domain.evidence.likeness import signed
from outcomes.domain.lifecycle import MEASUREMENT, MeasurementState
from outcomes.gateways.pictures import look_of
from outcomes.gateways.scan import Scan, scan
from outcomes.gateways.store import Draft, publish, received
from outcomes.gateways.uploads import Upload, check_safe, fit_name, pieces_of
from outcomes.models import Evidence, EvidenceLook, EvidenceScan, Measurement
from outcomes.selectors.custody import hold_hash
from outcomes.selectors.likeness import hold_looks
from outcomes.selectors.locks import locked_measurement
from outcomes.services.twins import notice_twins
from people.models import User
from people.permissions import require_for

LONGEST_DETAIL = 200


def attach_evidence(
    *, measurement_id: int, upload: Upload, name: str, by: User, at: datetime
) -> Evidence:
    """Keep the original bytes under their hash; once somebody has certified, nothing is added.

    The file is received, looked at and scanned before any row is locked; then all or nothing.
    """
    with transaction.atomic():
        _open_measurement(measurement_id, by)  # before a single byte is taken in
    clean = fit_name(name)
    with received(pieces_of(upload), name=clean) as draft:
        scanned = scan(draft.path)
        check_safe(scanned, clean)
        look = look_of(draft.path) if draft.content_type in PHOTOS else None
        with transaction.atomic():
            measurement = _open_measurement(measurement_id, by)
            evidence = _kept(measurement, draft, clean, by, at)
            _noted(evidence, scanned, look, at)
    return evidence


def _open_measurement(measurement_id: int, by: User) -> Measurement:
    measurement = locked_measurement(measurement_id)
    require_for(by, "evidence.attach", measurement.target.agreement.supplier.organization)
    if not MEASUREMENT.allows("certify", MeasurementState(measurement.state)):
        raise IllegalMove(
            "Evidence is attached before a measurement is certified; this one is “%(state)s”. "
            "To add to it, send the measurement again.",
            state=measurement.state,
        )
    return measurement


def _kept(measurement: Measurement, draft: Draft, name: str, by: User, at: datetime) -> Evidence:
    hold_hash(draft.sha256)
    _check_new(measurement, draft, name)
    publish(draft, name=name)
    evidence = Evidence.objects.create(
        measurement=measurement,
        name=name,
        content_type=draft.content_type,
        size=draft.size,
        sha256=draft.sha256,
        attached_by=by,
        attached_at=at,
    )
    record(
        action="evidence.attach",
        subject=evidence,
        by=by.email,
        at=at,
        measurement=measurement.pk,
        sha256=draft.sha256,
        size=draft.size,
    )
    return evidence


def _noted(evidence: Evidence, scanned: Scan, look: int | None, at: datetime) -> None:
    """What the machine saw: the scanner's word, the look of a photo, and what it resembles."""
    EvidenceScan.objects.create(
        evidence=evidence,
        state=scanned.state,
        detail=scanned.detail[:LONGEST_DETAIL],
        scanned_at=at,
    )
    hold_looks()
    if look is not None:
        EvidenceLook.objects.create(evidence=evidence, look=signed(look))
    notice_twins(evidence=evidence, at=at)


def _check_new(measurement: Measurement, draft: Draft, name: str) -> None:
    twin = measurement.evidence.filter(sha256=draft.sha256).first()
    if twin is not None:
        raise RuleBroken(
            "“%(name)s” is already attached, as “%(twin)s” (hash %(hash)s…). Choose another file.",
            field="file",
            name=name,
            twin=twin.name,
            hash=draft.sha256[:8],
        )
