"""How much of what was promised is already spoken for. Pending counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.db.models import Exists, F, OuterRef, QuerySet, Sum
from django.db.models.expressions import CombinedExpression

from core.domain.money import Money
from payouts.domain.lifecycle import PayoutState
from payouts.models import Clawback, Payout
from programs.domain.lifecycle import AgreementState, Part
from programs.models import Agreement

# A rejected payout gives its money back; what was paid has left the reserve already.
DEAD = (PayoutState.REJECTED, PayoutState.NOTHING_DUE)
SETTLED = (*DEAD, PayoutState.PAID)
# What of a payout was offset for good has left the reserve, also where the rest came back.
AMOUNT, REST = F("amount"), F("amount") - F("offset_settled")


def carried_by(agreement: Agreement, clause_key: str) -> Money:
    """What live payouts of a clause carry, paid ones included, less what has to come back of it."""
    payouts = agreement.payouts.filter(clause_key=clause_key).exclude(state__in=DEAD)
    return _sum(payouts) - _owed_back(agreement, clause_key)


def paid_under(agreement: Agreement, clause_key: str) -> Money:
    """What was paid under a clause and does not have to come back."""
    paid = agreement.payouts.filter(clause_key=clause_key, state=PayoutState.PAID)
    return _sum(paid) - _owed_back(agreement, clause_key)


def _owed_back(agreement: Agreement, clause_key: str) -> Money:
    clawbacks = agreement.clawbacks.filter(adjustment__payout__clause_key=clause_key)
    return _sum(clawbacks)


def committed_under(agreement: Agreement, part: Part) -> Money:
    """What live payouts will still take out of one part of the reserve."""
    live = agreement.payouts.filter(part=part).exclude(state__in=SETTLED)
    return _sum(live, REST)


def left_of_reserve(agreement: Agreement, part: Part) -> Money:
    """What no payout has spoken for yet in one part of the reserve."""
    return agreement.reserves.of(part) - committed_under(agreement, part)


def agreements_with_a_rest() -> QuerySet[Agreement]:
    """Closed ones that money came back to, where nobody is paid from it any more."""
    live = Payout.objects.filter(agreement=OuterRef("pk")).exclude(state__in=SETTLED)
    reserve = F("base_reserved") + F("success_reserved") + F("incentive_reserved")
    closed = Agreement.objects.filter(~Exists(live), state=AgreementState.CLOSED)
    return closed.alias(rest=reserve).filter(rest__gt=0).order_by("pk")


class Spoken:
    """The same of many agreements at once, kept up while payout after payout is priced."""

    def __init__(self, agreements: Collection[int]) -> None:
        live = Payout.objects.filter(agreement__in=agreements).exclude(state__in=DEAD)
        self._carried = _sums(live, "clause_key")
        owed = Clawback.objects.filter(agreement__in=agreements)
        for (agreement, key), won in _sums(owed, "adjustment__payout__clause_key").items():
            self._carried[agreement, key] -= won
        self._committed = _sums(live.exclude(state__in=SETTLED), "part", REST)

    def carried(self, agreement: Agreement, clause_key: str) -> Money:
        """What live payouts of a clause carry, those of this run included."""
        return Money(self._carried[agreement.pk, clause_key])

    def left(self, agreement: Agreement, part: Part) -> Money:
        """What is left of the reserve after them."""
        return agreement.reserves.of(part) - Money(self._committed[agreement.pk, part.value])

    def add(self, payout: Payout) -> None:
        """One more payout speaks for money."""
        self._carried[payout.agreement_id, payout.clause_key] += payout.amount
        self._committed[payout.agreement_id, str(payout.part)] += payout.amount


def _sums(
    rows: QuerySet[Payout] | QuerySet[Clawback], by: str, what: F | CombinedExpression = AMOUNT
) -> defaultdict[tuple[int, str], int]:
    sums = rows.order_by().values_list("agreement", by).annotate(sum=Sum(what))
    return defaultdict(int, {(agreement, key): int(sum_) for agreement, key, sum_ in sums})


def _sum(
    rows: QuerySet[Payout] | QuerySet[Clawback], what: F | CombinedExpression = AMOUNT
) -> Money:
    # PostgreSQL sums bigint as numeric, so the driver hands back a Decimal.
    return Money(int(rows.aggregate(sum=Sum(what))["sum"] or 0))
