"""How far each payout has come, so that every officer has one to work on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from audit.services import seal_log
from config.demo.answering import answered_in_part
from config.demo.bank import the_bank_says
from config.demo.cast import Cast
from config.demo.money import answered, approved, prepared, sent
from config.demo.reversing import reverse_some, take_one_back
from payouts.domain.lifecycle import PayoutState
from payouts.models import BankBatch, Payout
from payouts.services import (
    build_batch,
    hold_payout,
    open_payrun,
    reject_payout,
    release_payout,
    withdraw_batch,
    work_payrun,
)
from payouts.tasks import compute_due_payouts
from programs.models import Program

LOOKED = "현장 확인을 마쳤습니다."
UNPAID = 12  # first tranches that wait somewhere on the way to the bank
Scene = Callable[[Cast, Payout, datetime], None]


def pay_all(*, cast: Cast, program: Program, at: datetime) -> None:
    """First tranches are paid; results stand at every stage from computed to sent."""
    compute_due_payouts()
    payouts = Payout.objects.filter(agreement__program=program, state=PayoutState.COMPUTED)
    advances = list(payouts.filter(verification=None).order_by("pk"))
    results = list(payouts.exclude(verification=None).order_by("pk"))
    own = next(one for one in advances if one.agreement_id == results[0].agreement_id)
    advances.remove(own)
    paid, unpaid = advances[: 1 - UNPAID], advances[1 - UNPAID :]
    answered_in_part(cast=cast, program=program, payout=unpaid.pop(0), at=at)
    batch = _paid(cast, program, paid + results[:2], at, fails=1)
    _sent_back(cast, batch, at)
    _less_what_is_owed(cast, program, results[0], own, at)
    going = iter(unpaid)
    _withdrawn(cast, program, next(going), at)
    _run(cast, program, [next(going), next(going), *results[2:3]], at)
    _approve(cast, next(going), at)
    build_batch(program_id=program.pk, by=cast["theo"], at=at)
    for place, payout in enumerate([*going, *results[3:]]):
        WAITING[place % len(WAITING)](cast, payout, at)
    reverse_some(cast=cast, program=program, at=at)
    seal_log(at=at)


def _approve(cast: Cast, payout: Payout, at: datetime) -> None:
    prepared(cast=cast, payout=payout, at=at)
    approved(cast=cast, payout=payout, by=("anna", "ben"), at=at)


def _sent(cast: Cast, program: Program, payouts: list[Payout], at: datetime) -> BankBatch:
    for payout in payouts:
        _approve(cast, payout, at)
    return sent(cast=cast, program=program, at=at)


def _run(cast: Cast, program: Program, payouts: list[Payout], at: datetime) -> None:
    """All that is approved goes out in one pay run, opened by theo and worked to its end."""
    for payout in payouts:
        _approve(cast, payout, at)
    run = open_payrun(program_id=program.pk, by=cast["theo"], at=at)
    while work_payrun(run_id=run.pk, at=at) is not None:
        pass


def _withdrawn(cast: Cast, program: Program, payout: Payout, at: datetime) -> None:
    """A file that never left; its payment goes into the next one."""
    _approve(cast, payout, at)
    batch = build_batch(program_id=program.pk, by=cast["theo"], at=at)
    withdraw_batch(
        batch_id=batch.pk, reason="오늘 지급분을 한 파일로 모읍니다.", by=cast["theo"], at=at
    )


def _paid(
    cast: Cast, program: Program, payouts: list[Payout], at: datetime, *, fails: int
) -> BankBatch:
    batch = _sent(cast, program, payouts, at)
    content = the_bank_says(batch=batch, by=cast["theo"], at=at, fails=fails)
    answered(cast=cast, batch=batch, content=content, at=at)
    return batch


def _sent_back(cast: Cast, batch: BankBatch, at: datetime) -> None:
    """Paid first, and the next day the payee's bank returns it: the bank writes one line more."""
    key = batch.disbursements.order_by("pk")[0].key
    content = the_bank_says(batch=batch, by=cast["theo"], at=at, back=[key])
    head, *lines = content.splitlines(keepends=True)
    (line,) = (one for one in lines if one.startswith(key.encode()))
    answered(cast=cast, batch=batch, content=head + line, at=at)


def _less_what_is_owed(
    cast: Cast, program: Program, result: Payout, own: Payout, at: datetime
) -> None:
    """A guard less was there than was paid for: it is taken off the first tranche of that firm."""
    take_one_back(cast=cast, payout=result, at=at)
    _held(cast, own, at)
    release_payout(payout_id=own.pk, reason=LOOKED, by=cast["anna"], at=at)
    _paid(cast, program, [own], at, fails=0)


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
