"""What people do with a computed payout before it is approved, and when it has to stop."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from audit.services import SYSTEM, record
from companies.selectors import current_account
from core.domain.errors import IllegalMove, RuleBroken
from core.domain.money import NOTHING, Money, total
from core.models import said_as
from payouts.domain.approvals import check_may_approve
from payouts.domain.deadlines import deadline_of
from payouts.domain.hands import check_new_hand
from payouts.domain.lifecycle import IN_APPROVAL, PAYOUT, PayoutState
from payouts.models import Adjustment, Payout, Receipt
from payouts.selectors.asides import why_any_aside
from payouts.selectors.bands import band_for
from payouts.selectors.custody import why_evidence_stops
from payouts.selectors.hands import before_approving, before_preparing
from payouts.selectors.holders import why_not_to
from payouts.selectors.holds import why_on_hold
from payouts.selectors.lists import is_in_open_file
from payouts.selectors.locks import locked_payout
from payouts.selectors.reversals import why_reversed
from payouts.selectors.shown import digest_of_shown
from payouts.selectors.strangers import why_not_paid_to_strangers
from payouts.services.books import PayoutBooks
from payouts.services.offsets import release_offsets, take_offsets
from payouts.services.receipts import Page
from people.models import User
from people.permissions import require_for

OWED = (PayoutState.APPROVED, PayoutState.FAILED, PayoutState.RETURNED)


@transaction.atomic
def prepare_payout(*, payout_id: int, by: User, at: datetime, key: UUID | None = None) -> Payout:
    """Freeze the confirmed account and everything shown; from here it can be approved."""
    payout, page = locked_payout(payout_id), Page(key, "payout.prepare", by)
    require_for(by, "payout.prepare", payout.agreement.program.funder)
    if page.was_about(payout):
        return payout
    before = PayoutState(payout.state)
    state = PAYOUT.after("prepare", before)
    check_new_hand(by.pk, before_preparing(payout), number=payout.number)
    _check_nothing_stops(payout)
    account = current_account(payout.agreement.supplier)
    _take_band(payout, at)
    if stranger := why_not_to(account):
        raise RuleBroken.saying(stranger)
    if before != PayoutState.COMPUTED:
        _check_account_changed(payout, account.pk)
        _void(payout, at)
    payout.bank_account, payout.state, payout.state_reason = account, state, ""
    payout.prepared_by = by
    _take_days(payout, at)
    payout.preparations += 1
    take_offsets(payout=payout, at=at)
    payout.digest = digest_of_shown(payout)
    with said_as(payout_prepared_in_its_band=_bands_changed()):
        payout.save()
    page.keep(at, payout=payout)
    record(
        action="payout.prepare",
        subject=payout,
        by=by.email,
        at=at,
        digest=payout.digest,
        account=str(account),
        holder=account.holder,
        seats=dict(payout.needed.seats()),
    )
    return payout


def _take_band(payout: Payout, at: datetime) -> None:
    """Who has to agree by the bands of now; a later change of bands does not reach it."""
    payout.band = band_for(payout.agreement.program, payout.money, at)
    payout.approvals_needed = payout.band.needed.people
    payout.seniors_needed = payout.band.senior_approvers


def _take_days(payout: Payout, at: datetime) -> None:
    """Until when it should be approved, by the days of now."""
    assert payout.band is not None  # noqa: S101 - taken above
    deadline = deadline_of(at, payout.band.table.days)
    payout.prepared_at = at
    payout.approve_by, payout.escalate_at = deadline.due_at, deadline.escalates_at


def _bands_changed() -> RuleBroken:
    return RuleBroken("The approval bands changed this very moment. Prepare it once more.")


def _check_nothing_stops(payout: Payout) -> None:
    if sentence := why_not_paid_to_strangers(payout) or why_on_hold(payout):
        raise RuleBroken.saying(sentence)
    if alarm := why_evidence_stops(payout) or why_reversed(payout):
        raise RuleBroken.saying(alarm)


def _check_account_changed(payout: Payout, account_id: int) -> None:
    if payout.bank_account_id == account_id:
        raise IllegalMove(
            "%(number)s is prepared already and nothing has changed since. "
            "The approvers go on from here.",
            number=payout.number,
        )
    _check_in_no_file(payout)


@transaction.atomic
def reject_payout(
    *, payout_id: int, reason: str, by: User, at: datetime, key: UUID | None = None
) -> Payout:
    """Not to be made: what it carried can be earned again by a later result."""
    payout, page = locked_payout(payout_id), Page(key, "payout.reject", by)
    require_for(by, "payout.reject", payout.agreement.program.funder)
    if page.was_about(payout):
        return payout
    state = PAYOUT.after("reject", PayoutState(payout.state))
    check_may_approve(by.pk, before_approving(payout))
    return _stop(payout, page, state, reason, at)


@transaction.atomic
def hold_payout(
    *, payout_id: int, reason: str, by: User, at: datetime, key: UUID | None = None
) -> Payout:
    """Stop for now; approvals are void, and the money is not owed until it is approved again."""
    payout, page = locked_payout(payout_id), Page(key, "payout.hold", by)
    require_for(by, "payout.hold", payout.agreement.program.funder)
    if page.was_about(payout):
        return payout
    state = PAYOUT.after("hold", PayoutState(payout.state))
    _check_in_no_file(payout)
    return _stop(payout, page, state, reason, at)


def _stop(payout: Payout, page: Page, state: PayoutState, reason: str, at: datetime) -> Payout:
    reason = _reason(reason)
    voided = _void(payout, at)
    payout.state, payout.state_reason = state, reason
    payout.save()
    page.keep(at, payout=payout)
    by = page.by.email
    record(action=page.action, subject=payout, by=by, at=at, reason=reason, voided=voided)
    return payout


@transaction.atomic
def stop_payout(*, payout: Payout, reason: str, at: datetime) -> None:
    """The result behind a held row was reversed: approvals are void, and nothing is owed on it."""
    state = PAYOUT.after("stop", PayoutState(payout.state))
    voided = _void(payout, at)
    payout.state, payout.state_reason = state, reason
    payout.save()
    record(action="payout.stop", subject=payout, by=SYSTEM, at=at, reason=reason, voided=voided)


@transaction.atomic
def release_payout(
    *, payout_id: int, reason: str, by: User, at: datetime, key: UUID | None = None
) -> Payout:
    """The hold is over: it is prepared and approved again from the beginning."""
    payout, page = locked_payout(payout_id), Page(key, "payout.release", by)
    require_for(by, "payout.release", payout.agreement.program.funder)
    if page.was_about(payout):
        return payout
    state = PAYOUT.after("release", PayoutState(payout.state))
    reason = _reason(reason)
    _begin_again(payout, state, at)
    page.keep(at, payout=payout)
    record(action="payout.release", subject=payout, by=by.email, at=at, reason=reason)
    return payout


@transaction.atomic
def retry_payout(*, payout_id: int, by: User, at: datetime, key: UUID | None = None) -> Payout:
    """The bank did not pay, or got the money back: prepare and approve it once more."""
    payout, page = locked_payout(payout_id), Page(key, "payout.retry", by)
    require_for(by, "payout.retry", payout.agreement.program.funder)
    if page.was_about(payout):
        return payout
    state = PAYOUT.after("retry", PayoutState(payout.state))
    if sentence := why_any_aside([payout]):
        raise RuleBroken.saying(sentence)
    _begin_again(payout, state, at)
    page.keep(at, payout=payout)
    record(action="payout.retry", subject=payout, by=by.email, at=at)
    return payout


def _begin_again(payout: Payout, state: PayoutState, at: datetime) -> None:
    _void(payout, at)
    payout.state, payout.state_reason = state, ""
    payout.bank_account, payout.digest = None, ""
    payout.prepared_by, payout.prepared_at = None, None
    payout.approve_by, payout.escalate_at = None, None
    payout.save()


@transaction.atomic
def adjust_payout(
    *, payout_id: int, delta: Money, reason: str, by: User, at: datetime, key: UUID | None = None
) -> Adjustment:
    """Put a correction on record beside the payout, which itself is never edited."""
    payout, page = locked_payout(payout_id), Page(key, "payout.adjust", by)
    require_for(by, "payout.adjust", payout.agreement.program.funder)
    if (there := page.receipt()) is not None:
        return _same(there, payout, delta)
    if not delta:
        raise RuleBroken("The correction is zero. Enter what changes.", field="delta")
    _check_nobody_approves(payout)
    _check_not_below_nothing(payout, delta)
    adjustment = Adjustment.objects.create(
        payout=payout, delta=delta.won, reason=_reason(reason), made_by=by, made_at=at
    )
    page.keep(at, adjustment=adjustment)
    record(
        action="payout.adjust",
        subject=payout,
        by=by.email,
        at=at,
        delta=delta.won,
        reason=adjustment.reason,
    )
    return adjustment


def _same(there: Receipt, payout: Payout, delta: Money) -> Adjustment:
    made = there.adjustment
    if made is None or (made.payout_id, made.delta) != (payout.pk, delta.won):
        raise RuleBroken("This page was used for something else. Open it again.")
    return made


def _check_nobody_approves(payout: Payout) -> None:
    """What approvers are shown may not change under their approval."""
    if payout.state in IN_APPROVAL:
        raise RuleBroken(
            "%(number)s is with its approvers or on its way to the bank, and a correction would "
            "change what they agreed to. Hold or reject it, or correct it once it is paid.",
            number=payout.number,
        )


def _check_not_below_nothing(payout: Payout, delta: Money) -> None:
    left = payout.money + total(Money(a.delta) for a in payout.adjustments.all())
    if left + delta < NOTHING:
        raise RuleBroken(
            "After earlier corrections %(left)s is left of this payout. "
            "The correction may take away at most that.",
            field="delta",
            left=left,
        )


def _void(payout: Payout, at: datetime) -> int:
    """Approvals bind to what was seen; once approved money was owed, it is not any more."""
    if payout.state in OWED:
        PayoutBooks([payout], at).post("cancel")
    release_offsets(payout=payout, at=at)
    return payout.approvals.filter(voided_at=None).update(voided_at=at, updated_at=at)


def _check_in_no_file(payout: Payout) -> None:
    if is_in_open_file(payout):
        raise RuleBroken(
            "%(number)s is in a bank file already. Ask the treasurer to withdraw the file "
            "before it is sent.",
            number=payout.number,
        )


def _reason(reason: str) -> str:
    if not reason.strip():
        raise RuleBroken(
            "Say why in a sentence; the next person has to understand.", field="reason"
        )
    return reason.strip()
