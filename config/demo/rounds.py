"""Rounds beside the one that is played: one is over, one is opening, one is being drafted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from config.demo.cast import Cast
from config.demo.names import MARK
from config.demo.program import (
    Plan,
    a_call,
    a_draft_call,
    a_drafted_program,
    a_program,
    an_open_program,
)
from config.demo.supply import (
    a_draft,
    a_firm,
    a_signed_agreement,
    checked,
    handed_in,
    proposed,
    recommended,
    reviewed,
    selected,
)
from config.demo.terms import of_guards
from core.domain.money import Money
from programs.domain.reserves import Purses
from programs.models import Call, CommitmentAmendment, Program
from programs.selectors import day_of
from programs.services import (
    amend_commitment,
    close_agreement,
    close_call,
    close_program,
    commit_funds,
    confirm_amendment,
    withdraw_agreement,
    withdraw_amendment,
)

SEOUL = ZoneInfo("Asia/Seoul")
SPRING = datetime(2025, 3, 3, 10, 0, tzinfo=SEOUL)
AUTUMN = datetime(2025, 11, 28, 10, 0, tzinfo=SEOUL)
SHIFT = Money(100_000_000)
VETERANS = (13, 14)  # firms that took part in the round before

OVER = Plan(
    code="safety-2025",
    name_ko=f"중소기업 산업안전 시범사업 2025 {MARK}",
    name_en="Industrial safety pilot 2025 (demo)",
    days=(date(2025, 1, 1), date(2025, 12, 31)),
    base=Money(100_000_000),
    success=Money(300_000_000),
    call_title="2025년 시범 모집",
    call_window=(SPRING - timedelta(days=7), SPRING + timedelta(days=7)),
    places=2,
)


def play_rounds(*, cast: Cast, program: Program, at: datetime) -> None:
    """So that programmes, calls, commitments and agreements stand in every state there is."""
    _over(cast)
    _opening(cast, at)
    _drafted(cast, at)
    _amended(cast, program, at)


def _over(cast: Cast) -> None:
    """Last year's pilot: one agreement was closed, one withdrawn, and everything is settled."""
    program = a_program(cast=cast, plan=OVER, at=SPRING)
    call = program.calls.get()
    first, second = VETERANS
    firm = a_firm(cast=cast, serial=first, at=SPRING)
    agreement = a_signed_agreement(
        cast=cast, firm=firm, call=call, terms=of_guards(800_000, 50), at=SPRING
    )
    _withdrawn(cast, call, serial=second)
    amend_commitment(  # nobody confirmed it before the pilot was over
        commitment_id=program.commitment.pk,
        deltas=Purses(success=SHIFT),
        effective_on=date(2026, 1, 1),
        reason="다음 해로 이월합니다.",
        by=cast["olivia"],
        at=AUTUMN,
    )
    close_agreement(agreement_id=agreement.pk, by=cast["agnes"], at=AUTUMN)
    close_call(call_id=call.pk, by=cast["agnes"], at=AUTUMN)
    close_program(program_id=program.pk, by=cast["agnes"], at=AUTUMN)


def _withdrawn(cast: Cast, call: Call, *, serial: int) -> None:
    """Proposed, and taken back before anybody signed."""
    firm = a_firm(cast=cast, serial=serial, at=SPRING)
    draft = a_draft(firm=firm, call=call, amount=40_000_000, at=SPRING)
    application = handed_in(firm=firm, application=draft, at=SPRING)
    application = checked(cast=cast, application=application, at=SPRING)
    reviewed(cast=cast, application=application, scores=(81, 84, 80, 83), at=SPRING)
    recommendation = recommended(cast=cast, application=application, at=SPRING)
    selected(cast=cast, recommendation=recommendation, at=SPRING)
    agreement = proposed(
        cast=cast, recommendation=recommendation, terms=of_guards(800_000, 50), at=SPRING
    )
    withdraw_agreement(agreement_id=agreement.pk, by=cast["agnes"], at=AUTUMN)


def _opening(cast: Cast, at: datetime) -> None:
    """Open to everybody; the bank's second person has not confirmed its money yet."""
    plan = replace(
        OVER,
        code="repeat-2026",
        name_ko=f"재참여 기업 안전고도화 사업 2026 {MARK}",
        name_en="Further safety steps 2026 (demo)",
        days=(date(2026, 1, 1), date(2027, 12, 31)),
        call_title="안전고도화 모집",
        call_window=(at - timedelta(days=3), at + timedelta(days=45)),
        places=20,
    )
    program = an_open_program(cast=cast, plan=plan, at=at)
    commit_funds(
        program_id=program.pk, base=plan.base, success=plan.success, by=cast["olivia"], at=at
    )
    a_call(cast=cast, program=program, plan=plan, at=at)
    later = replace(
        plan,
        call_title="안전고도화 2차 모집",
        call_window=(at + timedelta(days=60), at + timedelta(days=90)),
    )
    a_draft_call(cast=cast, program=program, plan=later, at=at)


def _drafted(cast: Cast, at: datetime) -> None:
    """Next year's round, not opened yet."""
    plan = replace(
        OVER,
        code="safety-2027",
        name_ko=f"중소기업 산업안전 구축 지원사업 2027 {MARK}",
        name_en="Industrial safety support for small firms 2027 (demo)",
        days=(date(2027, 1, 1), date(2028, 12, 31)),
    )
    a_drafted_program(cast=cast, plan=plan, at=at)


def _amended(cast: Cast, program: Program, at: datetime) -> None:
    """One shift is in effect, one waits for its day, one for a second yes; one was a slip."""
    today = day_of(at)
    asked = partial(_asked, cast, program, at=at)
    now = asked(won=SHIFT, day=today, reason="성과 지급 재원을 늘립니다.")
    in_a_month, in_two = today + timedelta(days=30), today + timedelta(days=60)
    later = asked(won=-SHIFT, day=in_a_month, reason="1차 지급 재원을 다시 늘립니다.")
    asked(won=SHIFT, day=in_two, reason="하반기 성과 지급에 대비합니다.")
    slip = asked(won=SHIFT, day=today, reason="성과 지급 재원을 늘립니다.")
    for amendment in (now, later):
        confirm_amendment(amendment_id=amendment.pk, by=cast["anna"], at=at)
    withdraw_amendment(
        amendment_id=slip.pk, reason="같은 변경을 두 번 적었습니다.", by=cast["olivia"], at=at
    )


def _asked(
    cast: Cast, program: Program, *, won: Money, day: date, reason: str, at: datetime
) -> CommitmentAmendment:
    """Olivia asks to move so much from the first tranche to results."""
    return amend_commitment(
        commitment_id=program.commitment.pk,
        deltas=Purses(-won, won),
        effective_on=day,
        reason=reason,
        by=cast["olivia"],
        at=at,
    )
