"""Numbers that others published come out, read where they lie."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from programs.domain.indicators import AS_IT_STANDS, Value, compute, definition_called, lost_days
from programs.domain.indicators.file import file_in
from tests.domain.programs.indicators.rates import row, value

SHARED = Path(__file__).resolve().parents[5] / "shared"
VECTORS, KOSHA = (
    SHARED / "vectors" / "statistics.json",
    SHARED / "data" / "kr" / "kosha_industry_size_2021_2023.csv",
)
given = pytest.mark.skipif(not VECTORS.exists(), reason="the published vectors are not here")


def vector(name: str) -> tuple[dict[str, Any], dict[str, Any], Decimal]:
    found = json.loads(VECTORS.read_text(), parse_float=Decimal)["vectors"]
    (one,) = [one for one in found if one["id"] == name]
    return one["inputs"], one["expected"], Decimal(one["tolerance"])


def near(found: Value, expected: Decimal, tolerance: Decimal) -> bool:
    exact = found.exact
    return abs(Decimal(exact.numerator) / exact.denominator - expected) <= tolerance


@given
def test_osha_trir_dart() -> None:
    asked, expected, _tolerance = vector("osha_trir_dart")
    form = row(**asked)
    assert value("trir", form).numerator == expected["recordable"]
    assert value("trir", form).exact == expected["trir"]
    assert value("dart", form).numerator == expected["dart_cases"]
    assert value("dart", form).exact == expected["dart"]


@given
def test_ltifr() -> None:
    asked, expected, tolerance = vector("ltifr")
    line = row(lost_time=asked["lti"], recordable=asked["recordable"], hours=asked["hours"])
    assert near(value("ltifr", line), expected["ltifr"], tolerance)
    assert near(value("trifr", line), expected["trifr"], tolerance)


@given
def test_kr_severity() -> None:
    asked, expected, tolerance = vector("kr_severity_1")
    hours = asked["workers"] * asked["hours_per_day"] * asked["days"]
    days = lost_days(deaths=asked["class1_3_or_death"], grades={14: asked["class14"]})
    assert days == expected["lost_days"]
    found = value("강도율", row(lost_days=int(days), hours=hours))
    assert near(found, expected["severity_rate"], tolerance)
    assert found.shown == expected["severity_rate"]


@given
def test_kr_frequency() -> None:
    asked, expected, tolerance = vector("kr_freq_1")
    found = value("도수율", row(accidents=asked["cases"], hours=asked["hours"]))
    assert near(found, expected["frequency_rate"], tolerance)


@given
@pytest.mark.parametrize("year", ["2022", "2023"])
def test_kr_national(year: str) -> None:
    asked, expected, tolerance = vector("kr_national")
    line = row(
        treated=asked[year]["injured"],
        insured=asked[year]["workers"],
        accident_deaths=asked[year]["accident_deaths"],
        employees=asked[year]["workers"],
    )
    rate, deaths = value("요양재해율", line), value("사고사망만인율", line)
    assert near(rate, expected[year]["injury_rate_pct"], tolerance)
    assert rate.shown == expected[year]["injury_rate_pct"]
    assert near(deaths, expected[year]["fatal_per_10000"], tolerance)
    assert deaths.shown == expected[year]["fatal_per_10000"]


@pytest.mark.skipif(not KOSHA.exists(), reason="the table of KOSHA is not here")
def test_the_rate_of_every_cell_of_the_korean_table() -> None:
    content = KOSHA.read_bytes()
    definition = definition_called("요양재해율")
    file = file_in(content, definition, AS_IT_STANDS, by="injury_rate_pct")
    compared = 0
    for published, line in zip(file.groups, file.rows, strict=True):
        found = compute(definition, [line])
        if published and isinstance(found, Value):
            assert found.shown == Decimal(published), line.number
            compared += 1
    assert compared == 1152
