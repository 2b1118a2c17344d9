"""Changes of the bank's promise: asked for by one, confirmed by another, in effect on their day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Protocol

from django.db import transaction

from audit.services import SYSTEM, record
from core.domain.errors import IllegalMove, RuleBroken
from core.domain.money import Money
from ledger.domain.entries import Posting
from people.models import User
from people.permissions import require_for
from programs.domain.lifecycle import AMENDMENT, AmendmentState, CommitmentState, Part
from programs.domain.postings import amend, come_into_effect, leave, stay
from programs.domain.reserves import Purses, check_not_taken
from programs.domain.two_people import check_second_person
from programs.models import Commitment, CommitmentAmendment
from programs.selectors.commitments import day_of, free_in
from programs.services.purses import Change, change_commitment


class Mover(Protocol):
    """What an amount moves between the accounts of a programme."""

    def __call__(self, amount: Money, /, *, program: object, part: Part) -> tuple[Posting, ...]:
        """The balanced legs of one purse."""
        ...


@transaction.atomic
def amend_commitment(
    *,
    commitment_id: int,
    deltas: Purses,
    effective_on: date,
    reason: str,
    by: User,
    at: datetime,
) -> CommitmentAmendment:
    """Ask for more or less from a day on; what is reserved or paid can't be taken back."""
    commitment = Commitment.objects.select_for_update(of=("self",)).get(pk=commitment_id)
    require_for(by, "commitment.amend", commitment.program.funder)
    _check_runs(commitment)
    _check_asked(deltas, effective_on, reason, day_of(at))
    check_not_taken(free_in(commitment), -deltas)
    amendment = CommitmentAmendment.objects.create(
        commitment=commitment,
        effective_on=effective_on,
        reason=reason,
        proposed_by=by,
        **deltas.columns("delta"),
    )
    record(
        action="commitment.amend",
        subject=amendment,
        by=by.email,
        at=at,
        effective_on=effective_on.isoformat(),
        reason=reason,
        **deltas.won,
    )
    return amendment


def _check_runs(commitment: Commitment) -> None:
    if commitment.state == CommitmentState.PROPOSED:
        raise IllegalMove("The commitment is not confirmed yet. Only a confirmed one is amended.")
    if commitment.state == CommitmentState.RELEASED:
        raise IllegalMove("This programme is closed, and its commitment is not amended any more.")


def _check_asked(deltas: Purses, effective_on: date, reason: str, today: date) -> None:
    if deltas.is_empty:
        raise RuleBroken("All changes are zero. Enter what changes.", field="base_delta")
    if effective_on < today:
        raise RuleBroken(
            "%(day)s is over. A change takes effect today or later.",
            field="effective_on",
            day=effective_on,
        )
    if not reason.strip():
        raise RuleBroken("Say why the commitment changes.", field="reason")


@transaction.atomic
def confirm_amendment(*, amendment_id: int, by: User, at: datetime) -> CommitmentAmendment:
    """A second person says yes: it takes effect on its day, and what leaves is kept from now on."""
    commitment, amendment = _locked(amendment_id)
    require_for(by, "commitment.confirm", commitment.program.funder)
    state = _after("confirm", amendment)
    check_second_person(amendment.proposed_by_id, by.pk)
    _check_runs(commitment)
    amendment.state, amendment.confirmed_by, amendment.confirmed_at = state, by, at
    amendment.save()
    record(action="commitment.confirm_amendment", subject=amendment, by=by.email, at=at)
    if amendment.effective_on > day_of(at):
        _set_apart(commitment, amendment, by, at)
        return amendment
    change = _change(amendment, "confirm", amend, amendment.deltas, amount=amendment.deltas)
    return _in_effect(commitment, amendment, change, by.email, at)


def _set_apart(
    commitment: Commitment, amendment: CommitmentAmendment, by: User, at: datetime
) -> None:
    """A decrease that waits is not free any more; an increase that waits is not free yet."""
    going = amendment.deltas.lowered
    change = _change(amendment, "confirm", leave, going, leaving=going)
    change_commitment(commitment=commitment, change=change, by=by.email, at=at)


@transaction.atomic
def withdraw_amendment(
    *, amendment_id: int, reason: str, by: User, at: datetime
) -> CommitmentAmendment:
    """Nobody has confirmed it, and nobody shall: a slip of the pen, or the second person's no."""
    commitment, amendment = _locked(amendment_id)
    require_for(by, "commitment.withdraw", commitment.program.funder)
    state = _after("withdraw", amendment)
    if not reason.strip():
        raise RuleBroken("Say why the change is withdrawn.", field="reason")
    amendment.state, amendment.withdrawn_by, amendment.withdrawn_reason = state, by, reason
    amendment.save()
    record(
        action="commitment.withdraw",
        subject=amendment,
        by=by.email,
        at=at,
        reason=reason,
    )
    return amendment


@transaction.atomic
def apply_amendment(*, amendment_id: int, at: datetime) -> CommitmentAmendment:
    """Its day has come: the promise changes, once, however late or often the clock rings."""
    commitment, amendment = _locked(amendment_id)
    if amendment.effective_on > day_of(at):
        raise RuleBroken(
            "This change takes effect on %(day)s, not before.", day=amendment.effective_on
        )
    deltas = amendment.deltas
    change = _change(
        amendment, "apply", come_into_effect, deltas, amount=deltas, leaving=-deltas.lowered
    )
    return _in_effect(commitment, amendment, change, SYSTEM, at)


def _in_effect(
    commitment: Commitment, amendment: CommitmentAmendment, change: Change, by: str, at: datetime
) -> CommitmentAmendment:
    amendment.state, amendment.applied_at = _after("apply", amendment), at
    amendment.save()
    change_commitment(commitment=commitment, change=change, by=by, at=at)
    record(action="commitment.apply_amendment", subject=amendment, by=by, at=at)
    return amendment


@transaction.atomic
def lapse_amendment(
    *, commitment: Commitment, amendment: CommitmentAmendment, by: str, at: datetime
) -> None:
    """The programme ends before its day: nothing is left for it to change."""
    going = amendment.leaving
    amendment.state = _after("lapse", amendment)
    amendment.save()
    change = _change(amendment, "lapse", stay, going, leaving=-going)
    change_commitment(commitment=commitment, change=change, by=by, at=at)
    record(action="commitment.lapse_amendment", subject=amendment, by=by, at=at)


def _change(
    amendment: CommitmentAmendment, verb: str, moved: Mover, how: Purses, **columns: Purses
) -> Change:
    program = amendment.commitment.program_id
    legs = how.legs(lambda won, part: moved(won, program=program, part=part))
    return Change(f"amendment:{amendment.pk}:{verb}", f"commitment, {verb}", legs, **columns)


def _locked(amendment_id: int) -> tuple[Commitment, CommitmentAmendment]:
    """The commitment before its amendments, as at closure: nobody waits in a circle."""
    commitment = Commitment.objects.select_for_update(of=("self",)).get(amendments=amendment_id)
    amendment = CommitmentAmendment.objects.select_for_update(of=("self",)).get(pk=amendment_id)
    amendment.commitment = commitment
    return commitment, amendment


def _after(verb: str, amendment: CommitmentAmendment) -> AmendmentState:
    return AMENDMENT.after(verb, AmendmentState(amendment.state))
