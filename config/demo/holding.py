"""Guard-rails of the demo: money that waits, money that is proposed to move on, and that may."""

from __future__ import annotations

from datetime import datetime

from config.demo.cast import Cast
from outcomes.domain.lifecycle import GuardRail
from outcomes.models import Target
from outcomes.services import decide_hold, open_hold, propose_lift

WORDS = (
    (GuardRail.CONCEALMENT, "근로자가 보고되지 않은 손가락 절단 재해를 알려 왔습니다."),
    (GuardRail.NEAR_MISS_COLLAPSE, "작업 개시 뒤 아차사고 보고가 한 건도 없습니다."),
    (GuardRail.CONCEALMENT, "구급 출동 기록과 재해 건수가 맞지 않아 보였습니다."),
)
PROPOSED = "산업재해조사표와 병원 기록을 대조했고 빠진 재해가 없습니다."


def hold_three(*, cast: Cast, targets: tuple[Target, Target, Target], at: datetime) -> None:
    """One hold stands, one waits for the second officer, one was lifted."""
    holds = [
        open_hold(target_id=target.pk, kind=kind, words=words, by=cast["victor"], at=at)
        for target, (kind, words) in zip(targets, WORDS, strict=True)
    ]
    for hold in holds[1:]:
        propose_lift(hold_id=hold.pk, decision=PROPOSED, by=cast["agnes"], at=at)
    decide_hold(hold_id=holds[2].pk, lifts=True, by=cast["arthur"], at=at)
