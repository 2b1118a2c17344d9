"""Files that support a measurement: hashed while they arrive, written once, never exchanged."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePath
from typing import Protocol

from django.db import transaction

from audit.services import record
from core.domain.errors import IllegalMove, RuleBroken
from outcomes.domain.lifecycle import MEASUREMENT, MeasurementState
from outcomes.gateways.store import PIECE, Kept, keep
from outcomes.models import Evidence, Measurement
from outcomes.selectors.locks import locked_measurement
from people.models import User
from people.permissions import require_for

LONGEST_NAME = 200


class Upload(Protocol):
    """Anything that can be read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """The next bytes, none at the end."""
        ...


@transaction.atomic
def attach_evidence(
    *, measurement_id: int, upload: Upload, name: str, by: User, at: datetime
) -> Evidence:
    """Keep the original bytes under their hash; once somebody has certified, nothing is added."""
    measurement = locked_measurement(measurement_id)
    require_for(by, "evidence.attach", measurement.target.agreement.supplier.organization)
    if not MEASUREMENT.allows("certify", MeasurementState(measurement.state)):
        raise IllegalMove(
            "Evidence is attached before a measurement is certified; this one is “%(state)s”. "
            "To add to it, send the measurement again.",
            state=measurement.state,
        )
    clean = _clean(name)
    kept = keep(_pieces(upload), name=clean)
    _check_new(measurement, kept, clean)
    evidence = Evidence.objects.create(
        measurement=measurement,
        name=clean,
        content_type=kept.content_type,
        size=kept.size,
        sha256=kept.sha256,
        attached_by=by,
        attached_at=at,
    )
    record(
        action="evidence.attach",
        subject=evidence,
        by=by.email,
        at=at,
        measurement=measurement.pk,
        sha256=kept.sha256,
        size=kept.size,
    )
    return evidence


def _check_new(measurement: Measurement, kept: Kept, name: str) -> None:
    twin = measurement.evidence.filter(sha256=kept.sha256).first()
    if twin is not None:
        raise RuleBroken(
            "“%(name)s” is already attached, as “%(twin)s” (hash %(hash)s…). Choose another file.",
            field="file",
            name=name,
            twin=twin.name,
            hash=kept.sha256[:8],
        )


def _clean(name: str) -> str:
    """The last part of a file's name, in composed letters, without anything invisible."""
    bare = unicodedata.normalize("NFC", PurePath(name.replace("\\", "/")).name)
    seen = "".join(letter for letter in bare if letter.isprintable()).strip()
    return seen[-LONGEST_NAME:] or "file"


def _pieces(upload: Upload) -> Iterator[bytes]:
    while piece := upload.read(PIECE):
        yield piece
