"""Where an exact number becomes a written one."""

from __future__ import annotations

from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.domain.terms.ops.rounding import WAYS, rounded
from tests.domain.programs.terms.build import (
    refused,
    said,
    span,
    step,
    unit_and_grid,
    unread,
    working,
    worth,
)

EXPECTED = {  # of −2.5, −1.5, −1.2, −0.5, 0.5, 1, 1.2, 1.5, 2.5, 2.6
    "half_up": (-3, -2, -1, -1, 1, 1, 1, 2, 3, 3),
    "half_even": (-2, -2, -1, 0, 0, 1, 1, 2, 2, 3),
    "half_down": (-2, -1, -1, 0, 0, 1, 1, 1, 2, 3),
    "down": (-2, -1, -1, 0, 0, 1, 1, 1, 2, 2),
    "up": (-3, -2, -2, -1, 1, 1, 2, 2, 3, 3),
    "floor": (-3, -2, -2, -1, 0, 1, 1, 1, 2, 2),
    "ceiling": (-2, -1, -1, 0, 1, 1, 2, 2, 3, 3),
}
NUMBERS = ("-2.5", "-1.5", "-1.2", "-0.5", "0.5", "1", "1.2", "1.5", "2.5", "2.6")
PYTHONS = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "half_down": ROUND_HALF_DOWN,
    "down": ROUND_DOWN,
    "up": ROUND_UP,
    "floor": ROUND_FLOOR,
    "ceiling": ROUND_CEILING,
}
SAID = {
    "half_up": "x, rounded to a multiple of ₩10, a half away from zero",
    "half_even": "x, rounded to a multiple of ₩10, a half to the even one",
    "half_down": "x, rounded to a multiple of ₩10, a half towards zero",
    "down": "x, rounded towards zero to a multiple of ₩10",
    "up": "x, rounded away from zero to a multiple of ₩10",
    "floor": "x, rounded down to a multiple of ₩10",
    "ceiling": "x, rounded up to a multiple of ₩10",
}


@pytest.mark.parametrize("way", WAYS)
def test_each_way_by_hand(way: str) -> None:
    found = step("round", of="x", unit="1", way=way)
    assert tuple(worth(found, x=f"{one} KRW") for one in NUMBERS) == EXPECTED[way]
    tens = tuple(rounded(Fraction(one) * 10, Fraction(10), way) for one in NUMBERS)
    assert tens == tuple(10 * one for one in EXPECTED[way])


@given(
    value=st.decimals(-99, 99, places=3),
    unit=st.sampled_from(["1", "0.1", "0.01", "10"]),
    way=st.sampled_from(WAYS),
)
def test_each_way_as_decimals_round(value: Decimal, unit: str, way: str) -> None:
    tenths = (value / Decimal(unit)).quantize(Decimal(1), PYTHONS[way]) * Decimal(unit)
    assert rounded(Fraction(value), Fraction(unit), way) == Fraction(tenths)


@pytest.mark.parametrize(
    ("unit", "x", "comes_to"),
    [("0.01", "1.005", "1.01"), ("1000", "1499.999999", "1000"), ("1000", "1500", "2000"),
     ("0.25", "0.6", "0.5"), ("7", "11", "14")],
)  # fmt: skip
def test_to_multiples_of_a_unit(unit: str, x: str, comes_to: str) -> None:
    assert worth(step("round", of="x", unit=unit, way="half_up"), x=x) == Fraction(comes_to)


def test_what_is_missing_is_named() -> None:
    assert worth(step("round", of="x", unit="1", way="down"), x="? KRW") == ["x is missing."]


def test_its_unit_and_its_grid() -> None:
    ratio = step("ratio", "r", of="x", to="y")
    found = step("round", of="r", unit="0.01", way="down")
    assert unit_and_grid(ratio, found, x="0..9 KRW", y="1..9 day") == ("KRW/day", "1/100")
    assert unit_and_grid({**found, "of": "x", "unit": "5"}, x="0..9 day") == ("day", "5")


@pytest.mark.parametrize(
    ("way", "reach"),
    [("half_up", ("-30", "30")), ("half_even", ("-20", "20")), ("half_down", ("-20", "20")),
     ("down", ("-20", "20")), ("up", ("-30", "30")), ("floor", ("-30", "20")),
     ("ceiling", ("-20", "30"))],
)  # fmt: skip
def test_how_far_it_goes(way: str, reach: tuple[str, str]) -> None:
    assert span(step("round", of="x", unit="10", way=way), x="-25..25") == reach


@pytest.mark.parametrize("way", WAYS)
def test_in_words(way: str) -> None:
    found = step("round", of="x", unit="10", way=way)
    assert said(found, x="0..9 KRW") == SAID[way]
    days = SAID[way].replace("₩10", "10 days").replace("x,", "x (7 days),")
    assert working(found, x="7 day") == days


@pytest.mark.parametrize("unit", ["0", "-1", "0.0000000000001", "1000000000000.1", 1])
def test_units_that_nobody_rounds_to(unit: object) -> None:
    assert unread(step("round", of="x", unit=unit, way="down")) == (
        "steps[0].unit must be a number in quotation marks from 0.000000000001 to 1000000000000, "
        'such as "0.8".'
    )


def test_the_smallest_and_the_largest_unit() -> None:
    assert worth(step("round", of="x", unit="1000000000000", way="up"), x="1") == 10**12
    assert worth(step("round", of="x", unit="0.000000000001", way="up"), x="1") == 1


def test_what_does_not_fit_together() -> None:
    assert refused(step("round", of="x", unit="1", way="down"), x="yes_no") == (
        "steps[0].of is a yes or no; it has to be a number."
    )
    assert unread(step("round", of="x", unit="1", way="nearest")) == (
        "steps[0].way must be one of: half_up, half_even, half_down, down, up, floor, ceiling."
    )
