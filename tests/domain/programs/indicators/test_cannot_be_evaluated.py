"""Missing, zero hours and a sensor that was off are no zero and no target met."""

from __future__ import annotations

import pytest

from core.domain.errors import RuleBroken
from programs.domain.indicators import Asked, Level, NoValue, Row
from tests.domain.programs.indicators.rates import answer, reason, row, value

GOOD = row(3, recordable=2, hours=100_000)
NIGHT = {"alarms": 0, "operating_hours": 100}


@pytest.mark.parametrize(
    ("name", "line", "why"),
    [
        ("trir", row(recordable=0, hours=0), "zero_hours"),
        ("trir", row(recordable=3, hours=0), "zero_hours"),
        ("trir", row(recordable=3, hours=None), "missing"),
        ("trir", row(recordable=None, hours=100), "missing"),
        ("trir", row(hours=100, deaths=0, dafw=None, djtr=0, other=0), "missing"),
        ("trir", row(hours=100, deaths=0, dafw=1, djtr=0, other=0, recordable=3), "does_not_tie"),
        ("재해율", row(injured=0, employees=0), "zero_employees"),
        ("도수율", row(accidents=4, employees=80), "missing"),  # nobody assumed 2,400 hours
        ("training_completion", row(courses_completed=0, courses_required=0),
         "zero_courses_required"),
        ("sensor_alarms", row(**NIGHT, sensor_hours=0), "sensor_off"),
        ("sensor_alarms", row(**NIGHT, sensor_hours=89), "uptime_too_low"),
        ("sensor_alarms", row(**NIGHT, sensor_hours=101), "uptime_above_one"),
        ("sensor_alarms", row(**NIGHT, sensor_hours=None), "missing"),
        ("sensor_alarms", row(**NIGHT, uptime_percent=None), "missing"),
        ("sensor_alarms", row(**NIGHT), "missing"),
        ("강도율", row(hours=1000, absence_days=None), "missing"),
        ("risk_reduction_share", row(risk_before=80, risk_after=None), "missing"),
    ],
)  # fmt: skip
def test_one_line_without_a_value(name: str, line: Row, why: str) -> None:
    assert reason(name, line) == why


def test_no_alarm_is_a_value_where_the_sensor_was_on() -> None:
    found = value("sensor_alarms", row(alarms=0, operating_hours=100, uptime_percent=90))
    assert found.exact == 0


def test_what_is_unknown_is_left_out_with_its_reason() -> None:
    found = value("trir", row(2, recordable=5, hours=None), GOOD)
    assert found.exact == 4
    assert found.rows == 1
    assert [(one.row, one.why.code) for one in found.excluded] == [(2, "missing")]


def test_one_unknown_row_makes_all_unknown_where_that_is_asked() -> None:
    asked = Asked(whole=True)
    assert reason("trir", row(2, recordable=5, hours=None), GOOD, asked=asked) == "missing"
    assert value("trir", GOOD, asked=asked).exact == 4


def test_several_reasons_are_all_said() -> None:
    lines = row(2, recordable=1, hours=0), row(3, recordable=None, hours=1)
    found = answer("trir", *lines)
    assert isinstance(found, NoValue)
    said = str(found.why.sentence)
    assert "Zero: hours worked" in said
    assert "Missing: recordable cases" in said


@pytest.mark.parametrize("level", [Level.SITE, Level.SUPPLIER])
def test_deaths_per_ten_thousand_are_never_shown_for_a_site_or_a_supplier(level: Level) -> None:
    country = row(accident_deaths=812, employees=20_637_107)
    assert reason("사고사망만인율", country, asked=Asked(level=level)) == "not_shown"
    assert value("재해율", row(injured=1, employees=20), asked=Asked(level=level)).exact == 5


def test_deaths_per_ten_thousand_need_ten_thousand() -> None:
    assert reason("사망만인율", row(deaths=1, employees=9_999)) == "not_shown"
    assert value("사망만인율", row(deaths=1, employees=10_000)).exact == 1


@pytest.mark.parametrize("hours", [0, -1, 8785])
def test_an_assumption_that_no_year_holds(hours: int) -> None:
    with pytest.raises(RuleBroken, match="from 1 to 8784 hours"):
        Asked(hours_per_worker=hours)
