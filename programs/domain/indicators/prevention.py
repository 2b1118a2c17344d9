"""What is counted of hazards, near misses, courses, safeguards and sensors."""

from __future__ import annotations

from core.domain.words import Named
from programs.domain.indicators.quantity import Holds, Quantity, count

PREVENTION: tuple[Quantity, ...] = (
    count("near_misses", "near-miss reports", "아차사고신고건수", "아차사고", "아차사고건수",
          "near_miss_reports"),
    count("courses_required", "courses required", "교육대상", "대상인원", "required"),
    count("courses_completed", "courses completed", "교육이수", "이수인원", "completed"),
    count("tests", "functional tests", "시험수", "점검수", "tests_done", "inspections"),
    count("tests_passed", "functional tests passed", "합격수", "합격", "passed"),
    count("safeguards", "safeguards seen working", "방호장치수", "방호장치", "guards"),
    count("hazards_closed", "hazards closed and verified", "개선건수", "개선완료건수"),
    count("high_risk_open", "high-risk hazards that remain", "고위험잔존건수",
          "high_risk_remaining"),
    count("risk", "risk before control", "위험도", "risk_score"),
    count("risk_identified", "risk of hazards that are due", "확인위험도합계"),
    count("risk_closed", "risk closed and verified in time", "개선위험도합계"),
    count("risk_before", "risk before", "개선전위험도", "before"),
    count("risk_after", "risk after", "개선후위험도", "after"),
    count("risk_removed", "risk removed", "감소위험도"),
    Quantity("due_on", Named("due date", "개선기한"),
             ("due_on", "개선기한", "기한", "due", "due_date"), holds=Holds.DATE),
    Quantity("verified_on", Named("day of verification", "개선확인일"),
             ("verified_on", "개선확인일", "확인일", "검증일"), holds=Holds.DATE),
    Quantity("reopened", Named("reopened", "재발"), ("reopened", "재발"), holds=Holds.YES_NO),
    Quantity("high_risk", Named("high risk", "고위험"), ("high_risk", "고위험"),
             holds=Holds.YES_NO),
    count("alarms", "alarms", "경보수", "경보", "경보건수"),
    count("operating_hours", "operating hours", "운전시간", "설비가동시간"),
    count("sensor_hours", "hours with the sensor on", "센서가동시간", "uptime_hours"),
    count("uptime", "share of time with the sensor on", "센서가동비율", "uptime_share"),
    count("uptime_percent", "per cent of time with the sensor on", "센서가동률", "가동률",
          "uptime_pct"),
)  # fmt: skip
