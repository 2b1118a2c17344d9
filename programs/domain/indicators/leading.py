"""What prevents injuries: hazards, courses, safeguards, near misses, sensors.

Definitions are ours; the programme publishes none. Risk assessment follows Notice 2023-19.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from core.domain.words import Named
from programs.domain.indicators.definition import Definition
from programs.domain.indicators.vocabulary import Counted, Direction, Nature, Per

OURS = Named("Definition of this platform", "이 플랫폼의 정의")
NOTICE = Named(
    "Definition of this platform; risk assessment after Notice 2023-19",
    "이 플랫폼의 정의; 위험성평가는 고시 제2023-19호",
)
REGISTER = Named("Risk assessment, seen by the verifier", "위험성평가표, 검증자 확인")
PER_CENT = Named("%", "%")

CLOSE_OUT = Definition(
    key="hazard_closeout_rate",
    version=1,
    name=Named("Hazards closed and verified in time, weighted by risk", "위험요인 개선율"),
    unit=PER_CENT,
    formula=Named(
        "Σ risk of hazards verified by their due date and not reopened ÷ Σ risk of hazards due "
        "× 100",
        "기한 내 개선·확인되고 재발하지 않은 위험도 합 ÷ 기한이 된 위험도 합 × 100",
    ),
    source=NOTICE,
    data_source=REGISTER,
    numerator="risk_closed",
    counted=Counted.POINTS,
    denominator="risk_identified",
    per=Per.HAZARDS,
    base=100,
    direction=Direction.HIGHER,
    nature=Nature.LEADING,
    places=1,
)
HIGH_RISK = replace(
    CLOSE_OUT,
    key="high_risk_hazards_remaining",
    name=Named("High-risk hazards that remain", "고위험 위험요인 잔존 건수"),
    unit=Named("hazards", "건"),
    formula=Named("high-risk hazards not closed and verified", "개선 확인되지 않은 고위험 건수"),
    numerator="high_risk_open",
    counted=Counted.CASES,
    denominator="",
    per=Per.NOTHING,
    base=1,
    places=0,
    direction=Direction.LOWER,
)
RISK_SHARE = replace(
    CLOSE_OUT,
    key="risk_reduction_share",
    name=Named("Share of risk removed", "위험성 감소율"),
    formula=Named(
        "(Σ risk before − Σ risk after) ÷ Σ risk before × 100; scores are ranks, so it pays "
        "nothing",
        "(개선 전 위험도 합 − 개선 후 위험도 합) ÷ 개선 전 위험도 합 × 100 "
        "(순위 점수이므로 지급 근거 아님)",
    ),
    numerator="risk_removed",
    denominator="risk_before",
    pays=False,
)
NEAR_MISSES = replace(
    CLOSE_OUT,
    key="near_miss_reports",
    name=Named("Near-miss reports per 1,000 hours", "아차사고 신고율"),
    unit=Named("reports per 1,000 hours", "건/1,000시간"),
    formula=Named(
        "near-miss reports ÷ hours worked × 1,000; shows how good the data are, pays nothing",
        "아차사고 신고건수 ÷ 연근로시간 × 1,000 (자료 신뢰도 지표, 감소에 지급하지 않음)",
    ),
    source=OURS,
    data_source=Named("Near-miss register of the worksite", "사업장 아차사고 대장"),
    numerator="near_misses",
    counted=Counted.CASES,
    denominator="hours",
    per=Per.HOURS,
    base=1000,
    places=2,
    direction=Direction.NEITHER,
    pays=False,
)
TRAINING = replace(
    CLOSE_OUT,
    key="training_completion",
    name=Named("Safety training completed", "안전교육 이수율"),
    formula=Named(
        "courses completed ÷ courses required × 100 (person-courses)",
        "이수 인원·과정 ÷ 대상 인원·과정 × 100",
    ),
    source=OURS,
    data_source=Named("Attendance lists", "교육 이수 명부"),
    numerator="courses_completed",
    counted=Counted.CASES,
    denominator="courses_required",
    per=Per.COURSES,
)
SAFEGUARD_TESTS = replace(
    CLOSE_OUT,
    key="safeguard_test_pass_rate",
    name=Named("Safeguards that pass their functional test", "방호장치 기능시험 합격률"),
    formula=Named("tests passed ÷ tests × 100", "합격수 ÷ 시험수 × 100"),
    source=OURS,
    data_source=Named("Test protocol, seen by the verifier", "기능시험 기록, 검증자 확인"),
    numerator="tests_passed",
    counted=Counted.CASES,
    denominator="tests",
    per=Per.INSPECTIONS,
)
SENSOR_UPTIME = replace(
    CLOSE_OUT,
    key="sensor_uptime",
    name=Named("Sensor uptime", "센서 가동률"),
    formula=Named(
        "hours with the sensor on ÷ operating hours × 100", "센서가동시간 ÷ 운전시간 × 100"
    ),
    source=OURS,
    data_source=Named("Sensor log", "센서 기록"),
    numerator="sensor_hours",
    counted=Counted.HOURS,
    denominator="operating_hours",
    per=Per.HOURS,
)
ALARMS = replace(
    SENSOR_UPTIME,
    key="sensor_alarms",
    name=Named("Sensor alarms per operating hour", "운전시간당 경보"),
    unit=Named("alarms per hour", "건/시간"),
    formula=Named(
        "alarms ÷ operating hours, where the sensor was on at least 90 % of the time",
        "경보수 ÷ 운전시간 (센서 가동률 90 % 이상인 경우)",
    ),
    numerator="alarms",
    counted=Counted.CASES,
    base=1,
    places=3,
    direction=Direction.LOWER,
    least_uptime=Decimal("0.9"),
)
SAFEGUARDS = replace(
    HIGH_RISK,
    key="safeguards_working",
    name=Named("Safeguards fitted and seen working", "설치·확인된 방호장치"),
    unit=Named("guards", "대"),
    formula=Named("safeguards that the verifier saw working", "검증자가 작동을 확인한 방호장치 수"),
    source=OURS,
    data_source=Named("Visit of the verifier", "검증자 현장 확인"),
    numerator="safeguards",
    direction=Direction.HIGHER,
)
HAZARDS_CLOSED = replace(
    HIGH_RISK,
    key="hazards_closed",
    name=Named("Hazards closed and verified", "개선된 위험요인"),
    formula=Named(
        "hazards closed, verified and not reopened", "개선이 확인되고 재발하지 않은 건수"
    ),
    numerator="hazards_closed",
    direction=Direction.HIGHER,
)
LEADING = (
    CLOSE_OUT, HIGH_RISK, RISK_SHARE, NEAR_MISSES, TRAINING, SAFEGUARD_TESTS, SENSOR_UPTIME,
    ALARMS, SAFEGUARDS, HAZARDS_CLOSED,
)  # fmt: skip
