"""Approval bands as rows, valid under every constraint."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import NumericRange

from payouts.models import ApprovalBand, BandTable
from programs.models import Program
from tests.factories.people import the

SPRING = datetime(2026, 3, 1, tzinfo=UTC)
TWO_OF_ANY: tuple[tuple[int, int, int], ...] = ((0, 2, 0),)


@transaction.atomic
def bands_in_force(
    program: Program,
    rows: tuple[tuple[int, int, int], ...] = TWO_OF_ANY,
    *,
    at: datetime = SPRING,
) -> BandTable:
    """A version that olivia proposed and anna confirmed: (from won, approvers, senior ones)."""
    table = BandTable.objects.create(
        program=program,
        version=program.band_tables.count() + 1,
        reason="Agreed with risk management.",
        proposed_by=the("olivia"),
        proposed_at=at,
    )
    ends = [low for low, *_ in rows[1:]]
    for (low, approvers, seniors), end in zip(rows, [*ends, None], strict=True):
        ApprovalBand.objects.create(
            table=table,
            amounts=NumericRange(low, end),
            approvers=approvers,
            senior_approvers=seniors,
        )
    BandTable.objects.filter(pk=table.pk).update(
        state="confirmed", decided_by=the("anna"), decided_at=at, in_force_at=at
    )
    table.refresh_from_db()
    return table
