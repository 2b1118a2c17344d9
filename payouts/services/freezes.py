"""Freezes: one person proposes a period, another confirms it, and it ends by itself."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import record
from core.domain.errors import RuleBroken
from payouts.domain.lifecycle import PROPOSAL, ProposalState
from payouts.models import Freeze
from people.models import User
from people.permissions import require_for
from programs.models import Program


@transaction.atomic
def propose_freeze(
    *,
    program_id: int,
    window: tuple[datetime, datetime],
    reason: str,
    by: User,
    at: datetime,
) -> Freeze:
    """Ask for a period in which nothing is approved or sent."""
    program = Program.objects.select_related("funder").get(pk=program_id)
    require_for(by, "freeze.propose", program.funder)
    starts_at, ends_at = window
    _check(starts_at, ends_at, reason, at)
    freeze = Freeze.objects.create(
        program=program,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason.strip(),
        proposed_by=by,
        proposed_at=at,
    )
    record(
        action="freeze.propose",
        subject=freeze,
        by=by.email,
        at=at,
        program=program.code,
        starts_at=starts_at.isoformat(),
        ends_at=ends_at.isoformat(),
        reason=freeze.reason,
    )
    return freeze


def _check(starts_at: datetime, ends_at: datetime, reason: str, at: datetime) -> None:
    if ends_at <= starts_at:
        raise RuleBroken("It would end before it starts. Choose a later end.", field="ends_at")
    if ends_at <= at:
        raise RuleBroken("It would be over already. Choose a later end.", field="ends_at")
    if not reason.strip():
        raise RuleBroken("Say why nothing may be approved or sent.", field="reason")


@transaction.atomic
def confirm_freeze(*, freeze_id: int, by: User, at: datetime) -> Freeze:
    """A second person says yes; while it holds, the database itself refuses to move money."""
    freeze = _locked(freeze_id)
    require_for(by, "freeze.confirm", freeze.program.funder)
    freeze.state = PROPOSAL.after("confirm", ProposalState(freeze.state))
    if freeze.proposed_by_id == by.pk:
        raise RuleBroken("You proposed this freeze yourself. Another person has to confirm it.")
    return _decided(freeze, "freeze.confirm", by, at)


@transaction.atomic
def withdraw_freeze(*, freeze_id: int, by: User, at: datetime) -> Freeze:
    """The proposal is taken back or turned down; what is confirmed ends by itself."""
    freeze = _locked(freeze_id)
    require_for(by, "freeze.withdraw", freeze.program.funder)
    freeze.state = PROPOSAL.after("withdraw", ProposalState(freeze.state))
    return _decided(freeze, "freeze.withdraw", by, at)


def _locked(freeze_id: int) -> Freeze:
    return (
        Freeze.objects.select_for_update(of=("self",))
        .select_related("program__funder")
        .get(pk=freeze_id)
    )


def _decided(freeze: Freeze, action: str, by: User, at: datetime) -> Freeze:
    freeze.decided_by, freeze.decided_at = by, at
    freeze.save()
    record(action=action, subject=freeze, by=by.email, at=at)
    return freeze
