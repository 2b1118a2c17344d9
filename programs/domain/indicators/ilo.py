"""The rates of the International Labour Organization (16th ICLS, 1998), from one day of absence."""

from __future__ import annotations

from dataclasses import replace

from core.domain.words import Named
from programs.domain.indicators.definition import Definition
from programs.domain.indicators.vocabulary import Counted, Direction, Nature, Per

ICLS = Named(
    "ILO, resolution of the 16th International Conference of Labour Statisticians, 1998",
    "ILO 제16차 국제노동통계인회의 결의(1998)",
)

FREQUENCY = Definition(
    key="ilo_frequency_rate",
    version=1,
    name=Named("Frequency rate (ILO)", "ILO 도수율"),
    unit=Named("new cases per 1,000,000 hours", "건/100만 시간"),
    formula=Named("new cases ÷ hours worked × 1,000,000", "신규 재해 ÷ 실근로시간 × 1,000,000"),
    source=ICLS,
    data_source=Named(
        "National notification, hours actually worked", "재해 신고 자료, 실제 근로시간"
    ),
    numerator="new_cases",
    counted=Counted.CASES,
    denominator="hours",
    per=Per.HOURS,
    base=1_000_000,
    direction=Direction.LOWER,
    nature=Nature.LAGGING,
    absence_days=1,
)
INCIDENCE = replace(
    FREQUENCY,
    key="ilo_incidence_rate",
    name=Named("Incidence rate (ILO)", "ILO 천인율"),
    unit=Named("new cases per 1,000 workers", "건/1,000명"),
    formula=Named("new cases ÷ workers × 1,000", "신규 재해 ÷ 근로자수 × 1,000"),
    denominator="employees",
    per=Per.EMPLOYEES,
    base=1000,
)
SEVERITY = replace(
    FREQUENCY,
    key="ilo_severity_rate",
    name=Named("Severity rate (ILO)", "ILO 강도율"),
    unit=Named("days lost per 1,000,000 hours", "일/100만 시간"),
    formula=Named(
        "calendar days lost ÷ hours worked × 1,000,000 (a thousand times the Korean base)",
        "작업손실일수 ÷ 실근로시간 × 1,000,000 (한국 강도율 기준의 1,000배)",
    ),
    numerator="days_lost",
    counted=Counted.DAYS,
)
ILO = (FREQUENCY, INCIDENCE, SEVERITY)
