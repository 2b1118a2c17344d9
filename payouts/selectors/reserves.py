"""How much of what was promised is already spoken for. Pending counts."""

from __future__ import annotations

from django.db.models import QuerySet, Sum

from core.domain.money import Money
from payouts.domain.lifecycle import PayoutState
from payouts.models import Payout
from programs.domain.lifecycle import Part
from programs.models import Agreement

# A rejected payout gives its money back; what was paid has left the reserve already.
DEAD = (PayoutState.REJECTED, PayoutState.NOTHING_DUE)
SETTLED = (*DEAD, PayoutState.PAID)


def carried_by(agreement: Agreement, clause_key: str) -> Money:
    """What live payouts of a clause carry, paid ones included."""
    return _sum(agreement.payouts.filter(clause_key=clause_key).exclude(state__in=DEAD))


def committed_under(agreement: Agreement, part: Part) -> Money:
    """What live payouts will still take out of one part of the reserve."""
    return _sum(agreement.payouts.filter(part=part).exclude(state__in=SETTLED))


def left_of_reserve(agreement: Agreement, part: Part) -> Money:
    """What no payout has spoken for yet in one part of the reserve."""
    return agreement.reserves.of(part) - committed_under(agreement, part)


def _sum(payouts: QuerySet[Payout]) -> Money:
    # PostgreSQL sums bigint as numeric, so the driver hands back a Decimal.
    return Money(int(payouts.aggregate(sum=Sum("amount"))["sum"] or 0))
