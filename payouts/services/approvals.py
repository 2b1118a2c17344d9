"""The second and third pair of eyes."""

from __future__ import annotations

from datetime import datetime
from typing import cast
from uuid import UUID

from django.db import transaction

from audit.services import record
from companies.domain.lifecycle import AccountState
from core.domain.errors import RuleBroken, Stale
from core.models import said_as
from payouts.domain.approvals import check_may_approve, check_unchanged
from payouts.domain.lifecycle import PAYOUT, PayoutState
from payouts.models import Approval, Payout
from payouts.selectors.checks import blocks_of
from payouts.selectors.freezes import check_not_frozen
from payouts.selectors.hands import approved_by, before_approving
from payouts.selectors.locks import locked_accounts, locked_payout
from payouts.selectors.seats import require_approver, seat_for, seats_left
from payouts.selectors.shown import digest_of_shown
from payouts.services.books import PayoutBooks
from payouts.services.offsets import offset_payout
from payouts.services.receipts import Page
from people.models import User


@transaction.atomic
def approve_payout(
    *, payout_id: int, digest: str, comment: str, key: UUID, by: User, at: datetime
) -> Approval:
    """Agree to exactly what was shown; with the last approval the money is owed.

    The same key again gives the receipt that is there: a double click is one approval.
    """
    payout = locked_payout(payout_id)
    require_approver(by, payout.agreement.program.funder, at)
    given = Approval.objects.filter(key=key).first()
    if given is not None:
        return _receipt(given, payout, digest, by)
    approved = PAYOUT.after("approve", PayoutState(payout.state))
    check_not_frozen(payout.agreement.program, at)
    check_may_approve(by.pk, before_approving(payout))
    _check_not_given(payout, by)
    _check_what_is_there(payout, digest)
    _check_nothing_blocks(payout)
    seat = seat_for(payout, by, at)
    with said_as(**_overtaken()):
        approval = Approval.objects.create(
            payout=payout,
            maker_id=cast("int", payout.prepared_by_id),  # prepared: a constraint of the table
            approver=by,
            role=seat.role,
            delegation=seat.delegation,
            digest=payout.digest,
            comment=comment.strip(),
            approved_at=at,
            key=key,
        )
    record(
        action="payout.approve",
        subject=payout,
        by=by.email,
        at=at,
        digest=payout.digest,
        role=seat.role.value,
        standing_in_for=seat.delegation and seat.delegation.absent.email,
    )
    if not seats_left(payout):
        payout.state = approved
        payout.save()
        PayoutBooks([payout], at).post("owe")
        record(action="payout.approved", subject=payout, by=by.email, at=at)
        if not payout.net:
            offset_payout(payout=payout, by=by, at=at)
    return approval


def _overtaken() -> dict[str, RuleBroken]:
    """Somebody froze the programme, or ended the delegation, in this very moment."""
    frozen = RuleBroken("The programme was frozen this very moment. Nothing was approved.")
    ended = RuleBroken("You stood in for somebody until this very moment. Nothing was approved.")
    return {"nothing_moves_while_frozen": frozen, "approval_by_a_delegation_in_force": ended}


def _receipt(given: Approval, payout: Payout, digest: str, by: User) -> Approval:
    if (given.payout_id, given.approver_id, given.digest) != (payout.pk, by.pk, digest):
        raise Page(given.key, "payout.approve", by).used()
    return given


def _check_not_given(payout: Payout, by: User) -> None:
    if payout.approvals.filter(approver=by, voided_at=None).exists():
        raise RuleBroken("You have approved this payout already. Another person approves next.")
    if by.pk in approved_by(payout):
        raise RuleBroken("Somebody who stands in for you has approved this payout already.")


def _check_what_is_there(payout: Payout, seen: str) -> None:
    check_unchanged(seen=seen, now=payout.digest)
    check_unchanged(seen=payout.digest, now=digest_of_shown(payout))
    account = locked_accounts([payout])[payout.pk]
    if account.state != AccountState.CONFIRMED:
        raise Stale(
            "The supplier has replaced the bank account %(account)s since this payout was "
            "prepared. Nothing was approved; it has to be prepared again.",
            account=account,
        )


def _check_nothing_blocks(payout: Payout) -> None:
    """What the page shows as blocked is not only shown."""
    for words in blocks_of(payout):
        raise RuleBroken.saying(words)
