"""Who has acted on a payout, stage by stage."""

from __future__ import annotations

from outcomes.models import Measurement
from payouts.models import Payout

Acted = dict[str, frozenset[int]]


def claimed_by(payout: Payout) -> Acted:
    """Who measured, certified and verified the result that is paid."""
    if payout.verification is None:
        return {}
    claims = Measurement.objects.filter(target=payout.verification.target_id).values_list(
        "measured_by", "certified_by"
    )
    return {
        "measured": frozenset(measured for measured, _ in claims),
        "certified": frozenset(certified for _, certified in claims if certified),
        "verified": frozenset({payout.verification.verified_by_id}),
    }


def before_preparing(payout: Payout) -> Acted:
    """Who may not prepare: also not those who approved it earlier, even if that is void now."""
    return {**claimed_by(payout), "approved": frozenset(_approvers(payout))}


def before_approving(payout: Payout) -> Acted:
    """Who may not approve: also not those who prepared it, now or earlier."""
    makers = set(payout.approvals.values_list("maker", flat=True))
    makers |= {payout.prepared_by_id} if payout.prepared_by_id else set()
    return {**claimed_by(payout), "prepared": frozenset(makers)}


def before_sending(payout: Payout) -> Acted:
    """Who may not send: nobody who did any of the above."""
    return {**before_approving(payout), "approved": frozenset(_approvers(payout))}


def _approvers(payout: Payout) -> set[int]:
    return set(payout.approvals.values_list("approver", flat=True))
