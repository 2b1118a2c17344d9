"""Approval bands: one person proposes a version, another confirms it, old ones stay."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import NumericRange

from audit.services import record
from core.domain.errors import IllegalMove, RuleBroken
from core.models import said_as
from payouts.domain.bands import Band, Bands
from payouts.domain.lifecycle import PROPOSAL, ProposalState
from payouts.models import ApprovalBand, BandTable
from people.models import User
from people.permissions import require_for
from programs.models import Program


@transaction.atomic
def propose_bands(
    *,
    program_id: int,
    bands: Bands,
    starts_at: datetime | None,
    reason: str,
    by: User,
    at: datetime,
) -> BandTable:
    """Write down a whole new version; it counts once a second person confirms it."""
    program = Program.objects.select_for_update(of=("self",), no_key=True).get(pk=program_id)
    require_for(by, "bands.propose", program.funder)
    _check_proposal(starts_at, reason, at)
    with said_as(bands_one_proposal=_waits_already()):
        table = BandTable.objects.create(
            program=program,
            version=program.band_tables.count() + 1,
            starts_at=starts_at,
            reason=reason.strip(),
            approval_days=bands.days.approvers,
            escalation_days=bands.days.others,
            proposed_by=by,
            proposed_at=at,
        )
    ApprovalBand.objects.bulk_create(_row(table, band) for band in bands.bands)
    record(
        action="bands.propose",
        subject=table,
        by=by.email,
        at=at,
        program=program.code,
        version=table.version,
        bands=[_fact(band) for band in bands.bands],
        days=[bands.days.approvers, bands.days.others],
        starts_at=starts_at and starts_at.isoformat(),
        reason=table.reason,
    )
    return table


def _check_proposal(starts_at: datetime | None, reason: str, at: datetime) -> None:
    if starts_at is not None and starts_at < at:
        raise RuleBroken(
            "The bands would start in the past. Choose a later moment, or leave it empty: then "
            "they start as soon as they are confirmed.",
            field="starts_at",
        )
    if not reason.strip():
        raise RuleBroken("Say why the bands change.", field="reason")


def _waits_already() -> RuleBroken:
    return RuleBroken(
        "A proposal for this programme waits already. Confirm it or withdraw it first."
    )


def _row(table: BandTable, band: Band) -> ApprovalBand:
    return ApprovalBand(
        table=table,
        amounts=NumericRange(band.at_least.won, _below(band)),
        approvers=band.needed.approvers,
        senior_approvers=band.needed.senior_approvers,
    )


def _below(band: Band) -> int | None:
    return None if band.below is None else band.below.won


def _fact(band: Band) -> dict[str, int | None]:
    return {
        "from": band.at_least.won,
        "below": _below(band),
        "approvers": band.needed.approvers,
        "senior_approvers": band.needed.senior_approvers,
    }


@transaction.atomic
def confirm_bands(*, table_id: int, by: User, at: datetime) -> BandTable:
    """A second person says yes; from its moment on what is prepared follows this version."""
    table = _locked(table_id)
    require_for(by, "bands.confirm", table.program.funder)
    table.state = PROPOSAL.after("confirm", ProposalState(table.state))
    if table.proposed_by_id == by.pk:
        raise RuleBroken("You proposed these bands yourself. Another person has to confirm them.")
    table.in_force_at = max(table.starts_at or at, at)
    _check_after_the_others(table)
    _decided(table, by, at)
    record(
        action="bands.confirm",
        subject=table,
        by=by.email,
        at=at,
        in_force_at=table.in_force_at.isoformat(),
    )
    return table


def _check_after_the_others(table: BandTable) -> None:
    later = table.program.band_tables.filter(
        state=ProposalState.CONFIRMED, in_force_at__gte=table.in_force_at
    )
    if (other := later.order_by("-in_force_at").first()) is not None:
        raise IllegalMove(
            "Version %(version)s starts later than this one would, and would undo it. "
            "Withdraw this proposal and propose bands that start after it.",
            version=other.version,
        )


@transaction.atomic
def withdraw_bands(*, table_id: int, by: User, at: datetime) -> BandTable:
    """The proposal is taken back or turned down; it stays on record, and another can be made."""
    table = _locked(table_id)
    require_for(by, "bands.withdraw", table.program.funder)
    table.state = PROPOSAL.after("withdraw", ProposalState(table.state))
    _decided(table, by, at)
    record(action="bands.withdraw", subject=table, by=by.email, at=at)
    return table


def _locked(table_id: int) -> BandTable:
    return (
        BandTable.objects.select_for_update(of=("self",))
        .select_related("program__funder")
        .get(pk=table_id)
    )


def _decided(table: BandTable, by: User, at: datetime) -> None:
    table.decided_by, table.decided_at = by, at
    table.save()
