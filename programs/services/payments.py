"""What a bank file paid, or sent back: many payments move the purses in a few statements."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from audit.services import record, record_each
from core.domain.money import Money, total
from people.models import User
from programs.domain.lifecycle import Part
from programs.domain.reserves import check_in_reserve
from programs.models import Agreement, Commitment

CHUNK = 500
RESERVES = tuple(f"{part}_reserved" for part in Part)
PURSES = (*RESERVES, *(f"{part}_paid" for part in Part))


@dataclass(frozen=True, slots=True)
class Payment:
    """What one agreement was paid out of one part of its reserve."""

    agreement_id: int
    part: Part
    amount: Money


Move = Callable[[Agreement, Commitment, Payment], None]


@transaction.atomic
def spend_reserves(*, payments: Sequence[Payment], by: User, at: datetime) -> None:
    """The bank has paid: what was set aside is spent. Called where the payments are booked."""
    _move("commitment.spend", payments, _spend, by, at)


@transaction.atomic
def give_back_reserves(*, payments: Sequence[Payment], by: User, at: datetime) -> None:
    """The bank has sent money back: it waits in reserve again, also where all was closed since."""
    _move("commitment.give_back", payments, _give_back, by, at)


def hold_reserves(agreements: AbstractSet[int]) -> None:
    """Lock, once, all that several moves in one transaction touch: nobody waits in a circle."""
    rows = _agreements(agreements)
    _commitments({agreement.program_id for agreement in rows.values()})


def _spend(agreement: Agreement, commitment: Commitment, paid: Payment) -> None:
    reserve = f"{paid.part}_reserved"
    check_in_reserve(Money(getattr(agreement, reserve)), paid.amount)
    _add(agreement, reserve, -paid.amount)
    _add(commitment, reserve, -paid.amount)
    _add(commitment, f"{paid.part}_paid", paid.amount)


def _give_back(agreement: Agreement, commitment: Commitment, back: Payment) -> None:
    _add(commitment, f"{back.part}_paid", -back.amount)
    _add(commitment, f"{back.part}_reserved", back.amount)
    _add(agreement, f"{back.part}_reserved", back.amount)


def _move(action: str, payments: Sequence[Payment], move: Move, by: User, at: datetime) -> None:
    agreements = _agreements({payment.agreement_id for payment in payments})
    commitments = _commitments({agreement.program_id for agreement in agreements.values()})
    for payment in payments:
        agreement = agreements[payment.agreement_id]
        move(agreement, commitments[agreement.program_id], payment)
    _store(agreements.values(), commitments.values(), at)
    about = [(agreements[payment.agreement_id], _facts([payment])) for payment in payments]
    record_each(action=action, about=about, by=by.email, at=at)
    for program, commitment in commitments.items():
        moved = [p for p in payments if agreements[p.agreement_id].program_id == program]
        record(action=action, subject=commitment, by=by.email, at=at, **_facts(moved))


def _agreements(keys: AbstractSet[int]) -> dict[int, Agreement]:
    """Agreements before commitments, each in the order of their keys: nobody waits in a circle."""
    rows = Agreement.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    return {agreement.pk: agreement for agreement in rows}


def _commitments(programs: AbstractSet[int]) -> dict[int, Commitment]:
    rows = Commitment.objects.select_for_update(of=("self",)).filter(program__in=programs)
    return {commitment.program_id: commitment for commitment in rows.order_by("pk")}


def _store(
    agreements: Collection[Agreement], commitments: Collection[Commitment], at: datetime
) -> None:
    for row in (*agreements, *commitments):
        row.updated_at = at
    Agreement.objects.bulk_update(agreements, [*RESERVES, "updated_at"], batch_size=CHUNK)
    Commitment.objects.bulk_update(commitments, [*PURSES, "updated_at"], batch_size=CHUNK)


def _add(row: Agreement | Commitment, name: str, amount: Money) -> None:
    setattr(row, name, getattr(row, name) + amount.won)


def _facts(payments: Sequence[Payment]) -> dict[str, int]:
    return {
        part.value: total(payment.amount for payment in payments if payment.part == part).won
        for part in Part
    }
