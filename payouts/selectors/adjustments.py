"""Paid amounts whose result was reversed since, and corrections that wait for a second person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from core.domain.money import Money
from outcomes.domain.lifecycle import ReversalState
from outcomes.models import Reversal, Verification
from payouts.domain.adjustments import Delta, delta_of
from payouts.domain.lifecycle import PayoutState
from payouts.models import Adjustment, Payout
from payouts.selectors.claims import Claim, Pricing, claim_of, known_of
from payouts.selectors.lists import payouts_for
from payouts.selectors.reserves import carried_by
from payouts.selectors.reversals import reversed_since
from people.models import User
from people.permissions import allowed


@dataclass(frozen=True, slots=True)
class Recalculation:
    """What the terms of a payout give for its result as it stands now."""

    delta: Delta
    inputs: dict[str, Any]
    claim: Claim
    pricing: Pricing
    carried: Money


def recalculation_of(payout: Payout, verification: Verification) -> Recalculation:
    """By the version of the terms that the payout names, whatever was agreed since.

    It is the whole difference as it is now: what an earlier correction said is in it.
    """
    known = known_of(payout.agreement, payout.term_sheet, verification)
    claim = claim_of(verification, verification.target, known)
    carried = carried_by(payout.agreement, payout.clause_key)
    inputs = {
        "terms": {"version": payout.term_sheet.version, "digest": payout.term_sheet.digest},
        "case": claim.case,
        "carried": carried.won,
        **{key: fact for key, fact in claim.facts.items() if key != "limits"},
    }
    delta = delta_of(known.pricing.sheet, payout.clause_key, claim.case, carried)
    return Recalculation(delta, inputs, claim, known.pricing, carried)


def newest_reversal(payout: Payout) -> Reversal | None:
    """The last confirmed reversal of the result behind a payout."""
    found = Reversal.objects.filter(
        verification=payout.verification_id, state=ReversalState.CONFIRMED
    )
    return found.order_by("pk").last()


def is_to_correct(payout: Payout) -> bool:
    """Whether it was paid on a result that was reversed since, and nobody computed the delta.

    Nor does a delta count that comes out otherwise now, because another payout took part of it.
    """
    uncorrected = _uncorrected(Payout.objects.filter(pk=payout.pk)).exists()
    return uncorrected or _has_to_be_computed_again(payout)


def _has_to_be_computed_again(payout: Payout) -> bool:
    """Whether the difference that waits for a second person is another one today."""
    waiting, result = correction_to_confirm(payout), payout.verification
    if waiting is None or result is None:
        return False
    return recalculation_of(payout, result).delta.amount.won != waiting.delta


def payouts_to_correct(viewer: User) -> QuerySet[Payout]:
    """Paid, reversed since, and no delta on record: for preparers."""
    if not allowed(viewer, "payout.correct"):
        return Payout.objects.none()
    seen = payouts_for(viewer)
    waiting = Adjustment.objects.filter(reversal__isnull=False, confirmation=None)
    paid = seen.filter(state=PayoutState.PAID, pk__in=waiting.values("payout"))
    once_more = [payout.pk for payout in paid if _has_to_be_computed_again(payout)]
    return seen.filter(Q(pk__in=_uncorrected(seen).values("pk")) | Q(pk__in=once_more))


def _uncorrected(payouts: QuerySet[Payout]) -> QuerySet[Payout]:
    paid = reversed_since(payouts.filter(state=PayoutState.PAID))
    newest = [one.pk for one in paid if _has_no_delta(one)]
    return payouts.filter(pk__in=newest)


def _has_no_delta(payout: Payout) -> bool:
    return not Adjustment.objects.filter(reversal=newest_reversal(payout)).exists()


def correction_to_confirm(payout: Payout) -> Adjustment | None:
    """The last computed delta of a payout, if no second person has confirmed it.

    It is the whole difference: what was computed before it, and never confirmed, is in it.
    """
    computed = payout.adjustments.filter(reversal__isnull=False)
    newest = computed.select_related("made_by", "confirmation").order_by("pk").last()
    return None if newest is None or hasattr(newest, "confirmation") else newest


def payouts_with_correction(viewer: User) -> QuerySet[Payout]:
    """With a computed delta of somebody else's that waits for a second person."""
    if not allowed(viewer, "payout.confirm_correction"):
        return Payout.objects.none()
    waiting = Adjustment.objects.filter(reversal__isnull=False, confirmation=None)
    return payouts_for(viewer).filter(pk__in=waiting.exclude(made_by=viewer).values("payout"))
