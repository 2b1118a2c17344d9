"""Tables leave the house as CSV; that they left is on record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from audit.services import record
from people.models import User
from people.permissions import require
from programs.models import Program
from reports.domain.tables import Table, csv_lines
from reports.selectors.exports import rows_of


@dataclass(frozen=True, slots=True)
class Export:
    """A table on its way out, line by line."""

    name: str
    lines: Iterator[str]


@transaction.atomic
def export_table(*, table: Table, program_id: int, by: User, at: datetime) -> Export:
    """Everything of one kind in one programme, without a cap."""
    require(by, "export.download")
    program = Program.objects.get(pk=program_id)
    record(action="export.download", subject=program, by=by.email, at=at, table=table.value)
    header, rows = rows_of(table, program, by)
    day = f"{timezone.localtime(at):%Y%m%d-%H%M}"
    return Export(f"{program.code}-{table}-{day}.csv", csv_lines(header, rows))
