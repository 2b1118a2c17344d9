"""From a computed payout to money on the supplier's account, by the demo's people."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from config.demo.cast import Cast
from config.demo.site import key_of
from payouts.domain.sights import Signing
from payouts.models import Approval, BankBatch, Payout
from payouts.selectors.bands import amount_is_typed
from payouts.selectors.sights import sight_of
from payouts.services import (
    apply_answer,
    build_batch,
    prepare_payout,
    send_batch,
    sign_approval,
)
from people.domain.factors import Factor
from people.models import User
from programs.models import Program


def prepared(*, cast: Cast, payout: Payout, at: datetime) -> Payout:
    """Olivia checks it and freezes the account."""
    return prepare_payout(payout_id=payout.pk, by=cast["olivia"], at=at)


def approved(*, cast: Cast, payout: Payout, by: tuple[str, ...], at: datetime) -> None:
    """Each named officer says yes to exactly what is there."""
    for name in by:
        payout.refresh_from_db()
        signed(payout=payout, key=key_of("approve", payout.number, name), by=cast[name], at=at)


def signed(*, payout: Payout, key: UUID, by: User, at: datetime) -> Approval:
    """One officer has looked at everything, and shown the app a moment ago."""
    typed = payout.money if amount_is_typed(payout) else None
    signing = Signing(sight_of(payout, by), Factor("totp", at), typed=typed)
    return sign_approval(signing=signing, key=key, by=by, at=at)


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
