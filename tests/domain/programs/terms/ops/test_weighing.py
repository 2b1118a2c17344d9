"""Several measures made into one by weights."""

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

PARTS = [{"of": "x", "weight": "0.8"}, {"of": "y", "weight": "0.2"}]
SUM = step("weighted", parts=PARTS)
BLEND = step("blend", when="p", parts=PARTS, otherwise="z")


@pytest.mark.parametrize(
    ("found", "values", "comes_to"),
    [
        (SUM, {"x": "10", "y": "-5"}, "7"),
        (step("weighted", parts=[{"of": "x", "weight": "1"}]), {"x": "10"}, "10"),
        (step("weighted", parts=[{"of": "x", "weight": "0"}, *PARTS]), {"x": "10", "y": "0"}, "8"),
        (BLEND, {"p": True, "x": "10", "y": "5", "z": "?"}, "9"),
        (BLEND, {"p": False, "x": "?", "y": "?", "z": "3"}, "3"),
    ],
)
def test_what_it_comes_to(found: Any, values: dict[str, Any], comes_to: str) -> None:
    assert worth(found, **values) == Fraction(comes_to)


def test_what_is_missing_is_named() -> None:
    assert worth(SUM, x="?", y="?") == ["x is missing.", "y is missing."]
    assert worth(BLEND, p="? yes_no", x="1", y="1", z="1") == ["p is missing."]
    assert worth(BLEND, p=True, x="1", y="?", z="1") == ["y is missing."]
    assert worth(BLEND, p=False, x="1", y="1", z="?") == ["z is missing."]


@pytest.mark.parametrize(
    ("found", "ranges", "unit", "grid"),
    [
        (SUM, {"x": "0..9 point", "y": "0..9 point"}, "point", "1/5"),
        (SUM, {"x": "0..9 point", "y": "0..9 point /1"}, "point", "1/50"),
        (step("weighted", parts=[{"of": "x", "weight": "0"}]), {"x": "0..9"}, "1", "0"),
        (BLEND, {"x": "0..9 day", "y": "0..9 day", "z": "0..9 day /2", "p": "yes_no"},
         "day", "1/100"),
        (BLEND, {"x": "0..9 day", "y": "0..9 day", "z": "0..9 day", "p": "yes_no"}, "day", "1/5"),
    ],
)  # fmt: skip
def test_its_unit_and_its_grid(found: Any, ranges: dict[str, str], unit: str, grid: str) -> None:
    assert unit_and_grid(found, **ranges) == (unit, grid)


def test_a_quotient_makes_it_lie_on_no_grid() -> None:
    ratio = step("ratio", "x", of="a", to="b")
    ranges = {"a": "0..9", "b": "1..9", "y": "0..9", "z": "0..9"}
    assert unit_and_grid(ratio, SUM, **ranges) == ("1", "any")
    assert unit_and_grid(ratio, BLEND, **ranges, p="yes_no") == ("1", "any")
    assert unit_and_grid(ratio, {**BLEND, "parts": PARTS[1:], "otherwise": "x"}, **ranges,
                         p="yes_no") == ("1", "any")  # fmt: skip


def test_how_far_it_goes() -> None:
    assert span(SUM, x="-10..20", y="5..15") == ("-7", "19")


@pytest.mark.parametrize(
    ("than", "reach"), [("0", ("8", "20")), ("9", ("30", "40")), ("3", ("8", "40"))]
)
def test_either_where_it_can_go_both_ways(than: str, reach: tuple[str, str]) -> None:
    test = step("compare", "p", of="n", is_="more_than", than=than)
    assert span(test, BLEND, n="1..5", x="10..20", y="0..20", z="30..40") == reach


def test_in_words() -> None:
    ranges = {"x": "0..9 day", "y": "0..9 day", "z": "0..9 day", "p": "yes_no"}
    assert said(SUM, **ranges) == "the weighted sum of: 0.8 × x; 0.2 × y"
    assert said(BLEND, **ranges) == (
        "the weighted sum of: 0.8 × x; 0.2 × y, if “p” holds; otherwise z"
    )
    assert working(BLEND, x="1 day", y="2 day", z="3 day", p=True) == (
        "the weighted sum of: 0.8 × x (1 day); 0.2 × y (2 days), if “p (yes)” holds; otherwise z "
        "(3 days)"
    )


def test_what_does_not_fit_together() -> None:
    assert refused(SUM, x="0..9 KRW", y="0..9 day") == (
        "steps[0].parts[1].of is counted in day; it has to be in KRW."
    )
    ranges = {"x": "0..9 KRW", "y": "0..9 KRW", "z": "0..9 KRW", "p": "yes_no"}
    assert refused(BLEND, **{**ranges, "p": "0..9"}) == (
        "steps[0].when is a number; it has to be a yes or no."
    )
    assert refused(BLEND, **{**ranges, "z": "0..9 day"}) == (
        "steps[0].otherwise is counted in day; it has to be in KRW."
    )
    assert refused(BLEND, **{**ranges, "y": "0..9 day"}) == (
        "steps[0].parts[1].of is counted in day; it has to be in KRW."
    )


@pytest.mark.parametrize("weight", ["-0.1", "1.1", "x", 1])
def test_weights_lie_between_nothing_and_all(weight: object) -> None:
    assert unread(step("weighted", parts=[{"of": "x", "weight": weight}])) == (
        'steps[0].parts[0].weight must be a number in quotation marks from 0 to 1, such as "0.8".'
    )
    assert (
        unread(step("weighted", parts=[])) == "steps[0].parts must be a list with 1 to 200 items."
    )
