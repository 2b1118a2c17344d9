"""A programme with its hazards, indicators, money and call, opened by the demo's people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from config.demo.bands import bands_of
from config.demo.cast import Cast
from core.domain.money import NOTHING, Money
from people.domain.roles import Kind
from programs.domain.indicators import CATALOGUE
from programs.models import Call, Hazard, Indicator, Program
from programs.services import (
    IndicatorDraft,
    ProgramDraft,
    commit_funds,
    confirm_commitment,
    define_hazard,
    define_indicator,
    draft_call,
    draft_program,
    open_call,
    open_program,
)

HAZARDS = (
    ("caught-in", "끼임", "Caught in machinery"),
    ("fire", "화재", "Fire"),
    ("collision", "충돌", "Collision"),
    ("fall", "추락", "Fall from height"),
)
INDICATORS = (
    IndicatorDraft(
        "guards",
        "설치·확인된 방호장치",
        "Guards fitted and seen working",
        "대",
        "guards",
        is_leading=True,
        definition="검증자가 현장에서 작동을 확인한 방호장치의 수",
        rule=CATALOGUE["safeguards_working"],
    ),
    IndicatorDraft(
        "hazards-closed",
        "개선된 위험요인",
        "Hazards closed",
        "건",
        "hazards",
        is_leading=True,
        definition="위험성평가에서 확인되고 개선이 검증된 위험요인의 수 (고시 2023-19)",
        rule=CATALOGUE["hazards_closed"],
    ),
    IndicatorDraft(
        "injury-rate",
        "재해율 감소 (정확 검정)",
        "Injury rate fell (exact test)",
        "개소",
        "sites",
        is_leading=False,
        definition="근로시간당 재해건수; 조건부 이항 정확 검정, 단측 5 %",
        rule=CATALOGUE["kr_frequency_rate"],
    ),
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What tells one made-up programme from another."""

    code: str
    name_ko: str
    name_en: str
    days: tuple[date, date]
    base: Money
    success: Money
    call_title: str
    call_window: tuple[datetime, datetime]
    places: int
    incentive: Money = NOTHING


def a_program(*, cast: Cast, plan: Plan, at: datetime) -> Program:
    """Drafted, opened, funded and banded by two people, its call opened; once per code."""
    known = Program.objects.filter(code=plan.code).first()
    if known is not None:
        return known
    program = an_open_program(cast=cast, plan=plan, at=at)
    commitment = commit_funds(
        program_id=program.pk,
        base=plan.base,
        success=plan.success,
        incentive=plan.incentive,
        by=cast["olivia"],
        at=at,
    )
    confirm_commitment(commitment_id=commitment.pk, by=cast["anna"], at=at)
    bands_of(cast=cast, program=program, at=at)
    a_call(cast=cast, program=program, plan=plan, at=at)
    program.refresh_from_db()
    return program


def an_open_program(*, cast: Cast, plan: Plan, at: datetime) -> Program:
    """Drafted and opened; nobody has committed money yet."""
    program = a_drafted_program(cast=cast, plan=plan, at=at)
    return open_program(program_id=program.pk, by=cast["agnes"], at=at)


def a_drafted_program(*, cast: Cast, plan: Plan, at: datetime) -> Program:
    """Written down by the agency."""
    draft = ProgramDraft(
        code=plan.code,
        name_ko=plan.name_ko,
        name_en=plan.name_en,
        agency=cast.organization(Kind.AGENCY),
        funder=cast.organization(Kind.FUNDER),
        starts_on=plan.days[0],
        ends_on=plan.days[1],
        reviewers_needed=4,
        hazards=hazards(cast=cast, at=at),
        indicators=indicators(cast=cast, at=at),
    )
    return draft_program(draft=draft, by=cast["agnes"], at=at)


def a_call(*, cast: Cast, program: Program, plan: Plan, at: datetime) -> Call:
    """The programme's call, open from the moment it opens."""
    call = a_draft_call(cast=cast, program=program, plan=plan, at=at)
    return open_call(call_id=call.pk, by=cast["agnes"], at=at)


def a_draft_call(*, cast: Cast, program: Program, plan: Plan, at: datetime) -> Call:
    """A call that nobody outside the agency sees yet."""
    return draft_call(
        program_id=program.pk,
        title=plan.call_title,
        window=plan.call_window,
        places=plan.places,
        by=cast["agnes"],
        at=at,
    )


def hazards(*, cast: Cast, at: datetime) -> tuple[Hazard, ...]:
    """The four hazards of the 2026 round."""
    known = {hazard.code: hazard for hazard in Hazard.objects.all()}
    return tuple(
        known.get(code) or define_hazard(code=code, name_ko=ko, name_en=en, by=cast["agnes"], at=at)
        for code, ko, en in HAZARDS
    )


def indicators(*, cast: Cast, at: datetime) -> tuple[Indicator, ...]:
    """Two leading indicators that a single site can show, and one that rarely can."""
    known = {one.code: one for one in Indicator.objects.all()}
    return tuple(
        known.get(draft.code) or define_indicator(draft=draft, by=cast["agnes"], at=at)
        for draft in INDICATORS
    )
