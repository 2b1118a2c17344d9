"""What waits to be computed: this room asks upstream, upstream never calls down."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from outcomes.models import Verification
from payouts.models import Payout
from programs.domain.lifecycle import AgreementState
from programs.domain.terms import Fixed
from programs.models import Agreement
from programs.selectors.agreements import current_terms


@dataclass(frozen=True, slots=True)
class Advance:
    """A clause that pays on the approved plan and has no payout yet."""

    agreement_id: int
    clause_key: str


def verifications_without_payout() -> QuerySet[Verification]:
    """Verified results that nobody has computed yet, oldest first."""
    return Verification.objects.filter(payout=None).order_by("pk")


def advances_without_payout() -> tuple[Advance, ...]:
    """Fixed clauses of signed agreements that nobody has computed yet."""
    computed = set(
        Payout.objects.filter(verification=None).values_list("agreement_id", "clause_key")
    )
    return tuple(a for a in _advances() if (a.agreement_id, a.clause_key) not in computed)


def _advances() -> Iterator[Advance]:
    for agreement in Agreement.objects.filter(state=AgreementState.SIGNED).order_by("pk"):
        for clause in current_terms(agreement).rule.clauses:
            if isinstance(clause, Fixed):
                yield Advance(agreement.pk, clause.key)
