"""The bank's promise: made by one person, confirmed by another, changed the same way."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import record
from core.domain.errors import IllegalMove, RuleBroken
from core.domain.money import NOTHING, Money
from ledger.services import post_entry
from people.models import User
from people.permissions import require_for
from programs.domain.lifecycle import COMMITMENT, CommitmentState, Part, ProgramState
from programs.domain.postings import commit
from programs.domain.reserves import Purses, check_not_taken
from programs.models import Commitment, CommitmentAmendment, Program
from programs.selectors.commitments import free_in
from programs.services.purses import change_commitment


@transaction.atomic
def commit_funds(
    *,
    program_id: int,
    base: Money,
    success: Money,
    incentive: Money = NOTHING,
    by: User,
    at: datetime,
) -> Commitment:
    """Write down the promise in its three parts; it counts once a second person confirms it."""
    program = Program.objects.select_for_update(of=("self",)).get(pk=program_id)
    require_for(by, "commitment.commit", program.funder)
    if program.state == ProgramState.CLOSED:
        raise RuleBroken("This programme is closed. Funds are committed to open programmes.")
    if Commitment.objects.filter(program=program).exists():
        raise RuleBroken("This programme has its commitment already. Amend that one.")
    amounts = Purses(base, success, incentive)
    _check_amounts(amounts)
    commitment = Commitment.objects.create(
        program=program, proposed_by=by, **amounts.columns("amount")
    )
    record(action="commitment.commit", subject=commitment, by=by.email, at=at, **amounts.won)
    return commitment


def _check_amounts(amounts: Purses) -> None:
    for part in Part:
        if amounts.of(part) < NOTHING:
            raise RuleBroken("An amount is zero won or more. Mend it.", field=part)
    if amounts.is_empty:
        raise RuleBroken("All parts are zero. Commit at least one won.", field="base")


@transaction.atomic
def confirm_commitment(*, commitment_id: int, by: User, at: datetime) -> Commitment:
    """A second person says yes; from here on money can be reserved, and the books know of it."""
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment_id)
    require_for(by, "commitment.confirm", commitment.program.funder)
    state = COMMITMENT.after("confirm", CommitmentState(commitment.state))
    _check_second_person(commitment.proposed_by_id, by)
    commitment.state, commitment.confirmed_by, commitment.confirmed_at = state, by, at
    commitment.save()
    post_entry(
        reference=f"commitment:{commitment.pk}:confirm",
        memo=f"{commitment.program.code}: funds committed",
        postings=Purses.held(commitment, "amount").legs(
            lambda won, part: commit(won, program=commitment.program_id, part=part)
        ),
        at=at,
    )
    record(action="commitment.confirm", subject=commitment, by=by.email, at=at)
    return commitment


@transaction.atomic
def amend_commitment(
    *,
    commitment_id: int,
    deltas: Purses,
    reason: str,
    by: User,
    at: datetime,
) -> CommitmentAmendment:
    """Ask for more or less; what is reserved or paid can't be taken back."""
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment_id)
    require_for(by, "commitment.amend", commitment.program.funder)
    if commitment.state != CommitmentState.CONFIRMED:
        raise IllegalMove("The commitment is not confirmed yet. Only a confirmed one is amended.")
    _check_amendment(commitment, deltas, reason)
    amendment = CommitmentAmendment.objects.create(
        commitment=commitment,
        reason=reason,
        proposed_by=by,
        **deltas.columns("delta"),
    )
    record(
        action="commitment.amend",
        subject=amendment,
        by=by.email,
        at=at,
        reason=reason,
        **deltas.won,
    )
    return amendment


def _check_amendment(commitment: Commitment, deltas: Purses, reason: str) -> None:
    if deltas.is_empty:
        raise RuleBroken("All changes are zero. Enter what changes.", field="base_delta")
    if not reason.strip():
        raise RuleBroken("Say why the commitment changes.", field="reason")
    check_not_taken(free_in(commitment), -deltas)


@transaction.atomic
def confirm_amendment(*, amendment_id: int, by: User, at: datetime) -> CommitmentAmendment:
    """A second person says yes, and the promise changes."""
    amendment = CommitmentAmendment.objects.select_for_update(of=("self",)).get(pk=amendment_id)
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=amendment.commitment_id)
    require_for(by, "commitment.confirm", commitment.program.funder)
    state = COMMITMENT.after("confirm", CommitmentState(amendment.state))
    _check_second_person(amendment.proposed_by_id, by)
    amendment.state, amendment.confirmed_by, amendment.confirmed_at = state, by, at
    amendment.save()
    change_commitment(
        commitment=commitment,
        deltas=amendment.deltas,
        reference=f"amendment:{amendment.pk}:confirm",
        by=by,
        at=at,
    )
    record(action="commitment.confirm_amendment", subject=amendment, by=by.email, at=at)
    return amendment


def _check_second_person(first: int, by: User) -> None:
    if first == by.pk:
        raise RuleBroken("You wrote this down yourself. Another person has to confirm it.")
