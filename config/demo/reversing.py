"""A result that was paid turns out smaller: one doubt is refused, others take money back."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from django.utils.timezone import localdate

from config.demo.cast import Cast
from core.domain.money import Money
from outcomes.models import Reversal, Verification
from outcomes.services import Instead, decide_reversal, propose_reversal
from payouts.domain.clawbacks import RecoveryKind
from payouts.domain.lifecycle import PayoutState
from payouts.models import Clawback, Payout, Recovery
from payouts.services import (
    confirm_correction,
    confirm_recovery,
    correct_payout,
    propose_recovery,
    withdraw_recovery,
)
from payouts.services.recoveries import Found
from programs.models import Program

DOUBT = "현장에서 방호장치 하나가 보이지 않는다는 제보가 있었습니다."
GONE = "방호장치가 다시 떼어진 것을 확인했습니다."
MORE = "방호장치 하나가 더 떼어졌다고 사업장이 알려 왔습니다."
CAME_IN = "입금 내역에서 확인했습니다."
TOO_LITTLE = "남은 금액이 적어 환수 비용이 더 큽니다."


def reverse_some(*, cast: Cast, program: Program, at: datetime) -> None:
    """Some is paid back, some given up, some still owed; one correction waits for a second yes."""
    paid = Payout.objects.filter(agreement__program=program, state=PayoutState.PAID)
    for payout in paid.exclude(verification=None).order_by("pk"):
        result = payout.verification
        if result is None or result.attained is None or "quantity" not in result.target.rule.NEEDS:
            continue
        stands = result.attained - 1  # one was taken back already
        _decided(cast, _doubted(cast, result, stands - 1, DOUBT, at), at, confirms=False)
        _paid_back(cast, taken_back(cast=cast, payout=payout, attained=stands - 1, at=at), at)
        _given_up(cast, taken_back(cast=cast, payout=payout, attained=stands - 2, at=at), at)
        _still_owed(cast, taken_back(cast=cast, payout=payout, attained=stands - 3, at=at), at)
        _computed(cast, payout, stands - 4, at)
        _doubted(cast, result, stands - 5, MORE, at)
        return


def take_one_back(*, cast: Cast, payout: Payout, at: datetime) -> None:
    """One guard less than was verified."""
    result = payout.verification
    if result is not None and result.attained is not None:
        taken_back(cast=cast, payout=payout, attained=result.attained - 1, at=at)


def taken_back(*, cast: Cast, payout: Payout, attained: Decimal, at: datetime) -> Clawback:
    """Less counts now, and two people of the bank say how much has to come back."""
    _computed(cast, payout, attained, at)
    made = confirm_correction(payout_id=payout.pk, by=cast["anna"], at=at).adjustment
    return made.clawback


def _computed(cast: Cast, payout: Payout, attained: Decimal, at: datetime) -> None:
    result = payout.verification
    if result is not None:
        _decided(cast, _doubted(cast, result, attained, GONE, at), at, confirms=True)
        correct_payout(payout_id=payout.pk, reason=GONE, by=cast["olivia"], at=at)


def _paid_back(cast: Cast, clawback: Clawback, at: datetime) -> None:
    recovery = _came_in(cast, clawback, clawback.money, at)
    confirm_recovery(recovery_id=recovery.pk, by=cast["anna"], at=at)


def _given_up(cast: Cast, clawback: Clawback, at: datetime) -> None:
    found = Found(RecoveryKind.WRITTEN_OFF, clawback.money, TOO_LITTLE)
    recovery = propose_recovery(clawback_id=clawback.pk, found=found, by=cast["olivia"], at=at)
    confirm_recovery(recovery_id=recovery.pk, by=cast["anna"], at=at)


def _still_owed(cast: Cast, clawback: Clawback, at: datetime) -> None:
    """One sum was somebody else's; another waits for the second person."""
    part = Money(clawback.amount // 4)
    wrong = _came_in(cast, clawback, part, at)
    withdraw_recovery(recovery_id=wrong.pk, by=cast["theo"], at=at)
    _came_in(cast, clawback, part, at)


def _came_in(cast: Cast, clawback: Clawback, amount: Money, at: datetime) -> Recovery:
    day = localdate(at) - timedelta(days=1)
    found = Found(RecoveryKind.REPAID, amount, CAME_IN, day)
    return propose_recovery(clawback_id=clawback.pk, found=found, by=cast["theo"], at=at)


def _doubted(
    cast: Cast, result: Verification, attained: Decimal, reason: str, at: datetime
) -> Reversal:
    return propose_reversal(
        verification_id=result.pk,
        instead=Instead(reason, attained),
        independence="",
        by=cast["agnes"],
        at=at,
    )


def _decided(cast: Cast, reversal: Reversal, at: datetime, *, confirms: bool) -> None:
    decide_reversal(reversal_id=reversal.pk, confirms=confirms, by=cast["arthur"], at=at)
