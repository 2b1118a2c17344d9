"""Every rate on numbers that can be checked by hand, each from a published example or a table."""

from __future__ import annotations

from fractions import Fraction

import pytest

from programs.domain.indicators import CATALOGUE, FAMILIES, Asked, Nature, Per, Row
from tests.domain.programs.indicators.rates import answer, row, value

OSHA = row(hours=200_000, deaths=0, dafw=2, djtr=1, other=1)


@pytest.mark.parametrize(
    ("name", "line", "shown"),
    [
        ("재해율", row(injured=2, employees=300), "0.67"),
        ("요양재해율", row(treated=136_796, insured=20_637_107), "0.66"),  # Korea 2023
        ("사고재해율", row(accident_injured=1, employees=160), "0.63"),  # 0.625 rises
        ("사망만인율", row(deaths=2098, employees=21_400_000), "0.98"),
        ("사고사망만인율", row(accident_deaths=812, employees=20_637_107), "0.39"),
        ("도수율", row(accidents=4, hours=192_000), "20.83"),
        ("빈도율", row(accidents=4, hours=192_000), "20.83"),
        ("강도율", row(lost_days=7750, hours=1_200_000), "6.46"),
        ("연천인율", row(injured=3, employees=400), "7.50"),
        ("TRIR", OSHA, "4.00"),
        ("DART", OSHA, "3.00"),
        ("ltifr", row(lost_time=5, hours=2_500_000), "2.00"),
        ("trifr", row(recordable=12, hours=2_500_000), "4.80"),
        ("ilo_frequency_rate", row(new_cases=3, hours=600_000), "5.00"),
        ("ilo_incidence_rate", row(new_cases=3, employees=400), "7.50"),
        ("ilo_severity_rate", row(days_lost=7750, hours=1_200_000), "6458.33"),
        ("risk_reduction_share", row(risk_before=80, risk_after=60), "25.0"),
        ("risk_reduction_share", row(risk_before=60, risk_after=80), "-33.3"),
        ("near_miss_reports", row(near_misses=12, hours=8000), "1.50"),
        ("training_completion", row(courses_completed=57, courses_required=60), "95.0"),
        ("safeguard_test_pass_rate", row(tests_passed=19, tests=20), "95.0"),
        ("sensor_uptime", row(sensor_hours=700, operating_hours=720), "97.2"),
        ("sensor_alarms", row(alarms=9, sensor_hours=700, operating_hours=720), "0.013"),
        ("safeguards_working", row(safeguards=48), "48"),
        ("hazards_closed", row(hazards_closed=0), "0"),
        ("high_risk_hazards_remaining", row(high_risk_open=7), "7"),
    ],
)
def test_one_line(name: str, line: Row, shown: str) -> None:
    assert f"{value(name, line).shown:f}" == shown


def test_one_accident_with_three_hurt_is_one_case_and_three_people() -> None:
    site = row(accidents=1, injured=3, hours=1_000_000, employees=500)
    assert value("도수율", site).exact == 1
    assert value("연천인율", site).exact == 6


def test_rates_are_pooled_and_never_averaged() -> None:
    small, large = row(2, recordable=1, hours=2_000), row(3, recordable=1, hours=398_000)
    pooled = value("trir", small, large)
    assert [pooled.exact, pooled.numerator, pooled.denominator] == [1, 2, 400_000]
    average = (value("trir", small).exact + value("trir", large).exact) / 2
    assert average > 50  # what the mean of rates would say


def test_a_value_is_exact_before_it_is_shown() -> None:
    found = value("trir", row(recordable=1, hours=600_000))
    assert found.exact == Fraction(1, 3)
    assert f"{found.shown:f}" == "0.33"


def test_hours_are_assumed_only_when_somebody_says_so() -> None:
    site = row(accidents=4, employees=80)
    found = value("도수율", site, asked=Asked(hours_per_worker=2400))
    assert found.denominator == 192_000
    assert "2,400" in str(found.flags[0])
    measured = row(accidents=4, employees=80, hours=100_000)
    told = value("도수율", measured, asked=Asked(hours_per_worker=2400))
    assert told.denominator == 100_000
    assert not told.flags


def test_more_people_hurt_than_there_are_is_said() -> None:
    (flag,) = value("재해율", row(injured=12, employees=10)).flags
    assert "more people were hurt" in str(flag)
    assert value("재해율", row(injured=10, employees=10)).flags == ()


def test_every_indicator_says_what_it_is() -> None:
    assert set(FAMILIES) == {"korean", "osha", "ilo", "leading"}
    for one in CATALOGUE.values():
        texts = (one.name, one.unit, one.formula, one.source, one.data_source)
        assert all(text.ko.strip() and text.en.strip() for text in texts), one.key
        assert (one.denominator == "") == (one.per is Per.NOTHING), one.key
    assert all(one.nature is Nature.LEADING for one in FAMILIES["leading"][1])
    lagging = [one for key in ("korean", "osha", "ilo") for one in FAMILIES[key][1]]
    assert all(one.nature is Nature.LAGGING for one in lagging)


def test_nothing_is_paid_for_fewer_deaths_or_fewer_near_misses() -> None:
    assert {one.key for one in CATALOGUE.values() if not one.pays} == {
        "kr_fatality_rate",
        "kr_accident_fatality_rate",
        "near_miss_reports",
        "risk_reduction_share",
    }


def test_nothing_to_evaluate() -> None:
    assert str(answer("trir").why.sentence) == "There is no row to evaluate."  # type: ignore[union-attr]
