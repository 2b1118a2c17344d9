"""A reading as a supplier claims it: what fits a target, and how readings add up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.domain.periods import Period
from outcomes.domain.claims import Reading, added_up, covers
from outcomes.domain.lifecycle import MeasurementState, Phase
from outcomes.domain.links import digest_of_token
from outcomes.domain.refusals import Frame, Standing, refusals

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
SPRING = Period(date(2026, 1, 1), date(2026, 3, 31))
SUMMER = Period(date(2026, 4, 1), date(2026, 6, 30))
LAST_YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))
COUNTED = Frame(window=YEAR, needs=("quantity",), today=date(2027, 1, 5))
RATED = replace(COUNTED, needs=("baseline_events", "follow_up_events"))
TEN = Reading(Phase.FOLLOW_UP, SPRING, quantity=Decimal(10))
NONE_HURT = Reading(Phase.FOLLOW_UP, SPRING, events=0, hours=Decimal(12000))


def fields(reading: Reading, frame: Frame = COUNTED, *standing: Standing) -> list[str]:
    return [refusal.field for refusal in refusals(reading, frame, standing)]


def test_what_fits_comes_in() -> None:
    assert fields(TEN) == []
    assert fields(NONE_HURT, RATED) == []
    assert fields(replace(NONE_HURT, phase=Phase.BASELINE, period=LAST_YEAR), RATED) == []
    assert fields(replace(NONE_HURT, hours=None), RATED) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"phase": Phase.BASELINE}, "last_day"),
        ({"period": LAST_YEAR}, "first_day"),
        ({"period": Period(date(2026, 12, 1), date(2027, 1, 1))}, "first_day"),
        ({"quantity": None}, "quantity"),
        ({"quantity": Decimal(-1)}, "quantity"),
        ({"quantity": Decimal("NaN")}, "quantity"),
        ({"quantity": Decimal("0.00001")}, "quantity"),
        ({"events": -1}, "events"),
        ({"events": 2_000_000}, "events"),
        ({"hours": Decimal("1e12")}, "hours"),
        ({"hours": Decimal("10.005")}, "hours"),
    ],
)
def test_what_does_not_fit_names_its_field(change: dict[str, Any], field: str) -> None:
    assert fields(replace(TEN, **change)) == [field]


def test_a_period_that_is_not_over_can_not_be_measured() -> None:
    assert fields(TEN, replace(COUNTED, today=date(2026, 3, 30))) == ["last_day"]
    assert fields(TEN, replace(COUNTED, today=date(2026, 3, 31))) == []


def test_injuries_are_asked_for_where_injuries_count() -> None:
    assert fields(TEN, RATED) == ["events"]


def test_days_count_once() -> None:
    half = Standing(
        Phase.FOLLOW_UP, Period(date(2026, 3, 1), date(2026, 4, 30)), MeasurementState.MEASURED
    )
    assert fields(TEN, COUNTED, half) == ["first_day"]
    assert fields(TEN, COUNTED, replace(half, phase=Phase.BASELINE)) == []
    assert fields(TEN, COUNTED, replace(half, period=SUMMER)) == []


def test_the_same_period_replaces_until_it_is_confirmed() -> None:
    same = Standing(Phase.FOLLOW_UP, SPRING, MeasurementState.MEASURED)
    assert fields(TEN, COUNTED, same) == []
    assert fields(TEN, COUNTED, replace(same, state=MeasurementState.CERTIFIED)) == ["first_day"]
    assert fields(TEN, COUNTED, replace(same, state=MeasurementState.REOPENED)) == []
    assert fields(TEN, COUNTED, replace(same, state=MeasurementState.CONFIRMED)) == ["first_day"]


def test_quantities_of_the_follow_up_add_up() -> None:
    earlier = replace(TEN, phase=Phase.BASELINE, period=LAST_YEAR, quantity=Decimal(99))
    readings = [earlier, TEN, replace(TEN, period=SUMMER, quantity=Decimal("2.5"))]
    assert added_up(readings, YEAR).of("quantity") == Decimal("12.5")


@pytest.mark.parametrize("readings", [[], [TEN, replace(TEN, period=SUMMER, quantity=None)]])
def test_one_unknown_part_makes_the_whole_unknown(readings: list[Reading]) -> None:
    assert added_up(readings, YEAR).of("quantity") is None


def test_a_baseline_with_a_month_left_out_is_none() -> None:
    winter = replace(NONE_HURT, phase=Phase.BASELINE, period=LAST_YEAR, events=3)
    earlier = Period(date(2023, 1, 1), date(2023, 12, 31))
    year_before = Period(date(2024, 1, 1), date(2024, 12, 31))
    gap = [winter, replace(winter, period=earlier)]
    assert added_up(gap, YEAR).of("baseline_events") is None
    assert added_up(gap, YEAR).of("baseline_hours") is None
    whole = [*gap, replace(winter, period=year_before)]
    assert added_up(whole, YEAR).of("baseline_events") == Decimal(9)


def test_a_rate_is_read_over_the_whole_window() -> None:
    before = replace(NONE_HURT, phase=Phase.BASELINE, period=LAST_YEAR, events=3)
    half_year = Period(SPRING.first, SUMMER.last)
    spring_only = added_up([before, NONE_HURT], half_year)
    both = added_up([before, NONE_HURT, replace(NONE_HURT, period=SUMMER)], half_year)
    assert (spring_only.of("follow_up_events"), spring_only.of("baseline_events")) == (
        None,
        Decimal(3),
    )
    assert (both.of("follow_up_events"), both.of("follow_up_hours")) == (Decimal(0), Decimal(24000))


@pytest.mark.parametrize(
    ("periods", "whole"),
    [
        ([YEAR], True),
        ([SUMMER, SPRING], False),
        ([SUMMER], False),
        ([Period(date(2026, 6, 1), YEAR.last), SUMMER, SPRING], True),
        ([], False),
    ],
)
def test_a_window_is_covered_day_by_day(periods: list[Period], *, whole: bool) -> None:
    assert covers(periods, YEAR) is whole


def test_of_a_token_only_its_hash_is_kept() -> None:
    assert digest_of_token("x") == (
        "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
    )
