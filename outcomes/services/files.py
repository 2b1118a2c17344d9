"""A file of readings on its way in: uploaded, then accepted by its sender once it was checked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from uuid import UUID

from django.db import transaction

from audit.services import SYSTEM, record
from core.domain.errors import RuleBroken
from core.domain.words import Sentence
from outcomes.domain.lifecycle import FILE, FileState
from outcomes.gateways.scan import scan
from outcomes.gateways.sheets import READERS
from outcomes.gateways.store import Draft, publish, received
from outcomes.gateways.uploads import Upload, check_safe, fit_name, pieces_of
from outcomes.models import MeasurementFile
from outcomes.selectors.custody import hold_hash
from outcomes.selectors.locks import locked_file, target_to_measure
from people.models import User


def upload_measurement_file(
    *, target_id: int, upload: Upload, name: str, key: UUID, by: User, at: datetime
) -> MeasurementFile:
    """Keep the original under its hash and put it in the queue; the same key again is the same.

    The file is received, looked at and scanned before any row is locked; then all or nothing.
    """
    with transaction.atomic():
        target_to_measure(target_id, by)  # before a single byte is taken in
    clean = fit_name(name)
    with _received(upload, clean) as draft, transaction.atomic():
        target = target_to_measure(target_id, by)
        if sent := MeasurementFile.objects.filter(key=key).first():
            return _same(sent, draft)
        hold_hash(draft.sha256)
        publish(draft, name=clean)
        file = MeasurementFile.objects.create(
            target=target,
            name=clean,
            content_type=draft.content_type,
            size=draft.size,
            sha256=draft.sha256,
            key=key,
            uploaded_by=by,
            uploaded_at=at,
        )
        record(
            action="measurement_file.upload",
            subject=file,
            by=by.email,
            at=at,
            target=target.number,
            sha256=draft.sha256,
            size=draft.size,
        )
    return file


@transaction.atomic
def accept_measurement_file(*, file_id: int, by: User, at: datetime) -> MeasurementFile:
    """Whoever sent it has seen what it says in all; now all of it is to be stored."""
    file = locked_file(file_id)
    target_to_measure(file.target_id, by)
    if file.state in {FileState.STORING, FileState.STORED} and file.accepted_by_id == by.pk:
        return file  # a second click
    file.state = FILE.after("accept", FileState(file.state))
    file.accepted_by, file.accepted_at = by, at
    file.done, file.attempts = 0, 0
    file.save()
    record(action="measurement_file.accept", subject=file, by=by.email, at=at, sha256=file.sha256)
    return file


@transaction.atomic
def fail_measurement_file(*, file_id: int, reason: Sentence, at: datetime) -> MeasurementFile:
    """It could not be read; why is kept for its sender, and nobody tries again by itself."""
    file = locked_file(file_id)
    file.state = FILE.after("fail", FileState(file.state))
    file.failure = reason.as_json()
    file.save()
    record(action="measurement_file.fail", subject=file, by=SYSTEM, at=at, reason=reason.as_json())
    return file


@contextmanager
def _received(upload: Upload, name: str) -> Iterator[Draft]:
    """A table that may be kept; what is none, or carries a virus, is gone when this ends."""
    with ExitStack() as stack:
        try:
            draft = stack.enter_context(received(pieces_of(upload), name=name))
        except RuleBroken as refusal:
            raise _no_table(name, refusal.sentence) from refusal
        if draft.content_type not in READERS:
            raise _no_table(name, None)
        check_safe(scan(draft.path), name)
        yield draft


def _no_table(name: str, why: Sentence | None) -> RuleBroken:
    return RuleBroken(
        "“%(name)s” cannot be read as a table. Save it as a CSV or as an Excel workbook (XLSX) "
        "and choose it again. %(why)s",
        field="file",
        name=name,
        why=why or "",
    )


def _same(sent: MeasurementFile, kept: Draft) -> MeasurementFile:
    if sent.sha256 == kept.sha256:
        return sent
    raise RuleBroken(
        "This page sent another file before. Open it again, then choose the new file.",
        field="file",
    )
