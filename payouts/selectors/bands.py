"""Which approval bands are in force, were, and will be."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Prefetch, QuerySet

from core.domain.errors import RuleBroken
from core.domain.money import Money
from payouts.domain.lifecycle import ProposalState
from payouts.models import ApprovalBand, BandTable, Payout
from people.models import User
from people.permissions import BANK, WATCHERS, organizations_of, roles_of
from programs.models import Program


def band_programs_for(viewer: User) -> QuerySet[Program]:
    """Programmes of one's own bank or agency, or all for those who watch."""
    found = Program.objects.order_by("pk")
    if roles_of(viewer) & WATCHERS:
        return found
    paid = found.filter(funder__in=organizations_of(viewer, BANK))
    return paid | found.filter(agency__in=organizations_of(viewer))


def band_tables_for(viewer: User) -> QuerySet[BandTable]:
    """Every version that this person may see, newest first, each with its bands."""
    bands = ApprovalBand.objects.order_by("amounts")
    return (
        BandTable.objects.filter(program__in=band_programs_for(viewer))
        .select_related("program__funder", "proposed_by", "decided_by")
        .prefetch_related(Prefetch("bands", queryset=bands))
        .order_by("-version")
    )


def tables_in_force(program: Program, at: datetime) -> QuerySet[BandTable]:
    """Confirmed versions that have begun, the one in force first."""
    return program.band_tables.filter(state=ProposalState.CONFIRMED, in_force_at__lte=at).order_by(
        "-in_force_at"
    )


def band_for(program: Program, amount: Money, at: datetime) -> ApprovalBand:
    """The band that an amount falls into at this moment."""
    table = tables_in_force(program, at).first()
    if table is None:
        raise RuleBroken(
            "No approval bands are in force for this programme, so nobody knows who has to "
            "approve. The bank proposes them; a second person confirms them."
        )
    return table.bands.get(amounts__contains=amount.won)


def amount_is_typed(payout: Payout) -> bool:
    """In the highest of several bands whoever approves types the amount by hand."""
    band = payout.band
    return band is not None and band.amounts.upper is None and bool(band.amounts.lower)
