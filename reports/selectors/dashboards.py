"""A programme at a glance: its money, tied to the books, and how far its results have come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from core.domain.money import Money, total
from ledger.selectors import trial_balance
from outcomes.models import Match, Target, Verification
from payouts.models import Payout
from programs.models import Agreement, Commitment, Program
from programs.selectors import PurseLine, purse_lines

FREE, LEAVING, PAID = ("free",), ("leaving",), ("paid", "due_back", "written_off")
RESERVED = ("reserved", "owed", "sent")


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many are in one state."""

    state: str
    number: int


@dataclass(frozen=True, slots=True)
class Purse:
    """Committed money and where it is now."""

    committed: Money
    reserved: Money
    paid: Money
    leaving: Money

    @property
    def free(self) -> Money:
        """Not promised to anybody, and not about to be taken away."""
        return self.committed - self.reserved - self.paid - self.leaving


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What observers, auditors and the bank see first."""

    purse: Purse
    parts: tuple[PurseLine, ...]
    agreements: tuple[StateCount, ...]
    targets: tuple[StateCount, ...]
    verdicts: tuple[StateCount, ...]
    payouts: tuple[StateCount, ...]
    suppliers: int
    worksites: int
    agrees_with_books: bool


def dashboard_of(program: Program) -> Dashboard:
    """Every number is counted now; none is kept anywhere else."""
    agreements = Agreement.objects.filter(program=program)
    targets = Target.objects.filter(agreement__program=program).exclude(state="superseded")
    verified = Verification.objects.filter(target__in=targets.values("pk"))
    parts = _parts(program)
    purse = Purse(
        total(part.committed for part in parts),
        total(part.reserved for part in parts),
        total(part.paid for part in parts),
        total(part.leaving for part in parts),
    )
    return Dashboard(
        purse=purse,
        parts=parts,
        agreements=_by(agreements, "state"),
        targets=_by(targets, "state"),
        verdicts=_by(verified, "verdict"),
        payouts=_by(Payout.objects.filter(agreement__program=program), "state"),
        suppliers=agreements.filter(state="signed").values("supplier").distinct().count(),
        worksites=Match.objects.filter(program=program).values("worksite").distinct().count(),
        agrees_with_books=books_of(program) == purse,
    )


def books_of(program: Program) -> Purse:
    """The same money as the books have it: added up from the accounts of the programme."""
    keys = Agreement.objects.filter(program=program).values_list("pk", flat=True)
    own = {f"program:{program.pk}", *(f"agreement:{key}" for key in keys)}
    lines = [(row.code.split(":"), row.balance) for row in trial_balance()]
    mine = [(code[-1], held) for code, held in lines if ":".join(code[:2]) in own]

    def held(kinds: tuple[str, ...]) -> Money:
        return total(balance for kind, balance in mine if kind in kinds)

    committed = held((*FREE, *LEAVING, *RESERVED, *PAID))
    return Purse(committed, held(RESERVED), held(PAID), held(LEAVING))


def _parts(program: Program) -> tuple[PurseLine, ...]:
    found = Commitment.objects.filter(program=program).exclude(state="proposed").first()
    return purse_lines(found) if found else ()


def _by(rows: QuerySet[Any], field: str) -> tuple[StateCount, ...]:
    found = rows.order_by(field).values_list(field).annotate(n=Count("pk", distinct=True))
    return tuple(StateCount(state, n) for state, n in found)
