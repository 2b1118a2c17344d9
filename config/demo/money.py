"""From a computed payout to money on the supplier's account, by the demo's people."""

from __future__ import annotations

from datetime import datetime

from config.demo.cast import Cast
from config.demo.site import key_of
from payouts.models import BankBatch, Payout
from payouts.services import (
    apply_answer,
    approve_payout,
    build_batch,
    prepare_payout,
    send_batch,
)
from programs.models import Program


def prepared(*, cast: Cast, payout: Payout, at: datetime) -> Payout:
    """Olivia checks it and freezes the account."""
    return prepare_payout(payout_id=payout.pk, by=cast["olivia"], at=at)


def approved(*, cast: Cast, payout: Payout, by: tuple[str, ...], at: datetime) -> None:
    """Each named officer says yes to exactly what is there."""
    for name in by:
        payout.refresh_from_db()
        approve_payout(
            payout_id=payout.pk,
            digest=payout.digest,
            comment="",
            key=key_of("approve", payout.number, name),
            by=cast[name],
            at=at,
        )


def sent(*, cast: Cast, program: Program, at: datetime) -> BankBatch:
    """Theo builds the file and takes it to the bank."""
    batch = build_batch(program_id=program.pk, by=cast["theo"], at=at)
    return send_batch(batch_id=batch.pk, by=cast["theo"], at=at)


def answered(*, cast: Cast, batch: BankBatch, content: bytes, at: datetime) -> None:
    """The bank's answer is read and applied as a whole."""
    apply_answer(
        batch_id=batch.pk,
        content=content,
        name=f"{batch.number}-answer.csv",
        by=cast["theo"],
        at=at,
    )
