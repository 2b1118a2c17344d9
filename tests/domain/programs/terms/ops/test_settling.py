"""What is owed now, what comes back, and what is known so far."""

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
    working,
    worth,
)

OWED = step("owed", of="x", paid="y")
BACK = step("clawback", of="x", reversed_="p")
SO_FAR = step("so_far", of="x")


@pytest.mark.parametrize(
    ("found", "values", "comes_to"),
    [
        (OWED, {"x": "900 KRW", "y": "400 KRW"}, "500"),
        (OWED, {"x": "400 KRW", "y": "900 KRW"}, "-500"),
        (OWED, {"x": "400 KRW", "y": "0 KRW"}, "400"),
        (BACK, {"x": "400 KRW", "p": True}, "-400"),
        (BACK, {"x": "400 KRW", "p": False}, "0"),
        (BACK, {"x": "-400 KRW", "p": True}, "400"),
        (SO_FAR, {"x": "400 KRW"}, "400"),
        (SO_FAR, {"x": "? KRW"}, "0"),
    ],
)
def test_what_it_comes_to(found: Any, values: dict[str, Any], comes_to: str) -> None:
    assert worth(found, **values) == Fraction(comes_to)


def test_what_is_missing_is_named() -> None:
    assert worth(OWED, x="? KRW", y="? KRW") == ["x is missing.", "y is missing."]
    assert worth(BACK, x="? KRW", p=False) == ["x is missing."]
    assert worth(BACK, x="1 KRW", p="? yes_no") == ["p is missing."]


def test_what_cannot_be_worked_out_is_not_known_so_far() -> None:
    ratio = step("ratio", "r", of="x", to="y")
    assert worth(ratio, {**SO_FAR, "of": "r"}, x="1", y="0") == 0


@pytest.mark.parametrize(
    ("found", "ranges", "unit", "grid"),
    [
        (OWED, {"x": "0..9 KRW", "y": "0..9 KRW /1"}, "KRW", "1/10"),
        (BACK, {"x": "0..9 USD /2", "p": "yes_no"}, "USD", "1/100"),
        (SO_FAR, {"x": "0..9 day /1"}, "day", "1/10"),
    ],
)
def test_its_unit_and_its_grid(found: Any, ranges: dict[str, str], unit: str, grid: str) -> None:
    assert unit_and_grid(found, **ranges) == (unit, grid)


@pytest.mark.parametrize(
    ("found", "ranges", "reach"),
    [
        (OWED, {"x": "10..900", "y": "1..400"}, ("-390", "899")),
        (BACK, {"x": "10..900", "p": "yes_no"}, ("-900", "0")),
        (BACK, {"x": "-900..-10", "p": "yes_no"}, ("0", "900")),
        (SO_FAR, {"x": "10..900"}, ("0", "900")),
        (SO_FAR, {"x": "0..900"}, ("0", "900")),
    ],
)
def test_how_far_it_goes(found: Any, ranges: dict[str, str], reach: tuple[str, str]) -> None:
    assert span(found, **ranges) == reach


@pytest.mark.parametrize(
    ("than", "reach"), [("0", ("-50", "-5")), ("9", ("0", "0")), ("3", ("-50", "0"))]
)
def test_what_always_or_never_comes_back(than: str, reach: tuple[str, str]) -> None:
    test = step("compare", "p", of="y", is_="more_than", than=than)
    assert span(test, BACK, x="5..50", y="1..5") == reach


def test_a_deduction_cannot_wait() -> None:
    assert (
        "“x” can be below zero, so it cannot count as 0 while it is unknown: too much would be "
        "paid before a deduction is known. Take it as it is."
    ) in refused(SO_FAR, x="-1..9")


def test_in_words() -> None:
    ranges = {"x": "0..9 KRW", "y": "0..9 KRW", "p": "yes_no"}
    assert said(OWED, **ranges) == "x earned so far, less y paid before"
    assert said({**OWED, "paid": "70"}, **ranges) == "x earned so far, less ₩70 paid before"
    assert said(BACK, **ranges) == "x, to be paid back if “p” holds; otherwise nothing"
    assert said({**BACK, "of": "50"}, **ranges) == (
        "₩50, to be paid back if “p” holds; otherwise nothing"
    )
    assert said(SO_FAR, **ranges) == "x as far as it is known, nothing before"
    assert working(OWED, x="5 KRW", y="9 KRW") == "x (₩5) earned so far, less y (₩9) paid before"
    assert working(SO_FAR, x="? KRW") == "x (not known) as far as it is known, nothing before"


def test_what_does_not_fit_together() -> None:
    assert refused(OWED, x="0..9 KRW", y="0..9 day") == (
        "steps[0].paid is counted in day; it has to be in KRW."
    )
    assert refused(BACK, x="0..9", p="0..9") == (
        "steps[0].reversed is a number; it has to be a yes or no."
    )
    assert refused(BACK, x="yes_no", p="yes_no") == (
        "steps[0].of is a yes or no; it has to be a number."
    )
    assert refused(SO_FAR, x="yes_no") == "steps[0].of is a yes or no; it has to be a number."
