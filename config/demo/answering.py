"""A bank that paid less than was sent, took a fee, and has not answered since."""

from __future__ import annotations

from datetime import datetime, timedelta

from config.demo.bank import the_bank_says
from config.demo.cast import Cast
from config.demo.money import approved, prepared, sent
from payouts.domain.asides import Choice, Remedy
from payouts.models import Payout
from payouts.selectors.asides import asides_of
from payouts.services import alarm_batch, apply_answer, resolve_row
from programs.models import Program

FORTNIGHT = timedelta(days=14)  # longer than any row of holidays
FEE = 500


def answered_in_part(*, cast: Cast, program: Program, payout: Payout, at: datetime) -> None:
    """Two rows are set aside; the fee is resolved, the part waits, and the alarm rings."""
    before = at - FORTNIGHT
    prepared(cast=cast, payout=payout, at=before)
    approved(cast=cast, payout=payout, by=("anna", "ben"), at=before)
    batch = sent(cast=cast, program=program, at=before)
    key = batch.disbursements.get().key
    less = f"{payout.amount - 1_000_000}"
    content = the_bank_says(
        batch=batch, by=cast["theo"], at=before, form="camt.053", amount=[(key, less)], fee=FEE
    )
    apply_answer(
        batch_id=batch.pk,
        content=content,
        name=f"{batch.number}-거래명세서.xml",
        by=cast["theo"],
        at=before,
        rows=Choice(frozenset(), ""),
    )
    for aside in asides_of(batch).filter(disbursement=None):
        resolve_row(
            aside_id=aside.pk,
            remedy=Remedy.NOT_OURS,
            reason="은행 창구에 확인했습니다. 이체 수수료입니다.",
            by=cast["theo"],
            at=before,
        )
    alarm_batch(batch_id=batch.pk, at=at)
