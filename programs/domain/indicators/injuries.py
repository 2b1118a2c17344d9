"""What is counted of injuries, of people and of hours."""

from __future__ import annotations

from programs.domain.indicators.quantity import Quantity, count

PEOPLE_HURT = ("injured", "재해자수", "재해자", "injured_people", "injuries")
WORKERS = (
    "employees", "근로자수", "상시근로자수", "연평균근로자수", "평균근로자수", "임금근로자수",
    "workers", "annual_average_employees", "average_employees", "avg_emp_total", "headcount",
)  # fmt: skip
GRADES = tuple(f"grade_{grade}" for grade in range(1, 15))

INJURIES: tuple[Quantity, ...] = (
    count("injured", "people hurt", "재해자수", *PEOPLE_HURT),
    count(
        "treated", "people granted medical care", "요양재해자수", "요양재해자", loose=PEOPLE_HURT
    ),
    count(
        "accident_injured", "people hurt in accidents", "사고재해자수", "사고재해자",
        "업무상사고재해자수",
    ),
    count("deaths", "deaths", "사망자수", "사망자", "사망", "total_deaths", "fatalities"),
    count(
        "accident_deaths", "deaths in accidents", "사고사망자수", "사고사망자",
        "업무상사고사망자수",
    ),
    count("accidents", "accidents", "재해건수", "사고건수", "cases", loose=("injury_cases",)),
    count("employees", "workers", "근로자수", *WORKERS),
    count(
        "insured", "insured workers", "산재보험적용근로자수", "적용근로자수",
        loose=WORKERS,
    ),
    count(
        "hours", "hours worked", "연근로시간", "연근로시간수", "연근로총시간수", "총근로시간",
        "연간총근로시간", "총연근로시간", "근로시간", "hours_worked", "total_hours_worked",
        "emp_hrs_total", "man_hours", "exposure_hours",
    ),
    count(
        "lost_days", "lost days by the Korean table", "근로손실일수", "총근로손실일수",
        "lost_workdays", loose=("days_lost",),
    ),
    count("absence_days", "days of absence", "휴업일수", "총휴업일수"),
    count("dafw", "cases with days away", "휴업재해건수", "total_dafw_cases", "dafw_cases"),
    count(
        "djtr", "cases with restriction or transfer", "업무제한건수", "total_djtr_cases",
        "djtr_cases",
    ),
    count(
        "other", "other recordable cases", "기타기록재해건수", "total_other_cases",
        "other_cases", "other_recordable",
    ),
    count(
        "recordable", "recordable cases", "기록재해건수", "recordable_cases",
        "total_recordable_cases", "trc", loose=("injuries", "num_injuries"),
    ),
    count("dart_cases", "cases away, restricted or transferred", "휴업·업무제한건수", "dart"),
    count(
        "lost_time", "lost-time injuries", "근로손실재해건수", "lti", "ltis",
        "lost_time_injuries", "lost_time_cases",
    ),
    count(
        "new_cases", "new cases", "신규재해건수", "occupational_injuries",
        loose=("cases", *PEOPLE_HURT, "재해건수", "num_injuries"),
    ),
    count(
        "days_lost", "calendar days lost", "작업손실일수", "total_dafw_days",
        loose=("lost_days", "absence_days", "휴업일수"),
    ),
    *(
        count(key, f"disability of grade {key[6:]}", f"장해{key[6:]}급", f"{key[6:]}급")
        for key in GRADES
    ),
)  # fmt: skip
