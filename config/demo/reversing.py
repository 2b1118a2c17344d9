"""A result that was paid turns out smaller: one doubt is refused, one confirmed, one waits."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from config.demo.cast import Cast
from outcomes.models import Reversal, Verification
from outcomes.services import Instead, decide_reversal, propose_reversal
from payouts.domain.lifecycle import PayoutState
from payouts.models import Payout
from payouts.services import correct_payout
from programs.models import Program

DOUBT = "현장에서 방호장치 하나가 보이지 않는다는 제보가 있었습니다."
GONE = "방호장치 두 개가 다시 떼어진 것을 확인했습니다."
MORE = "방호장치 하나가 더 떼어졌다고 사업장이 알려 왔습니다."


def reverse_some(*, cast: Cast, program: Program, at: datetime) -> None:
    """The bank has computed what is too much of it; a second person has still to confirm."""
    paid = Payout.objects.filter(agreement__program=program, state=PayoutState.PAID)
    for payout in paid.exclude(verification=None).order_by("pk"):
        result = payout.verification
        if result is None or result.attained is None or "quantity" not in result.target.rule.NEEDS:
            continue
        _decided(cast, _doubted(cast, result, result.attained - 1, DOUBT, at), at, confirms=False)
        _decided(cast, _doubted(cast, result, result.attained - 2, GONE, at), at, confirms=True)
        correct_payout(payout_id=payout.pk, reason=GONE, by=cast["olivia"], at=at)
        _doubted(cast, result, result.attained - 3, MORE, at)
        return


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
