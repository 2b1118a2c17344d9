"""A file of readings is read row by row: checked without storing, or stored as a whole.

Each is one transaction, so a worker that dies leaves everything as it was and the next begins
again; how far it has come is told aside, on a line of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import uuid5

from django.db import connection, transaction

from audit.services import SYSTEM, record
from core.domain.errors import RuleBroken, Stale
from core.domain.tables import CellError
from core.domain.words import say
from outcomes.domain.lifecycle import FILE, FileState, Source
from outcomes.domain.summaries import Summary
from outcomes.gateways.progress import told_aside
from outcomes.gateways.sheets import opened
from outcomes.models import FileError, MeasurementFile, Target
from outcomes.selectors import Chunk, checked_rows, digest_of_file
from outcomes.selectors.locks import locked_file, target_to_measure
from outcomes.services.files import fail_measurement_file
from outcomes.services.intake import Intake

MOST_TRIES = 3
MOST_ERRORS = 100_000
READING = 0xF11E  # the advisory lock that readers of files take
TABLE = MeasurementFile._meta.db_table
TRIED = say(
    "It was tried three times, and each time the program was stopped in the middle. Send the "
    "file again; if it happens again, split it."
)


def check_measurement_file(*, file_id: int, at: datetime) -> MeasurementFile:
    """Hold every row against the rules and keep what has to be mended; no reading is stored."""
    try:
        if _begun(file_id, FileState.UPLOADED, FileState.CHECKING):
            _check(file_id, at)
    except RuleBroken as refusal:
        return fail_measurement_file(file_id=file_id, reason=refusal.sentence, at=at)
    return MeasurementFile.objects.get(pk=file_id)


def store_measurement_file(*, file_id: int, at: datetime) -> MeasurementFile:
    """Store every row, or none; where the world moved on meanwhile, the file is checked again."""
    try:
        if _begun(file_id, FileState.STORING):
            _store(file_id, at)
    except Stale:
        _recheck(file_id)
        return check_measurement_file(file_id=file_id, at=at)
    except RuleBroken as refusal:
        return fail_measurement_file(file_id=file_id, reason=refusal.sentence, at=at)
    return MeasurementFile.objects.get(pk=file_id)


@transaction.atomic
def _begun(file_id: int, *due: FileState) -> bool:
    """Count the attempt first, so that a file which kills its reader is not tried for ever."""
    if not _alone_with(file_id):
        return False  # another worker reads it at this very moment
    file = locked_file(file_id)
    if file.state not in due:
        return False  # another worker was here first
    if file.attempts >= MOST_TRIES:
        raise RuleBroken.saying(TRIED)
    file.attempts += 1
    if file.state != FileState.STORING:
        file.state = FILE.after("begin", FileState(file.state))
    file.save()
    return True


@transaction.atomic
def _check(file_id: int, at: datetime) -> None:
    file = _mine(file_id, FileState.CHECKING)
    if file is None:
        return
    file.errors.all().delete()
    file.found, summary, done = 0, Summary(), 0
    numbers = dict(file.target.agreement.targets.values_list("pk", "number"))
    for chunk in _chunks(file, at):
        done = chunk.done
        file.unknown = [name[:40] for name in chunk.unknown[:20]] or file.unknown
        _keep(file, chunk.errors)
        for row in chunk.rows:
            summary.add(
                numbers[row.target_id],
                row.reading,
                replaces=row.replaces is not None,
                is_unchanged=row.is_unchanged,
            )
    file.done = file.rows = done
    file.summary, file.attempts = summary.as_json(), 0
    file.state = FILE.after("refuse" if file.found else "pass", FileState(file.state))
    file.save()
    record(
        action="measurement_file.check",
        subject=file,
        by=SYSTEM,
        at=at,
        sha256=file.sha256,
        rows=summary.rows,
        found=file.found,
    )


@transaction.atomic
def _store(file_id: int, at: datetime) -> None:
    file = _mine(file_id, FileState.STORING)
    if file is None or file.accepted_by is None:
        return
    agreement = file.target.agreement
    list(Target.objects.filter(agreement=agreement).select_for_update().order_by("pk"))
    target_to_measure(file.target_id, file.accepted_by)  # as it is now, not when it was sent
    intake, written, done = Intake(Source.FILE, file.accepted_by, at, file), 0, 0
    for chunk in _chunks(file, at):
        if chunk.errors:
            raise Stale("What stands has changed since the file was checked. Check it again.")
        rows = [row for row in chunk.rows if not row.is_unchanged]
        intake.write([(row, uuid5(file.key, str(row.place))) for row in rows])
        written, done = written + len(rows), chunk.done
    file.done = file.rows = done
    file.state = FILE.after("store", FileState(file.state))
    file.digest, file.stored_at = digest_of_file(file), at
    file.save()
    record(
        action="measurement_file.store",
        subject=file,
        by=file.accepted_by.email,
        at=at,
        agreement=agreement.number,
        sha256=file.sha256,
        stored=written,
        digest=file.digest,
    )


@transaction.atomic
def _recheck(file_id: int) -> None:
    file = locked_file(file_id)
    file.state = FILE.after("recheck", FileState(file.state))
    file.attempts = 0
    file.save()


def _mine(file_id: int, state: FileState) -> MeasurementFile | None:
    """The file, for the one worker that reads it; its row is not locked, progress is told there."""
    beside = ("target__agreement", "accepted_by")
    found = MeasurementFile.objects.select_related(*beside).filter(pk=file_id, state=state)
    return found.first() if _alone_with(file_id) else None


def _alone_with(file_id: int) -> bool:
    """Until the transaction ends no other worker reads this file; one that died lets go of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [READING, file_id])
        (alone,) = cursor.fetchone()
    return bool(alone)


def _chunks(file: MeasurementFile, at: datetime) -> Iterator[Chunk]:
    with opened(file.sha256, file.content_type) as sheet, told_aside(TABLE, file.pk) as tell:
        for chunk in checked_rows(sheet, file.target.agreement, at):
            tell(chunk.done, sheet.rows)
            yield chunk


def _keep(file: MeasurementFile, errors: Sequence[CellError]) -> None:
    """All are counted, and as many kept as somebody could mend."""
    room = max(0, MOST_ERRORS - file.found)
    file.found += len(errors)
    FileError.objects.bulk_create(
        FileError(
            file=file,
            row=error.row,
            column=error.column,
            reason=error.reason.as_json(),
            example=error.example,
        )
        for error in errors[:room]
    )
