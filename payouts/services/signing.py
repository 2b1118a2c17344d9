"""A signature binds to everything that was seen, line by line, not only to what is hashed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from audit.services import next_number, record
from core.domain.errors import Stale
from payouts.domain.sights import Sight as SightSeen
from payouts.domain.sights import Signing, check_typed, digest_of_lines, lines_json
from payouts.models import Approval, Payout, Sight
from payouts.selectors.bands import amount_is_typed
from payouts.selectors.locks import locked_payout
from payouts.selectors.seats import require_approver
from payouts.selectors.sights import sight_of
from payouts.services.approvals import approve_payout
from payouts.services.receipts import Page
from people.models import User


@transaction.atomic
def sign_approval(*, signing: Signing, key: UUID, by: User, at: datetime) -> Approval:
    """Approve what was seen, if nothing of it has changed; what was seen is kept with it.

    The same key again gives the receipt that is there.
    """
    seen = signing.seen
    payout = locked_payout(seen.payout)
    require_approver(by, payout.agreement.program.funder, at)
    is_new = not Approval.objects.filter(key=key).exists()
    if is_new:
        _check_own(seen, key, by)
        _check_unchanged(payout, seen, by)
        if amount_is_typed(payout):
            check_typed(signing.typed, payout.money)
    approval = approve_payout(
        payout_id=payout.pk, digest=seen.digest, comment=signing.comment, key=key, by=by, at=at
    )
    if is_new:
        _keep(approval, signing, at)
    return approval


def _check_own(seen: SightSeen, key: UUID, by: User) -> None:
    if seen.by != by.pk:
        raise Page(key, "payout.approve", by).used()


def _check_unchanged(payout: Payout, seen: SightSeen, by: User) -> None:
    if sight_of(payout, by) != seen:
        raise Stale(
            "Something of what you saw is different now. Nothing was approved. "
            "Read what has changed, then decide."
        )


def _keep(approval: Approval, signing: Signing, at: datetime) -> None:
    digest = digest_of_lines(signing.seen.lines)
    sight = Sight.objects.create(
        approval=approval,
        number=next_number(series="AP", at=at),
        lines=lines_json(signing.seen.lines),
        digest=digest,
        factor=signing.factor.kind,
        factor_at=signing.factor.at,
        typed=signing.typed.won if signing.typed is not None else None,
    )
    record(
        action="payout.sign",
        subject=approval.payout,
        by=approval.approver.email,
        at=at,
        receipt=sight.number,
        seen=digest,
        factor=sight.factor,
    )
