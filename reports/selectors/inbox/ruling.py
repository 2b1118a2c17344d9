"""Work on who approves, who stands in, and when nothing moves."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from core.domain.words import say
from payouts.domain.lifecycle import ProposalState
from payouts.models import BandTable, Delegation, Freeze, Payout
from payouts.selectors.bands import band_tables_for
from payouts.selectors.delegations import delegations_for
from payouts.selectors.freezes import freezes_for
from payouts.selectors.lists import payouts_to_approve_for_others
from people.models import User
from people.permissions import allowed
from reports.selectors.inbox.paying import PAYEE, PAYOUTS
from reports.selectors.inbox.pile import Pile

RULES = say("Who approves")


def _bands(viewer: User, _at: datetime) -> QuerySet[BandTable]:
    waiting = band_tables_for(viewer).filter(state=ProposalState.PROPOSED)
    return waiting.exclude(proposed_by=viewer)


def _freezes(viewer: User, _at: datetime) -> QuerySet[Freeze]:
    return freezes_for(viewer).filter(state=ProposalState.PROPOSED).exclude(proposed_by=viewer)


def _delegations(viewer: User, _at: datetime) -> QuerySet[Delegation]:
    waiting = delegations_for(viewer).filter(state=ProposalState.PROPOSED)
    return waiting.exclude(proposed_by=viewer).exclude(absent=viewer).exclude(delegate=viewer)


def _in_place_of(viewer: User, at: datetime) -> QuerySet[Payout]:
    """Whoever approves anyway has these in the pile of their own."""
    if allowed(viewer, "payout.approve"):
        return Payout.objects.none()
    return payouts_to_approve_for_others(viewer, at)


PILES = (
    Pile(
        action="bands.confirm",
        stage=RULES,
        todo=say("Confirm the approval bands that a colleague proposes"),
        rows=_bands,
        route="payouts:bands_confirm",
        about="program__name_ko",
        about_en="program__name_en",
        since="proposed_at",
    ),
    Pile(
        action="freeze.confirm",
        stage=RULES,
        todo=say("Confirm or turn down the freeze that a colleague proposes"),
        rows=_freezes,
        route="payouts:freeze_confirm",
        about="program__name_ko",
        about_en="program__name_en",
        since="proposed_at",
    ),
    Pile(
        action="delegation.confirm",
        stage=RULES,
        todo=say("Confirm who stands in for somebody else"),
        rows=_delegations,
        route="payouts:delegation_confirm",
        about="absent__name",
        since="proposed_at",
    ),
    Pile(
        action="delegation.propose",
        stage=PAYOUTS,
        todo=say("You stand in for somebody: look at the working, then approve"),
        rows=_in_place_of,
        route="payouts:payout",
        about="number",
        also=PAYEE,
        since="prepared_at",
    ),
)
