"""What a supplier owes came back, or is given up: one person says so, another confirms it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from audit.services import record
from core.domain.errors import RuleBroken
from core.domain.money import NOTHING, Money
from core.models import said_as
from ledger.services import post_entry
from payouts.domain.clawbacks import (
    CLAWBACK,
    ENDS,
    UNDER_WAY,
    VERBS,
    ClawbackState,
    RecoveryKind,
    check_not_more,
)
from payouts.domain.lifecycle import PROPOSAL, ProposalState
from payouts.domain.postings import postings
from payouts.models import Clawback, Recovery
from payouts.selectors.clawbacks import left_of
from payouts.selectors.locks import locked_clawback
from people.models import User
from people.permissions import require_for
from programs.domain.lifecycle import Part
from programs.services.payments import Payment, give_back_reserves


@dataclass(frozen=True, slots=True)
class Found:
    """How much the supplier owes less, how that came about, and why."""

    kind: RecoveryKind
    amount: Money
    reason: str
    came_on: date | None = None


@transaction.atomic
def propose_recovery(*, clawback_id: int, found: Found, by: User, at: datetime) -> Recovery:
    """Money came in from the supplier, or the bank gives it up; nothing moves yet."""
    clawback = locked_clawback(clawback_id)
    require_for(by, "recovery.propose", clawback.agreement.program.funder)
    _check(clawback, found)
    recovery = Recovery.objects.create(
        clawback=clawback,
        kind=found.kind,
        amount=found.amount.won,
        came_on=found.came_on,
        reason=found.reason.strip(),
        proposed_by=by,
        proposed_at=at,
    )
    _told("recovery.propose", recovery, by, at)
    return recovery


def _check(clawback: Clawback, found: Found) -> None:
    if clawback.state not in UNDER_WAY:
        raise RuleBroken("%(number)s is closed: nothing is owed any more.", number=clawback.number)
    check_not_more(found.amount, left_of(clawback))
    if found.kind == RecoveryKind.REPAID and found.came_on is None:
        raise RuleBroken("Say on which day the money came in.", field="came_on")
    if not found.reason.strip():
        raise RuleBroken(
            "Say why in a sentence; the next person has to understand.", field="reason"
        )


@transaction.atomic
def confirm_recovery(*, recovery_id: int, by: User, at: datetime) -> Recovery:
    """A second person has seen it: the money is in reserve again, or nobody waits for it."""
    recovery, clawback = _held(recovery_id)
    require_for(by, "recovery.confirm", clawback.agreement.program.funder)
    if recovery.proposed_by_id == by.pk:
        raise RuleBroken("You proposed this yourself. Another person confirms it.")
    recovery.state = PROPOSAL.after("confirm", ProposalState(recovery.state))
    check_not_more(recovery.money, left_of(clawback))
    _decide(recovery, "recovery.confirm", by, at)
    _book(recovery, clawback, by, at)
    end_clawback(clawback=clawback, verb=ENDS[RecoveryKind(recovery.kind)], by=by, at=at)
    return recovery


@transaction.atomic
def withdraw_recovery(*, recovery_id: int, by: User, at: datetime) -> Recovery:
    """It did not come in, or is not given up: nothing has moved."""
    recovery, clawback = _held(recovery_id)
    require_for(by, "recovery.withdraw", clawback.agreement.program.funder)
    recovery.state = PROPOSAL.after("withdraw", ProposalState(recovery.state))
    _decide(recovery, "recovery.withdraw", by, at)
    return recovery


@transaction.atomic
def end_clawback(*, clawback: Clawback, verb: str, by: User, at: datetime) -> None:
    """With its last won a held one is closed."""
    if left_of(clawback) == NOTHING:
        clawback.state = CLAWBACK.after(verb, ClawbackState(clawback.state))
        clawback.save()
        record(action=f"clawback.{verb}", subject=clawback, by=by.email, at=at)


def _held(recovery_id: int) -> tuple[Recovery, Clawback]:
    """The sum that is owed first: everything that lowers it waits there."""
    clawback = locked_clawback(
        Recovery.objects.values_list("clawback", flat=True).get(pk=recovery_id)
    )
    return Recovery.objects.select_for_update(of=("self",)).get(pk=recovery_id), clawback


def _decide(recovery: Recovery, action: str, by: User, at: datetime) -> None:
    recovery.decided_by, recovery.decided_at = by, at
    more = RuleBroken("Somebody else has just taken part of what was open. Look at it again.")
    with said_as(clawback_not_overdrawn=more):
        recovery.save()
    _told(action, recovery, by, at)


def _book(recovery: Recovery, clawback: Clawback, by: User, at: datetime) -> None:
    verb, part = VERBS[RecoveryKind(recovery.kind)], Part(clawback.part)
    if recovery.kind == RecoveryKind.REPAID:
        back = Payment(clawback.agreement_id, part, recovery.money)
        give_back_reserves(payments=[back], by=by, at=at)
    post_entry(
        reference=f"recovery:{recovery.pk}:{verb}",
        memo=f"{clawback.number}: {verb}",
        postings=postings(verb, recovery.money, agreement=clawback.agreement_id, part=part),
        at=at,
    )


def _told(action: str, recovery: Recovery, by: User, at: datetime) -> None:
    record(
        action=action,
        subject=recovery.clawback,
        by=by.email,
        at=at,
        kind=str(recovery.kind),
        amount=recovery.amount,
        reason=recovery.reason,
    )
