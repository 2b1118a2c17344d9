"""Money set aside and released: locked, guarded by the database, booked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from audit.services import SYSTEM, record
from core.domain.errors import IllegalMove, RuleBroken
from core.domain.money import Money
from core.models import said_as
from ledger.domain.entries import Posting
from ledger.services import post_entry
from people.models import User
from programs.domain.lifecycle import AgreementState, CommitmentState, Part
from programs.domain.postings import give_back_late, release, reserve
from programs.domain.reserves import Purses, already_used, not_covered
from programs.models import Agreement, Commitment
from programs.selectors.commitments import free_in

GUARDS = {
    "commitment_base_not_overspent": Part.BASE,
    "commitment_success_not_overspent": Part.SUCCESS,
    "commitment_incentive_not_overspent": Part.INCENTIVE,
}

NONE = Purses()
Released = Callable[..., tuple[Posting, ...]]  # the arrow by which a rest leaves a reserve
SPOKEN_FOR = "reserve_is_spoken_for"
PRICED = "agreement_closed_once_priced"


@transaction.atomic
def reserve_funds(*, agreement: Agreement, cost: Purses, by: User, at: datetime) -> None:
    """Set aside the most an agreement can cost; of many at once, the last free won goes to one."""
    commitment = _locked(agreement)
    _add(commitment, "reserved", cost)
    with _guarded(commitment, lambda part, free: not_covered(part, free, cost.of(part))):
        commitment.save()
    _add(agreement, "reserved", cost)
    agreement.save()
    post_entry(
        reference=f"agreement:{agreement.pk}:reserve",
        memo=f"{agreement.number}: largest cost set aside",
        postings=cost.legs(
            lambda won, part: reserve(
                won, program=commitment.program_id, agreement=agreement.pk, part=part
            )
        ),
        at=at,
    )
    _record("commitment.reserve", agreement, cost, by.email, at)


@transaction.atomic
def release_funds(*, agreement: Agreement, by: str, at: datetime) -> Purses:
    """What is left in reserve becomes free; of a programme that is over, the bank has it back."""
    commitment = _locked(agreement)
    left = agreement.reserves
    is_over = commitment.state == CommitmentState.RELEASED
    _add(commitment, "reserved", -left)
    if is_over:
        _add(commitment, "amount", -left)
    commitment.save()
    _add(agreement, "reserved", -left)
    agreement.releases += 0 if left.is_empty else 1
    with _nothing_waits(agreement):
        agreement.save()
    _post_release(agreement, left, give_back_late if is_over else release, at)
    _record("commitment.release", agreement, left, by, at)
    return left


def _post_release(agreement: Agreement, left: Purses, moved: Released, at: datetime) -> None:
    if left.is_empty:
        return
    names = {"program": agreement.program_id, "agreement": agreement.pk}
    turn = f":{agreement.releases}" if agreement.releases > 1 else ""
    post_entry(
        reference=f"agreement:{agreement.pk}:release{turn}",
        memo=f"{agreement.number}: rest of the reserve released",
        postings=left.legs(lambda won, part: moved(won, part=part, **names)),
        at=at,
    )


@transaction.atomic
def release_rest(*, agreement_id: int, at: datetime) -> Purses:
    """Money came back after the agreement was closed, and nobody is paid from it any more."""
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement_id)
    if agreement.state != AgreementState.CLOSED:
        raise IllegalMove("Only of a closed agreement the rest is released by itself.")
    return release_funds(agreement=agreement, by=SYSTEM, at=at)


@dataclass(frozen=True, slots=True)
class Change:
    """How a commitment moves: what is added to its columns, and the entry that says so."""

    reference: str
    memo: str
    legs: tuple[Posting, ...]
    amount: Purses = NONE
    leaving: Purses = NONE


@transaction.atomic
def change_commitment(*, commitment: Commitment, change: Change, by: str, at: datetime) -> None:
    """The promise grows, shrinks or is about to, but never below what is reserved or paid."""
    _add(commitment, "amount", change.amount)
    _add(commitment, "leaving", change.leaving)
    taken = change.leaving - change.amount
    with _guarded(commitment, lambda part, free: already_used(part, free, taken.of(part))):
        commitment.save()
    if not change.legs:
        return
    post_entry(
        reference=change.reference,
        memo=f"{commitment.program.code}: {change.memo}",
        postings=change.legs,
        at=at,
    )
    record(
        action="commitment.change",
        subject=commitment,
        by=by,
        at=at,
        leaving=change.leaving.whole.won,
        **change.amount.won,
    )


def _add(row: Agreement | Commitment, what: str, amounts: Purses) -> None:
    """To the columns of one kind, such as `reserved`; below zero takes away."""
    for part in Part:
        column = f"{part}_{what}"
        setattr(row, column, getattr(row, column) + amounts.of(part).won)


@contextmanager
def _guarded(
    commitment: Commitment, refusal: Callable[[Part, Money], RuleBroken]
) -> Iterator[None]:
    """Say in words what the database refused."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        part = GUARDS.get(error.__cause__.diag.constraint_name)  # type: ignore[union-attr]
        if part is None:
            raise
        commitment.refresh_from_db()
        raise refusal(part, free_in(commitment).of(part)) from error


@contextmanager
def _nothing_waits(agreement: Agreement) -> Iterator[None]:
    """The database keeps a reserve that somebody still has to be paid from."""
    refusal = RuleBroken(
        "Agreement %(number)s has payouts that are not paid yet. "
        "It is closed once they are paid or rejected.",
        number=agreement.number,
    )
    not_priced = RuleBroken(
        "Agreement %(number)s has a verified result whose payout is not computed yet. "
        "That takes seconds; close the agreement after it.",
        number=agreement.number,
    )
    with said_as(**{SPOKEN_FOR: refusal, PRICED: not_priced}):
        yield


def _locked(agreement: Agreement) -> Commitment:
    return Commitment.objects.select_for_update(of=("self",)).get(program=agreement.program_id)


def _record(action: str, subject: Agreement, moved: Purses, by: str, at: datetime) -> None:
    record(action=action, subject=subject, by=by, at=at, **moved.won)
