"""Questions about files of readings that came in: who sees them, what waits, what they became."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.db.models import QuerySet

from core.domain.canonical import canonical_json
from outcomes.domain.lifecycle import FILE_WAITS, FileState
from outcomes.models import FileError, MeasurementFile
from outcomes.selectors.claims import facts_of
from outcomes.selectors.gates import FETCH
from outcomes.selectors.scope import seen_by
from people.domain.roles import Role
from people.models import User
from people.permissions import organizations_of


def files_seen(viewer: User) -> QuerySet[MeasurementFile]:
    """Every file of readings that this person may look at, newest first."""
    return (
        MeasurementFile.objects.filter(seen_by(viewer, "target__agreement"))
        .select_related("target__agreement", "uploaded_by", "accepted_by")
        .order_by("-pk")
    )


def files_to_store(viewer: User) -> QuerySet[MeasurementFile]:
    """Files of this editor's firm that were checked and that nobody has had stored yet."""
    own = organizations_of(viewer, [Role.EDITOR])
    checked = files_seen(viewer).filter(state=FileState.CHECKED)
    return checked.filter(target__agreement__supplier__organization__in=own)


def files_due() -> QuerySet[MeasurementFile]:
    """Files that wait for a worker, those that came first in front."""
    return MeasurementFile.objects.filter(state__in=FILE_WAITS).order_by("pk")


def errors_of(file: MeasurementFile) -> QuerySet[FileError]:
    """The places to mend, from the top of the file."""
    return file.errors.order_by("row", "pk")


def digest_of_file(file: MeasurementFile) -> str:
    """SHA-256 over every reading that a file brought, row by row, as the log keeps them."""
    seen = hashlib.sha256()
    for line in _lines(file):
        seen.update(line)
    return seen.hexdigest()


def _lines(file: MeasurementFile) -> Iterator[bytes]:
    rows = file.measurements.select_related("target").order_by("row")
    for one in rows.iterator(chunk_size=FETCH):
        yield canonical_json([one.row, str(one.key), facts_of(one)]) + b"\n"
