"""The Korean rates, as the occupational safety agency (KOSHA) and examination texts define them.

Korea reports from three days of absence; insured care begins where three days do not suffice.
"""

from __future__ import annotations

from dataclasses import replace

from core.domain.words import Named
from programs.domain.indicators.definition import Definition
from programs.domain.indicators.vocabulary import Counted, Direction, Level, Nature, Per

GLOSSARY = Named("KOSHA glossary of accident statistics", "안전보건공단 재해통계 용어")
REPORTS = Named(
    "Reports of occupational accidents (산업재해조사표)", "산업재해조사표, 사업장 근로시간 기록"
)
INSURANCE = Named("Approved claims of accident insurance", "산재보험 요양 승인 자료")
PER_CENT, PER_TEN_THOUSAND = Named("%", "%"), Named("‱ (per 10,000 workers)", "‱ (만인율)")

INJURY_RATE = Definition(
    key="kr_injury_rate",
    version=1,
    name=Named("Injury rate (Korea)", "재해율"),
    unit=PER_CENT,
    formula=Named("people hurt ÷ workers × 100", "재해자수 ÷ 근로자수 × 100"),
    source=GLOSSARY,
    data_source=REPORTS,
    numerator="injured",
    counted=Counted.PERSONS,
    denominator="employees",
    per=Per.EMPLOYEES,
    base=100,
    direction=Direction.LOWER,
    nature=Nature.LAGGING,
    absence_days=3,
)
TREATED = replace(
    INJURY_RATE,
    key="kr_treated_injury_rate",
    name=Named("Rate of injuries granted medical care (Korea)", "요양재해율"),
    formula=Named(
        "people granted medical care ÷ insured workers × 100",
        "요양재해자수 ÷ 산재보험적용근로자수 × 100",
    ),
    data_source=INSURANCE,
    numerator="treated",
    denominator="insured",
    absence_days=4,
)
ACCIDENT = replace(
    INJURY_RATE,
    key="kr_accident_injury_rate",
    name=Named("Rate of injuries in accidents (Korea)", "사고재해율"),
    formula=Named(
        "people hurt in accidents at work ÷ workers × 100",
        "업무상 사고 재해자수 ÷ 근로자수 × 100",
    ),
    numerator="accident_injured",
)
FATALITY = replace(
    INJURY_RATE,
    key="kr_fatality_rate",
    name=Named("Deaths per 10,000 workers (Korea)", "사망만인율"),
    unit=PER_TEN_THOUSAND,
    formula=Named("deaths ÷ workers × 10,000", "사망자수 ÷ 근로자수 × 10,000"),
    numerator="deaths",
    base=10_000,
    absence_days=None,
    pays=False,
    shown_from=Level.PROGRAM,
)
ACCIDENT_FATALITY = replace(
    FATALITY,
    key="kr_accident_fatality_rate",
    name=Named("Deaths in accidents per 10,000 workers (Korea)", "사고사망만인율"),
    formula=Named(
        "deaths in accidents at work ÷ workers × 10,000",
        "업무상 사고 사망자수 ÷ 근로자수 × 10,000",
    ),
    numerator="accident_deaths",
)
FREQUENCY = replace(
    INJURY_RATE,
    key="kr_frequency_rate",
    name=Named("Accident frequency rate (Korea)", "도수율"),
    unit=Named("accidents per 1,000,000 hours", "건/100만 시간"),
    formula=Named("accidents ÷ hours worked × 1,000,000", "재해건수 ÷ 연근로시간 × 1,000,000"),
    numerator="accidents",
    counted=Counted.CASES,
    denominator="hours",
    per=Per.HOURS,
    base=1_000_000,
)
SEVERITY = replace(
    FREQUENCY,
    key="kr_severity_rate",
    name=Named("Severity rate (Korea)", "강도율"),
    unit=Named("lost days per 1,000 hours", "일/1,000시간"),
    formula=Named("lost days ÷ hours worked × 1,000", "근로손실일수 ÷ 연근로시간 × 1,000"),
    numerator="lost_days",
    counted=Counted.DAYS,
    base=1000,
)
PER_THOUSAND = replace(
    INJURY_RATE,
    key="kr_casualties_per_thousand",
    name=Named("People hurt per 1,000 workers a year (Korea)", "연천인율"),
    unit=Named("‰ (per 1,000 workers)", "‰ (천인율)"),
    formula=Named(
        "people hurt in a year ÷ average workers × 1,000",
        "연간 재해자수 ÷ 연평균근로자수 × 1,000",
    ),
    base=1000,
)
KOREAN = (
    INJURY_RATE, TREATED, ACCIDENT, FATALITY, ACCIDENT_FATALITY, FREQUENCY, SEVERITY, PER_THOUSAND,
)  # fmt: skip
