"""The rates of the United States, and those that companies report per million hours."""

from __future__ import annotations

from dataclasses import replace

from core.domain.words import Named
from programs.domain.indicators.definition import Definition
from programs.domain.indicators.vocabulary import Counted, Direction, Nature, Per

FULL_TIME = 200_000  # hours of 100 people: 40 h × 50 weeks
FORM = Named("OSHA form 300A (Injury Tracking Application)", "OSHA 300A 서식 (ITA)")
PER_200K = Named("cases per 200,000 hours", "건/20만 시간")
PER_MILLION = Named("cases per 1,000,000 hours", "건/100만 시간")
COMPANIES = Named(
    "Usual in company reports; some use 200,000 hours, so the base is always said",
    "기업 보고서의 통용 정의(20만 시간을 쓰는 곳도 있어 기준을 늘 함께 적음)",
)

TRIR = Definition(
    key="osha_trir",
    version=1,
    name=Named("TRIR (total recordable incident rate)", "총기록재해율(TRIR)"),
    unit=PER_200K,
    formula=Named(
        "(deaths + days away + restricted or transferred + other) ÷ hours worked × 200,000",
        "(사망 + 휴업 + 업무제한·전환 + 기타 기록재해) ÷ 근로시간 × 200,000",
    ),
    source=Named("US Bureau of Labor Statistics; COMAR 09.12.24.08", "미국 노동통계국(BLS)"),
    data_source=FORM,
    numerator="recordable",
    counted=Counted.CASES,
    denominator="hours",
    per=Per.HOURS,
    base=FULL_TIME,
    direction=Direction.LOWER,
    nature=Nature.LAGGING,
)
DART = replace(
    TRIR,
    key="osha_dart",
    name=Named("DART (days away, restricted or transferred)", "휴업·업무제한 재해율(DART)"),
    formula=Named(
        "(days away + restricted or transferred) ÷ hours worked × 200,000",
        "(휴업 + 업무제한·전환) ÷ 근로시간 × 200,000",
    ),
    numerator="dart_cases",
    absence_days=1,
)
LTIFR = replace(
    TRIR,
    key="ltifr",
    name=Named("LTIFR (lost-time injury frequency rate)", "근로손실재해율(LTIFR)"),
    unit=PER_MILLION,
    formula=Named(
        "lost-time injuries ÷ hours worked × 1,000,000", "근로손실재해 ÷ 근로시간 × 1,000,000"
    ),
    source=COMPANIES,
    data_source=Named("Injury log and hours of the company", "회사의 재해 기록과 근로시간"),
    numerator="lost_time",
    base=1_000_000,
    absence_days=1,
)
TRIFR = replace(
    LTIFR,
    key="trifr",
    name=Named("TRIFR (total recordable injury frequency rate)", "총기록재해 도수율(TRIFR)"),
    formula=Named("recordable cases ÷ hours worked × 1,000,000", "기록재해 ÷ 근로시간 × 1,000,000"),
    numerator="recordable",
    absence_days=None,
)
OSHA = (TRIR, DART, LTIFR, TRIFR)
