"""Tables leave the house as CSV; that they left is on record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from audit.selectors import events_found
from audit.services import record
from ledger.selectors import trial_balance
from payouts.selectors.lists import PayoutFilter, payouts_found
from people.models import User
from people.permissions import require
from programs.models import Program
from programs.selectors import commitments_for
from reports.domain.tables import LOOKED_AT_BY, Table, csv_lines
from reports.selectors.commitments import commitment_statement
from reports.selectors.exports import (
    Head,
    Row,
    rows_of,
    rows_of_balances,
    rows_of_log,
    rows_of_payouts,
    rows_of_statement,
)


@dataclass(frozen=True, slots=True)
class Export:
    """A table on its way out, line by line."""

    name: str
    lines: Iterator[str]


@transaction.atomic
def export_table(*, table: Table, program_id: int, by: User, at: datetime) -> Export:
    """Everything of one kind in one programme, without a cap."""
    require(by, "export.download")
    require(by, LOOKED_AT_BY[table])
    program = Program.objects.get(pk=program_id)
    record(action="export.download", subject=program, by=by.email, at=at, table=table.value)
    return _export(f"{program.code}-{table}", rows_of(table, program, by), at)


@transaction.atomic
def export_payouts(*, asked: PayoutFilter, by: User, at: datetime) -> Export:
    """Exactly the payments that the list showed: those that were looked for, on all its pages."""
    require(by, "export.download")
    found = payouts_found(by, asked)
    sought = {name: value for name, value in asdict(asked).items() if value}
    record(
        action="export.download",
        subject=by,
        by=by.email,
        at=at,
        table="payouts",
        rows=found.count(),
        **sought,
    )
    return _export("payouts", rows_of_payouts(found), at)


@transaction.atomic
def export_statement(*, commitment_id: int, moment: datetime, by: User, at: datetime) -> Export:
    """A commitment as it stood at a moment, with the changes up to then."""
    require(by, "commitment.see")
    require(by, "export.download")
    commitment = commitments_for(by).get(pk=commitment_id)
    record(
        action="export.download",
        subject=commitment.program,
        by=by.email,
        at=at,
        table="commitment",
        moment=moment.isoformat(),
    )
    statement = commitment_statement(commitment, moment)
    return _export(f"{commitment.program.code}-commitment", rows_of_statement(statement), at)


@transaction.atomic
def export_log(*, sought: Mapping[str, str], by: User, at: datetime) -> Export:
    """Exactly the lines that were looked for; the line about taking them comes after them."""
    require(by, "log.see")
    require(by, "export.download")
    newest = events_found().values_list("pk", flat=True).first() or 0
    found = events_found(**sought).filter(pk__lte=newest)
    record(
        action="export.download",
        subject=by,
        by=by.email,
        at=at,
        table="log",
        rows=found.count(),
        sought={name: words for name, words in sought.items() if words},
    )
    return _export("log", rows_of_log(found), at)


@transaction.atomic
def export_balances(*, moment: datetime | None, by: User, at: datetime) -> Export:
    """What every account held at a moment, or holds now, with the sum of all, which is zero."""
    require(by, "books.see")
    require(by, "export.download")
    record(
        action="export.download",
        subject=by,
        by=by.email,
        at=at,
        table="balances",
        moment=(moment or at).isoformat(),
    )
    return _export("balances", rows_of_balances(trial_balance(at=moment), moment or at), at)


def _export(name: str, table: tuple[Head, Iterator[Row]], at: datetime) -> Export:
    return Export(f"{name}-{timezone.localtime(at):%Y%m%d-%H%M}.csv", csv_lines(*table))
