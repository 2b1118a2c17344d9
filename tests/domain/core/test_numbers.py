"""Exact numbers in and out."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

import pytest

from core.domain.numbers import decimal_from, grouped, percent, plain, rounded


@pytest.mark.parametrize("text", ["0", "12.5", "999999999999.000001"])
def test_plain_text_is_a_number(text: str) -> None:
    assert decimal_from(text) == Decimal(text)


@pytest.mark.parametrize("text", ["", "01", "-1", "1e3", ".5", "1,000", "NaN", "1.1234567", 1, 0.5])
def test_anything_else_is_not(text: object) -> None:
    assert decimal_from(text) is None


def test_numbers_are_written_for_people() -> None:
    assert [plain(Decimal(x)) for x in ("0.80", "100", "1E+3", "2.0")] == [
        "0.8",
        "100",
        "1000",
        "2",
    ]
    assert grouped(Decimal("1250000.50")) == "1,250,000.5"
    assert percent(Decimal("0.805")) == "80.5 %"


@pytest.mark.parametrize(
    ("number", "half_up", "floor", "ceiling"),
    [
        ("2.345", "2.35", "2.34", "2.35"),
        ("2.344", "2.34", "2.34", "2.35"),
        ("2.346", "2.35", "2.34", "2.35"),
        ("-2.345", "-2.35", "-2.35", "-2.34"),
        ("2", "2.00", "2.00", "2.00"),
    ],
)
def test_rounding_is_stated(number: str, half_up: str, floor: str, ceiling: str) -> None:
    exact = Fraction(number)
    assert str(rounded(exact, 2)) == half_up
    assert str(rounded(exact, 2, ROUND_FLOOR)) == floor
    assert str(rounded(exact, 2, ROUND_CEILING)) == ceiling
