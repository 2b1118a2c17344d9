"""The bank's promise: made by one person, confirmed by another, and at the end handed back."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction

from audit.services import record
from core.domain.errors import RuleBroken
from core.domain.money import NOTHING, Money
from ledger.services import post_entry
from people.models import User
from people.permissions import require_for
from programs.domain.lifecycle import COMMITMENT, CommitmentState, Part, ProgramState
from programs.domain.postings import commit, hand_back
from programs.domain.reserves import Purses
from programs.domain.two_people import check_second_person
from programs.models import Commitment, Program
from programs.selectors.commitments import amendments_waiting, free_in
from programs.services.amendments import lapse_amendment
from programs.services.purses import Change, change_commitment


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
    _check_not_over(program)
    if Commitment.objects.filter(program=program).exists():
        raise RuleBroken("This programme has its commitment already. Amend that one.")
    amounts = Purses(base, success, incentive)
    _check_amounts(amounts)
    commitment = Commitment.objects.create(
        program=program, proposed_by=by, **amounts.columns("amount")
    )
    record(action="commitment.commit", subject=commitment, by=by.email, at=at, **amounts.won)
    return commitment


def _check_not_over(program: Program) -> None:
    if program.state == ProgramState.CLOSED:
        raise RuleBroken("This programme is closed. Funds are committed to open programmes.")


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
    check_second_person(commitment.proposed_by_id, by.pk)
    _check_not_over(Program.objects.get(pk=commitment.program_id))
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
def release_commitment(*, commitment_id: int, by: str, at: datetime) -> Commitment:
    """The programme is over: waiting changes lapse, and what nobody used goes back to the bank."""
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment_id)
    state = COMMITMENT.after("release", CommitmentState(commitment.state))
    _check_nothing_reserved(commitment)
    for amendment in amendments_waiting(commitment).select_for_update(of=("self",)):
        lapse_amendment(commitment=commitment, amendment=amendment, by=by, at=at)
    commitment.state, rest = state, free_in(commitment)
    back = partial(hand_back, program=commitment.program_id)
    change_commitment(
        commitment=commitment,
        change=Change(
            f"commitment:{commitment.pk}:release",
            "what nobody used",
            rest.legs(lambda won, part: back(won, part=part)),
            amount=-rest,
        ),
        by=by,
        at=at,
    )
    record(action="commitment.hand_back", subject=commitment, by=by, at=at, released=rest.whole.won)
    return commitment


def _check_nothing_reserved(commitment: Commitment) -> None:
    if commitment.reserved:
        raise RuleBroken(
            "%(reserved)s is still reserved for agreements of this programme: money came back "
            "from the bank or was not paid yet. Pay it or release it first.",
            reserved=commitment.reserved,
        )
