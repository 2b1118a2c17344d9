"""A confirmed correction moves money: more is paid on its own road, too much is owed back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import SYSTEM, next_number, record
from core.domain.errors import RuleBroken
from core.domain.money import NOTHING, Money
from core.models import said_as
from ledger.services import post_entry
from payouts.domain.postings import postings
from payouts.models import Adjustment, Clawback, Payout
from payouts.selectors.adjustments import Recalculation
from payouts.selectors.claims import Purse, payout_from, told_of
from payouts.selectors.reserves import left_of_reserve, paid_under
from programs.domain.lifecycle import Part


@transaction.atomic
def settle_correction(*, adjustment: Adjustment, found: Recalculation, at: datetime) -> None:
    """What two people agreed on becomes a payout of its own, or a sum that the supplier owes.

    The payout and its agreement are held by whoever confirms.
    """
    delta = Money(adjustment.delta)
    if delta > NOTHING:
        _pay_more(adjustment, found, at)
    elif delta < NOTHING:
        _demand(adjustment, -delta, at)


def _pay_more(adjustment: Adjustment, found: Recalculation, at: datetime) -> None:
    """Computed from the same case; from here it walks the road of every payout."""
    claim, more = found.claim, Money(adjustment.delta)
    left = left_of_reserve(claim.agreement, claim.part)
    if left < more:
        raise RuleBroken(
            "The correction adds %(more)s, and only %(left)s is left of the reserve of agreement "
            "%(agreement)s. It can be confirmed once that covers it.",
            more=more,
            left=max(left, NOTHING),
            agreement=claim.agreement.number,
        )
    extra = payout_from(claim, found.pricing, Purse(found.carried, left), at)
    extra.number, extra.corrects = next_number(series="PO", at=at), adjustment
    held = RuleBroken("The target was just put on hold. It is confirmed once that is lifted.")
    with said_as(payout_not_while_on_hold=held):
        extra.save()
    record(action="payout.compute", subject=extra, by=SYSTEM, at=at, **told_of(extra))


def _demand(adjustment: Adjustment, much: Money, at: datetime) -> None:
    """Paid and not earned: until it is back, it counts as paid, and as owed by the supplier."""
    payout = adjustment.payout
    _check_was_paid(payout, much)
    clawback = Clawback.objects.create(
        number=next_number(series="CB", at=at),
        adjustment=adjustment,
        agreement=payout.agreement,
        part=payout.part,
        amount=much.won,
        arisen_at=at,
    )
    post_entry(
        reference=f"clawback:{clawback.pk}:demand",
        memo=f"{clawback.number}: {payout.number}",
        postings=postings("demand", much, agreement=payout.agreement_id, part=Part(payout.part)),
        at=at,
    )
    record(
        action="clawback.arise",
        subject=clawback,
        by=SYSTEM,
        at=at,
        number=clawback.number,
        payout=payout.number,
        amount=much.won,
    )


def _check_was_paid(payout: Payout, much: Money) -> None:
    """What is not sent yet is stopped, not asked back."""
    paid = paid_under(payout.agreement, payout.clause_key)
    if much > paid:
        raise RuleBroken(
            "The correction takes away %(much)s, and only %(paid)s of this clause is paid. Reject "
            "what is on its way, then compute the correction once more.",
            much=much,
            paid=paid,
        )
