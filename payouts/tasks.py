"""Alarm clocks. The tables hold the queue; a task only asks them what is due."""

from __future__ import annotations

from celery import shared_task
from django.utils import timezone

from core.domain.errors import RuleBroken
from payouts.selectors import advances_without_payout, verifications_without_payout
from payouts.services import compute_advance, compute_payout, report_uncomputed


@shared_task(name="payouts.tasks.compute_due_payouts")
def compute_due_payouts() -> int:
    """Price what is signed or verified and not priced yet.

    Each row is a transaction of its own, so a worker killed in the middle has lost nothing and
    one bad row stops no other; twice, late or in parallel gives the same payouts.
    """
    advances = [
        compute_advance(
            agreement_id=advance.agreement_id, clause_key=advance.clause_key, at=timezone.now()
        )
        for advance in advances_without_payout()
    ]
    due = list(verifications_without_payout().values_list("pk", flat=True))
    return len(advances) + sum(_priced(verification_id) for verification_id in due)


def _priced(verification_id: int) -> bool:
    try:
        compute_payout(verification_id=verification_id, at=timezone.now())
    except RuleBroken as refusal:
        report_uncomputed(
            verification_id=verification_id, reason=refusal.sentence, at=timezone.now()
        )
        return False
    return True
