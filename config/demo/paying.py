"""How far each payout has come, so that every officer has one to work on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from payouts.tasks import compute_due_payouts

from audit.services import seal_log
from config.demo.bank import the_bank_says
from config.demo.cast import Cast
from config.demo.money import answered, approved, prepared, sent
from payouts.domain.lifecycle import PayoutState
from payouts.models import BankBatch, Payout
from payouts.services import hold_payout, reject_payout
from programs.models import Program

Scene = Callable[[Cast, Payout, datetime], None]


def pay_all(*, cast: Cast, program: Program, at: datetime) -> None:
    """First tranches are paid; results stand at every stage from computed to sent."""
    compute_due_payouts()
    payouts = Payout.objects.filter(agreement__program=program, state=PayoutState.COMPUTED)
    advances = list(payouts.filter(verification=None).order_by("pk"))
    results = list(payouts.exclude(verification=None).order_by("pk"))
    _paid(cast, program, advances[:20] + results[:2], at, fails=1)
    _sent(cast, program, advances[20:24] + results[2:3], at)
    for place, payout in enumerate(advances[24:30] + results[3:]):
        WAITING[place % len(WAITING)](cast, payout, at)
    seal_log(at=at)


def _approve(cast: Cast, payout: Payout, at: datetime) -> None:
    prepared(cast=cast, payout=payout, at=at)
    approved(cast=cast, payout=payout, by=("anna", "ben"), at=at)


def _sent(cast: Cast, program: Program, payouts: list[Payout], at: datetime) -> BankBatch:
    for payout in payouts:
        _approve(cast, payout, at)
    return sent(cast=cast, program=program, at=at)


def _paid(cast: Cast, program: Program, payouts: list[Payout], at: datetime, *, fails: int) -> None:
    batch = _sent(cast, program, payouts, at)
    content = the_bank_says(batch=batch, by=cast["theo"], at=at, fails=fails)
    answered(cast=cast, batch=batch, content=content, at=at)


def _computed(cast: Cast, payout: Payout, at: datetime) -> None:
    """Waits for olivia."""


def _half_approved(cast: Cast, payout: Payout, at: datetime) -> None:
    prepared(cast=cast, payout=payout, at=at)
    approved(cast=cast, payout=payout, by=("anna",), at=at)


def _prepared(cast: Cast, payout: Payout, at: datetime) -> None:
    prepared(cast=cast, payout=payout, at=at)


def _held(cast: Cast, payout: Payout, at: datetime) -> None:
    prepared(cast=cast, payout=payout, at=at)
    hold_payout(
        payout_id=payout.pk, reason="현장 추가 확인이 필요합니다.", by=cast["olivia"], at=at
    )


def _rejected(cast: Cast, payout: Payout, at: datetime) -> None:
    prepared(cast=cast, payout=payout, at=at)
    reject_payout(payout_id=payout.pk, reason="증빙 사진이 흐립니다.", by=cast["anna"], at=at)


WAITING: tuple[Scene, ...] = (_computed, _prepared, _half_approved, _approve, _held, _rejected)
