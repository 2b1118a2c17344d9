"""A rate for every unit, a card of rates, a lump sum."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

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

RATE = step("unit_rate", of="x", rate="15.12")
CAPPED = {**RATE, "most": "10"}
CARD = step("rate_card", items=[
    {"of": "x", "rate": "100", "most": "2"}, {"of": "y", "rate": "r"}, {"of": "x", "rate": "-1"},
])  # fmt: skip
LUMP = step("lump", amount="3000", when="p")


@pytest.mark.parametrize(
    ("found", "values", "comes_to"),
    [
        (RATE, {"x": "299928 day"}, "4534911.36"),  # Denver's housing payment
        (RATE, {"x": "-1 day"}, "-15.12"),
        (CAPPED, {"x": "9.5 day"}, "143.64"),
        (CAPPED, {"x": "10 day"}, "151.2"),
        (CAPPED, {"x": "11 day"}, "151.2"),
        ({**RATE, "rate": "r", "most": "y"},
         {"x": "11 day", "r": "2 KRW/day", "y": "3 day"}, "6"),
        (CARD, {"x": "5 day", "y": "3 day", "r": "20 KRW/day"}, "255"),
        (CARD, {"x": "1 day", "y": "0 day", "r": "20 KRW/day"}, "99"),
        (LUMP, {"p": True}, "3000"),
        (LUMP, {"p": False}, "0"),
    ],
)  # fmt: skip
def test_what_it_comes_to(found: Any, values: dict[str, Any], comes_to: str) -> None:
    assert worth(found, **values) == Fraction(comes_to)


def test_what_is_missing_is_named() -> None:
    missing = {"x": "? day", "y": "? day", "r": "? KRW/day"}
    assert worth({**RATE, "rate": "r", "most": "y"}, **missing) == [
        "x is missing.", "r is missing.", "y is missing.",
    ]  # fmt: skip
    assert worth(CARD, **missing) == ["x is missing.", "y is missing.", "r is missing."]
    assert worth({**LUMP, "amount": "a"}, a="? KRW", p=False) == ["a is missing."]


@pytest.mark.parametrize(
    ("found", "ranges", "unit", "grid"),
    [
        (RATE, {"x": "0..9 day"}, "KRW", "378/25"),
        (RATE, {"x": "0..9 day /1"}, "KRW", "189/125"),
        ({**RATE, "rate": "8", "most": "0.25"}, {"x": "0..9 day"}, "KRW", "2"),
        ({**RATE, "rate": "r"}, {"x": "0..9 day", "r": "0..9 KRW/day /2"}, "KRW", "1/100"),
        (CARD, {"x": "0..9 day", "y": "0..9 day", "r": "0..9 KRW/day"}, "KRW", "1"),
        (step("rate_card", items=[{"of": "x", "rate": "6"}, {"of": "x", "rate": "4"}]),
         {"x": "0..9 day"}, "KRW", "2"),
        (LUMP, {"p": "yes_no"}, "KRW", "3000"),
        ({**LUMP, "amount": "a"}, {"p": "yes_no", "a": "0..9 KRW /1"}, "KRW", "1/10"),
    ],
)  # fmt: skip
def test_its_unit_and_its_grid(found: Any, ranges: dict[str, str], unit: str, grid: str) -> None:
    assert unit_and_grid(found, **ranges) == (unit, grid)


@pytest.mark.parametrize(
    ("found", "ranges", "reach"),
    [
        (RATE, {"x": "-10..100 day"}, ("-756/5", "1512")),
        (CAPPED, {"x": "5..100 day"}, ("378/5", "756/5")),
        ({**RATE, "rate": "r"}, {"x": "0..10 day", "r": "-3..2 KRW/day"}, ("-30", "20")),
        ({**RATE, "rate": "2", "most": "y"}, {"x": "0..10 day", "y": "3..7 day"}, ("0", "14")),
        (CARD, {"x": "0..5 day", "y": "1..3 day", "r": "10..20 KRW/day"}, ("5", "260")),
        (LUMP, {"p": "yes_no"}, ("0", "3000")),
        ({**LUMP, "amount": "a"}, {"p": "yes_no", "a": "-9..-3 KRW"}, ("-9", "0")),
    ],
)
def test_how_far_it_goes(found: Any, ranges: dict[str, str], reach: tuple[str, str]) -> None:
    assert span(found, **ranges) == reach


@pytest.mark.parametrize(
    ("than", "reach"), [("0", ("3000", "3000")), ("9", ("0", "0")), ("3", ("0", "3000"))]
)
def test_a_lump_that_is_always_or_never_paid(than: str, reach: tuple[str, str]) -> None:
    test = step("compare", "p", of="x", is_="more_than", than=than)
    assert span(test, LUMP, x="1..5") == reach


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (RATE, "₩15.12 for each day of x"),
        (CAPPED, "₩15.12 for each day of x, for at most 10 days"),
        ({**RATE, "rate": "r", "most": "y"}, "r for each day of x, for at most y"),
        (CARD, ("the sum of: ₩100 for each day of x, for at most 2 days; r for each day of y; "
               "−₩1 for each day of x")),
        (LUMP, "₩3,000 if “p” holds, otherwise nothing"),
        ({**LUMP, "amount": "a"}, "a if “p” holds, otherwise nothing"),
    ],
)  # fmt: skip
def test_in_words(found: Any, words: str) -> None:
    ranges = {"x": "0..9 day", "y": "0..9 day", "r": "0..9 KRW/day", "a": "0..9 KRW", "p": "yes_no"}
    assert said(found, **ranges) == words


def test_the_working_has_the_values_beside_the_names() -> None:
    assert working({**CAPPED, "rate": "r"}, x="1 day", r="1000 KRW/day") == (
        "r (₩1,000 per day) for each day of x (1 day), for at most 10 days"
    )


def test_what_does_not_fit_together() -> None:
    assert refused({**RATE, "rate": "r"}, x="0..9 day", r="0..9 KRW") == (
        "steps[0].rate is counted in KRW; it has to be in KRW/day."
    )
    assert refused({**RATE, "most": "y"}, x="0..9 day", y="0..9 KRW") == (
        "steps[0].most is counted in KRW; it has to be in day."
    )
    assert refused(CARD, x="0..9 day", y="0..9 site", r="0..9 KRW/day") == (
        "steps[0].items[1].rate is counted in KRW/day; it has to be in KRW/site."
    )
    capped = step("rate_card", items=[{"of": "x", "rate": "1", "most": "y"}])
    assert refused(capped, x="0..9 day", y="0..9 site") == (
        "steps[0].items[0].most is counted in site; it has to be in day."
    )
    assert refused(LUMP, p="0..9") == "steps[0].when is a number; it has to be a yes or no."
    assert refused({**LUMP, "amount": "a"}, p="yes_no", a="0..9 day") == (
        "steps[0].amount is counted in day; it has to be in KRW."
    )
    assert unread({**CARD, "items": []}) == "steps[0].items must be a list with 1 to 200 items."
