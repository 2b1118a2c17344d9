"""Paid on a result that does not stand: the difference is computed, then confirmed."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction

from audit.services import record
from core.domain.errors import IllegalMove, RuleBroken, Stale
from core.domain.money import Money
from outcomes.models import Verification
from payouts.domain.adjustments import delta_comes_out_again
from payouts.domain.lifecycle import PayoutState
from payouts.models import Adjustment, AdjustmentConfirmation, Payout
from payouts.selectors.adjustments import (
    Recalculation,
    correction_to_confirm,
    is_to_correct,
    newest_reversal,
    recalculation_of,
)
from payouts.selectors.locks import locked_agreements, locked_payout
from payouts.services.clawbacks import settle_correction
from payouts.services.receipts import Page
from people.models import User
from people.permissions import require_for


@transaction.atomic
def correct_payout(
    *, payout_id: int, reason: str, by: User, at: datetime, key: UUID | None = None
) -> Adjustment:
    """Put on record by how much a paid amount would be another now; each reversal gives one."""
    payout, page = locked_payout(payout_id), Page(key, "payout.correct", by)
    require_for(by, "payout.correct", payout.agreement.program.funder)
    if (there := page.receipt()) is not None and there.adjustment is not None:
        return there.adjustment
    verification = payout.verification
    if verification is None or not is_to_correct(payout):
        raise IllegalMove(
            "%(number)s was not paid on a result that was reversed since, or its correction is on "
            "record already.",
            number=payout.number,
        )
    if not reason.strip():
        raise RuleBroken(
            "Say why in a sentence; the next person has to understand.", field="reason"
        )
    found, reversal = recalculation_of(payout, verification), newest_reversal(payout)
    adjustment = Adjustment.objects.create(
        payout=payout,
        reversal=reversal,
        turn=Adjustment.objects.filter(reversal=reversal).count() + 1,
        delta=found.delta.amount.won,
        working=found.delta.as_json(),
        inputs=found.inputs,
        reason=reason.strip(),
        made_by=by,
        made_at=at,
    )
    page.keep(at, adjustment=adjustment)
    _told(adjustment, payout, "payout.correct", by, at)
    return adjustment


@transaction.atomic
def confirm_correction(
    *, payout_id: int, by: User, at: datetime, key: UUID | None = None
) -> AdjustmentConfirmation:
    """A second person agrees to the delta, which comes out again from what was kept; it is settled.

    What it adds becomes a payout, what it takes away is owed by the supplier from here.
    """
    payout, page = locked_payout(payout_id), Page(key, "payout.confirm_correction", by)
    require_for(by, "payout.confirm_correction", payout.agreement.program.funder)
    if page.was_about(payout):
        return AdjustmentConfirmation.objects.filter(
            adjustment__payout=payout, confirmed_by=by
        ).latest("pk")
    adjustment = correction_to_confirm(payout)
    if adjustment is None:
        raise IllegalMove("No correction of %(number)s waits for you.", number=payout.number)
    if adjustment.made_by_id == by.pk:
        raise RuleBroken("You computed this correction. Another person confirms it.")
    _check_still_paid(payout)
    locked_agreements([payout.agreement_id])  # nothing is priced beside it
    found = _found_again(adjustment, payout)
    confirmation = AdjustmentConfirmation.objects.create(
        adjustment=adjustment,
        maker_id=adjustment.made_by_id,
        confirmed_by=by,
        confirmed_at=at,
    )
    settle_correction(adjustment=adjustment, found=found, at=at)
    page.keep(at, payout=payout)
    _told(adjustment, payout, "payout.confirm_correction", by, at)
    return confirmation


def _check_still_paid(payout: Payout) -> None:
    """What came back from the bank meanwhile is computed anew, and not asked back as well."""
    if payout.state != PayoutState.PAID:
        raise Stale(
            "%(number)s is not paid any more: the bank returned it since the correction was "
            "computed. Nothing was confirmed; its amount is computed anew.",
            number=payout.number,
        )


def _found_again(adjustment: Adjustment, payout: Payout) -> Recalculation:
    """The same from what was kept, and the same today: no other payout took part of it."""
    sheet, delta = payout.term_sheet.rule, Money(adjustment.delta)
    if not delta_comes_out_again(sheet, payout.clause_key, adjustment.inputs, delta):
        raise RuleBroken("Computed again from its inputs, the amount is another.")
    found = recalculation_of(payout, cast("Verification", payout.verification))  # it was reversed
    if found.delta.amount != delta:
        raise Stale(
            "Since it was computed, another payout of the same clause has changed what the "
            "difference is. Nothing was confirmed. Compute the correction once more."
        )
    return found


def _told(adjustment: Adjustment, payout: Payout, action: str, by: User, at: datetime) -> None:
    record(
        action=action,
        subject=payout,
        by=by.email,
        at=at,
        delta=adjustment.delta,
        reason=adjustment.reason,
        reversal=adjustment.reversal_id,
    )
