"""A name, or a number or a date in quotation marks."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.documents import Part
from core.domain.errors import RuleBroken
from programs.domain.terms.operands import (
    Operand,
    date_from,
    exact_text,
    literal,
    number_from,
    operand_from,
    read_operand,
)

WHY = (
    "here must be the name of an input or a step, or a number or a date in quotation marks, such "
    'as "hazards_removed", "0.8" or "2026-04-01".'
)


@pytest.mark.parametrize(
    "name", ["a", "hazards_removed", "split.city", "a-1", "a" * 50, "a" * 50 + "." + "b" * 50]
)
def test_names(name: str) -> None:
    found = operand_from(name, "here")
    assert found == Operand(name)
    assert found.is_name
    assert not found.is_date


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", 0), ("-0", 0), ("12", 12), ("-3.50", Fraction("-3.5")), ("0.000000000001", Fraction(1, 10**12)),
     ("999999999999999999", 10**18 - 1)],
)  # fmt: skip
def test_numbers(text: str, value: Fraction) -> None:
    found = operand_from(text, "here")
    assert (found.value, found.is_date, found.is_name) == (value, False, False)
    assert found.text == exact_text(Fraction(value))
    assert number_from(text) == value


def test_a_bound_is_a_number() -> None:
    assert operand_from("7.5", "here").number == Fraction("7.5")
    with pytest.raises(AssertionError):
        assert operand_from("x", "here").number


def test_dates() -> None:
    day = Fraction(date(2026, 4, 1).toordinal())
    assert operand_from("2026-04-01", "here") == Operand("2026-04-01", day, is_date=True)
    assert date_from("2026-04-01") == day
    assert not operand_from("2026-04-01", "here").is_name


@pytest.mark.parametrize(
    "wrong",
    ["", "A", "1a", "_a", "a.", ".a", "a.b.c", "a b", "a" * 51, "a." + "b" * 51, "+1", "01", "1.", ".5",
     "1e3", "1,000", "0.0000000000001", "1000000000000000000", "--1", "2026-02-30", "2026-4-1", 5, 0.5,
     True, None, ["a"], {"a": 1}, "1\n", "a\n", "٣", "NaN", "2026-04-01T00:00"],
)  # fmt: skip
def test_what_is_neither(wrong: object) -> None:
    with pytest.raises(RuleBroken) as broken:
        operand_from(wrong, "here")
    assert str(broken.value) == WHY


def test_numbers_and_dates_that_are_none() -> None:
    assert number_from("x") is None
    assert number_from(1) is None
    assert number_from("1" * 41) is None
    assert date_from("2026-13-01") is None
    assert date_from(20260401) is None
    assert date_from("x") is None


def test_from_a_member() -> None:
    assert read_operand(Part("steps[0]", {"of": "x"}), "of") == Operand("x")
    with pytest.raises(RuleBroken, match=r"^steps\[0\]\.of is missing\. Add it\.$"):
        read_operand(Part("steps[0]", {}), "of")
    with pytest.raises(RuleBroken, match=r"^steps\[0\]\.of must be the name"):
        read_operand(Part("steps[0]", {"of": 1}), "of")


def test_a_number_as_if_it_were_written() -> None:
    assert literal(5) == Operand("5", Fraction(5))
    assert literal(Fraction(-1, 4)) == Operand("-0.25", Fraction(-1, 4))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("0", "0"),
        ("-7", "-7"),
        ("100", "100"),
        ("1/2", "0.5"),
        ("1/4", "0.25"),
        ("1/5", "0.2"),
        ("1/8", "0.125"),
        ("3/1000", "0.003"),
        ("-3/1000", "-0.003"),
        ("123456/100", "1234.56"),
        ("1/3", "1/3"),
        ("-22/7", "-22/7"),
        ("1/30", "1/30"),
        ("1001/10", "100.1"),
    ],
)
def test_exact_text(number: str, text: str) -> None:
    assert exact_text(Fraction(number)) == text


def test_very_fine_numbers_stay_fractions() -> None:
    assert exact_text(Fraction(1, 2**60)).startswith("0.000000000000000000867")
    assert len(exact_text(Fraction(1, 2**60))) == 62
    assert exact_text(Fraction(1, 2**61)) == f"1/{2**61}"
    assert exact_text(Fraction(1, 10**60)) == "0." + "0" * 59 + "1"
    assert exact_text(Fraction(1, 10**61)) == f"1/{10**61}"


@given(st.fractions(-(10**9), 10**9, max_denominator=10**6))
def test_exact_text_reads_back_to_itself(number: Fraction) -> None:
    assert Fraction(exact_text(number)) == number


@given(st.decimals(-(10**9), 10**9, places=6).map(Fraction))
def test_a_decimal_is_written_as_one(number: Fraction) -> None:
    text = exact_text(number)
    assert "/" not in text
    assert number_from(text) == number


def test_a_number_is_written_in_one_way() -> None:
    assert operand_from("5.0", "x") == operand_from("5", "x") == Operand("5", Fraction(5))
    assert operand_from("-0", "x") == operand_from("0", "x")
