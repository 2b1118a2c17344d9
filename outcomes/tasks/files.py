"""Files of readings that wait to be checked or stored."""

from __future__ import annotations

import logging

from celery import shared_task
from django.utils import timezone

from core.domain.words import say
from outcomes.domain.lifecycle import FILE, FileState
from outcomes.models import MeasurementFile
from outcomes.selectors import files_due
from outcomes.services import (
    check_measurement_file,
    fail_measurement_file,
    store_measurement_file,
)

log = logging.getLogger(__name__)


@shared_task(name="outcomes.tasks.read_due_files")
def read_due_files() -> int:
    """Check what came in and store what was accepted; twice or in parallel stores it once."""
    return sum(_read(file) for file in files_due())


def _read(file: MeasurementFile) -> bool:
    """One file that breaks the program must not stop the files behind it."""
    read = store_measurement_file if file.state == FileState.STORING else check_measurement_file
    try:
        read(file_id=file.pk, at=timezone.now())
    except Exception as error:
        log.exception("could not read the file %s", file.pk)
        return _failed(file, error)
    return True


def _failed(file: MeasurementFile, error: Exception) -> bool:
    file.refresh_from_db()
    if FILE.allows("fail", FileState(file.state)):
        kind = type(error).__name__
        reason = say("It could not be read (%(kind)s). The log has more.", kind=kind)
        fail_measurement_file(file_id=file.pk, reason=reason, at=timezone.now())
    return False
