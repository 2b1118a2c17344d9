"""Never more than, never less than."""

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

CAP = step("at_most", of="x", limit="100")
FLOOR = step("at_least", of="x", limit="100")
WHEN = {**FLOOR, "when": "p"}
MIX = step("mix_cap", of="x", others=["y", "z"], share="0.2")


@pytest.mark.parametrize(
    ("found", "values", "comes_to"),
    [
        (CAP, {"x": "99.5 KRW"}, "99.5"),
        (CAP, {"x": "100 KRW"}, "100"),
        (CAP, {"x": "101 KRW"}, "100"),
        (FLOOR, {"x": "99.5 KRW"}, "100"),
        (FLOOR, {"x": "101 KRW"}, "101"),
        (WHEN, {"x": "-5 KRW", "p": True}, "100"),
        (WHEN, {"x": "-5 KRW", "p": False}, "-5"),
        (MIX, {"x": "30 KRW", "y": "60 KRW", "z": "40 KRW"}, "25"),  # 25 of 125 is a fifth
        (MIX, {"x": "25 KRW", "y": "60 KRW", "z": "40 KRW"}, "25"),
        (MIX, {"x": "24 KRW", "y": "60 KRW", "z": "40 KRW"}, "24"),
        ({**MIX, "share": "0"}, {"x": "24 KRW", "y": "60 KRW", "z": "40 KRW"}, "0"),
    ],
)
def test_what_it_comes_to(found: Any, values: dict[str, Any], comes_to: str) -> None:
    assert worth(found, **values) == Fraction(comes_to)


def test_what_is_missing_is_named() -> None:
    assert worth({**CAP, "limit": "m"}, x="? KRW", m="? KRW") == ["x is missing.", "m is missing."]
    assert worth(WHEN, x="500 KRW", p="? yes_no") == ["p is missing."]
    assert worth(MIX, x="0 KRW", y="1 KRW", z="? KRW") == ["z is missing."]


@pytest.mark.parametrize(
    ("found", "ranges", "unit", "grid"),
    [
        (CAP, {"x": "0..999 KRW"}, "KRW", "1"),
        ({**CAP, "limit": "0.5"}, {"x": "0..999 KRW"}, "KRW", "1/2"),
        (FLOOR, {"x": "0..999 day /1"}, "day", "1/10"),
        (WHEN, {"x": "0..999 KRW", "p": "yes_no"}, "KRW", "1"),
        (MIX, {"x": "0..9 KRW", "y": "0..9 KRW", "z": "0..9 KRW"}, "KRW", "any"),
    ],
)
def test_its_unit_and_its_grid(found: Any, ranges: dict[str, str], unit: str, grid: str) -> None:
    assert unit_and_grid(found, **ranges) == (unit, grid)


@pytest.mark.parametrize(
    ("found", "ranges", "reach"),
    [
        (CAP, {"x": "-5..500 KRW"}, ("-5", "100")),
        (CAP, {"x": "-5..50 KRW"}, ("-5", "50")),
        (CAP, {"x": "200..500 KRW"}, ("100", "100")),
        ({**CAP, "limit": "m"}, {"x": "10..500 KRW", "m": "5..300 KRW"}, ("5", "300")),
        (FLOOR, {"x": "-5..500 KRW"}, ("100", "500")),
        (FLOOR, {"x": "-5..50 KRW"}, ("100", "100")),
        (WHEN, {"x": "-5..50 KRW", "p": "yes_no"}, ("-5", "100")),
        (WHEN, {"x": "200..500 KRW", "p": "yes_no"}, ("200", "500")),
        (MIX, {"x": "10..50 KRW", "y": "20..60 KRW", "z": "4..40 KRW"}, ("6", "25")),
        (MIX, {"x": "1..2 KRW", "y": "20..60 KRW", "z": "4..40 KRW"}, ("1", "2")),
    ],
)
def test_how_far_it_goes(found: Any, ranges: dict[str, str], reach: tuple[str, str]) -> None:
    assert span(found, **ranges) == reach


@pytest.mark.parametrize(
    ("than", "reach"), [("0", ("100", "100")), ("9", ("-5", "50")), ("3", ("-5", "100"))]
)
def test_a_floor_that_always_or_never_holds(than: str, reach: tuple[str, str]) -> None:
    test = step("compare", "p", of="y", is_="more_than", than=than)
    assert span(test, WHEN, x="-5..50 KRW", y="1..5") == reach


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (CAP, "x, but at most ₩100"),
        ({**CAP, "limit": "y"}, "x, but at most y"),
        (FLOOR, "x, but at least ₩100"),
        (WHEN, "x, but at least ₩100 if “p” holds"),
        (MIX, "x, but at most a share of 0.2 of it and y; z together"),
    ],
)
def test_in_words(found: Any, words: str) -> None:
    ranges = {"x": "0..9 KRW", "y": "0..9 KRW", "z": "0..9 KRW", "p": "yes_no"}
    assert said(found, **ranges) == words


def test_the_working_has_the_values_beside_the_names() -> None:
    assert working(WHEN, x="7 KRW", p=True) == "x (₩7), but at least ₩100 if “p (yes)” holds"


def test_what_does_not_fit_together() -> None:
    assert refused({**CAP, "limit": "m"}, x="0..9 KRW", m="0..9 day") == (
        "steps[0].limit is counted in day; it has to be in KRW."
    )
    assert refused({**FLOOR, "limit": "m"}, x="0..9 KRW", m="0..9 day") == (
        "steps[0].limit is counted in day; it has to be in KRW."
    )
    assert refused(WHEN, x="0..9 KRW", p="0..9") == (
        "steps[0].when is a number; it has to be a yes or no."
    )
    assert refused(MIX, x="0..9 KRW", y="0..9 KRW", z="0..9 day") == (
        "steps[0].others[1] is counted in day; it has to be in KRW."
    )


@pytest.mark.parametrize("share", ["1", "-0.1", 0, "half"])
def test_a_share_of_all_would_divide_by_zero(share: Any) -> None:
    assert unread({**MIX, "share": share}) == (
        'steps[0].share must be a number in quotation marks from 0 to 0.999999, such as "0.8".'
    )


def test_the_largest_share() -> None:
    found = {**MIX, "share": "0.999999"}
    assert worth(found, x="5000000 KRW", y="1 KRW", z="1 KRW") == 1_999_998
