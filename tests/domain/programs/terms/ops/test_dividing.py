"""One number over another; over zero there is no result."""

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

RATIO = step("ratio", of="x", to="y")
SHARE = step("share", of="x", rest="y")
LOWER = step("relative_reduction", of="x", from_="y", baseline="rct")
REACHED = step("attainment", of="x", target="t")
HELD = step("attainment", of="x", target="t", least="0", most="1.2")
WAY = step("attainment", of="x", target="t", from_="f")


@pytest.mark.parametrize(
    ("found", "values", "comes_to"),
    [
        (RATIO, {"x": "1 KRW", "y": "3 day"}, "1/3"),
        (RATIO, {"x": "-6 KRW", "y": "4 day"}, "-3/2"),
        (SHARE, {"x": "3 child", "y": "1 child"}, "3/4"),
        (SHARE, {"x": "0 child", "y": "1 child"}, "0"),
        (SHARE, {"x": "2 child", "y": "0 child"}, "1"),
        (LOWER, {"x": "60 day", "y": "80 day"}, "1/4"),
        (LOWER, {"x": "90 day", "y": "80 day"}, "-1/8"),
        (REACHED, {"x": "45", "t": "60"}, "3/4"),
        (REACHED, {"x": "90", "t": "60"}, "3/2"),
        (HELD, {"x": "-5", "t": "60"}, "0"),
        (HELD, {"x": "71", "t": "60"}, "71/60"),
        (HELD, {"x": "72", "t": "60"}, "6/5"),
        (HELD, {"x": "73", "t": "60"}, "6/5"),
        (WAY, {"x": "8", "f": "10", "t": "5"}, "2/5"),  # less is better
        (WAY, {"x": "11", "f": "10", "t": "5"}, "-1/5"),
        (WAY, {"x": "7", "f": "5", "t": "10"}, "2/5"),
        (step("attainment", of="x", target="t", least="0.5"), {"x": "1", "t": "4"}, "1/2"),
        (step("attainment", of="x", target="t", most="0.5"), {"x": "3", "t": "4"}, "1/2"),
    ],
)
def test_what_it_comes_to(found: Any, values: dict[str, str], comes_to: str) -> None:
    assert worth(found, **values) == Fraction(comes_to)


def test_over_zero_there_is_no_result() -> None:
    why = ["“y” is 0, and nothing can be divided by it."]
    assert worth(RATIO, x="1 KRW", y="0 day") == why
    assert worth(LOWER, x="1 KRW", y="0 KRW") == why
    assert worth(SHARE, x="0", y="0") == ["“x + y” is 0, and nothing can be divided by it."]
    assert worth(REACHED, x="1", t="0") == ["“t” is 0, and nothing can be divided by it."]
    same = "“f” and “t” are the same, so there is no way to go."
    assert worth(WAY, x="1", t="5", f="5") == [same]


def test_what_is_missing_is_named() -> None:
    assert worth(RATIO, x="? KRW", y="? KRW") == ["x is missing.", "y is missing."]
    assert worth(SHARE, x="?", y="1") == ["x is missing."]
    assert worth(LOWER, x="1", y="?") == ["y is missing."]
    assert worth(WAY, x="?", t="?", f="?") == ["x is missing.", "t is missing.", "f is missing."]


@pytest.mark.parametrize(
    ("found", "ranges", "unit", "grid"),
    [
        (RATIO, {"x": "0..9 KRW", "y": "1..9 day"}, "KRW/day", "any"),
        (step("ratio", of="x", to="4"), {"x": "0..9 KRW"}, "KRW", "1/4"),
        (step("ratio", of="x", to="-0.5"), {"x": "0..9 KRW"}, "KRW", "2"),
        (SHARE, {"x": "0..9", "y": "0..9"}, "1", "any"),
        (LOWER, {"x": "0..9 day", "y": "1..9 day"}, "1", "any"),
        (REACHED, {"x": "0..9 day", "t": "1..9 day"}, "1", "any"),
        (step("attainment", of="x", target="8"), {"x": "0..9 day"}, "1", "1/8"),
        (step("attainment", of="x", target="8", least="0"), {"x": "0..9 day"}, "1", "any"),
        (step("attainment", of="x", target="8", most="1"), {"x": "0..9 day"}, "1", "any"),
        (step("attainment", of="x", target="8", from_="1"), {"x": "0..9 day"}, "1", "any"),
    ],
)
def test_its_unit_and_its_grid(found: Any, ranges: dict[str, str], unit: str, grid: str) -> None:
    assert unit_and_grid(found, **ranges) == (unit, grid)


def test_what_was_divided_lies_on_no_grid_when_it_is_divided_again() -> None:
    again = step("ratio", of="r", to="4")
    assert unit_and_grid({**RATIO, "key": "r"}, again, x="0..9", y="1..9") == ("1", "any")


@pytest.mark.parametrize(
    ("found", "ranges", "reach"),
    [
        (RATIO, {"x": "2..10", "y": "4..5"}, ("2/5", "5/2")),
        (RATIO, {"x": "-2..10", "y": "4..5"}, ("-1/2", "5/2")),
        (RATIO, {"x": "2..10", "y": "-5..-4"}, ("-5/2", "-2/5")),
        (RATIO, {"x": "2..10", "y": "0..5"}, ("2/5", "10")),
        (RATIO, {"x": "2..10", "y": "0..5 /1"}, ("2/5", "100")),
        (RATIO, {"x": "2..10", "y": "-5..0"}, ("-10", "-2/5")),
        (RATIO, {"x": "2..10", "y": "-4..5"}, ("-10", "10")),
        (RATIO, {"x": "2..10", "y": "0..0"}, ("0", "0")),
        (step("ratio", of="x", to="-4"), {"x": "2..10"}, ("-5/2", "-1/2")),
        (SHARE, {"x": "0..30", "y": "0..10"}, ("0", "1")),
        (SHARE, {"x": "10..30", "y": "10..20"}, ("1/3", "3/4")),
        (SHARE, {"x": "10..30", "y": "5..10"}, ("1/2", "6/7")),
        (SHARE, {"x": "5..10", "y": "10..20"}, ("1/5", "1/2")),
        (SHARE, {"x": "0..30", "y": "0..0"}, ("0", "1")),
        (SHARE, {"x": "0..0", "y": "0..5"}, ("0", "1")),
        (LOWER, {"x": "60..90", "y": "80..100"}, ("-1/8", "2/5")),
        (LOWER, {"x": "0..90", "y": "0..100"}, ("-89", "1")),
        (REACHED, {"x": "0..90", "t": "60..60"}, ("0", "3/2")),
        (HELD, {"x": "-5..60", "t": "50..100"}, ("0", "6/5")),
        (HELD, {"x": "20..60", "t": "100..200"}, ("1/10", "3/5")),
        (step("attainment", of="x", target="5", from_="10"), {"x": "0..12"}, ("-2/5", "2")),
        (step("attainment", of="x", target="5", from_="10", least="0"), {"x": "0..12"}, ("0", "2")),
        (step("attainment", of="x", target="10", from_="5", most="1"), {"x": "0..12"}, ("-1", "1")),
        ({**HELD, "from": "f"}, {"x": "0..12", "t": "5..9", "f": "1..2"}, ("0", "6/5")),
        ({**HELD, "from": "5"}, {"x": "0..12", "t": "5..5"}, ("0", "6/5")),
        (step("attainment", of="x", target="t", from_="f", least="a", most="b"),
         {"x": "0..9", "t": "0..9", "f": "0..9", "a": "0..5", "b": "2..4"}, ("0", "4")),
        (step("attainment", of="x", target="t", from_="f", least="a", most="b"),
         {"x": "0..9", "t": "0..9", "f": "0..9", "a": "3..5", "b": "2..4"}, ("2", "4")),
    ],
)  # fmt: skip
def test_how_far_it_goes(found: Any, ranges: dict[str, str], reach: tuple[str, str]) -> None:
    assert span(found, **ranges) == reach


def test_what_can_come_as_near_to_zero_as_it_likes_divides_nothing() -> None:
    ratio = step("ratio", "r", of="x", to="y")
    why = (
        "{} divides by {}, which can come as near to zero as you like. "
        "Declare a range without zero, or round it first."
    )
    for last in (step("ratio", of="x", to="r"), step("attainment", of="x", target="r")):
        found = refused(ratio, last, x="0..9", y="1..9")
        assert found == why.format("The step “s”", "r")
    rounded = step("round", "z", of="r", unit="0.01", way="down")
    assert span(ratio, rounded, step("ratio", of="x", to="z"), x="0..9", y="1..9") == ("0", "900")
    assert refused(step("ratio", of="x", to="0"), x="0..9") == why.format("The step “s”", "0")


def test_a_share_has_parts_that_are_never_below_zero() -> None:
    why = (
        "A share needs two parts that are never below zero: x and y. Declare their ranges from 0 "
        "on."
    )
    assert why in refused(SHARE, x="-1..9", y="0..9")
    assert why in refused(SHARE, x="0..9", y="-1..9")


def test_a_way_that_is_measured_itself_has_to_be_held() -> None:
    why = (
        "An attainment whose start or target is measured can be as large as you like. Give it "
        "“least” and “most”."
    )
    for held in ({}, {"least": "0"}, {"most": "1"}):
        assert why in refused({**WAY, **held}, x="0..9", t="0..9", f="0..9")
    assert why in refused({**WAY, "from": "3"}, x="0..9", t="0..9")
    assert why in refused({**WAY, "target": "3"}, x="0..9", f="0..9")
    assert why in refused({**WAY, "target": "3", "from": "3"}, x="0..9")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (RATIO, "x divided by y"),
        (SHARE, "x as a share of x and y together"),
        (LOWER, "the share by which x is lower than y of the randomised control group"),
        ({**LOWER, "baseline": "matched"},
         "the share by which x is lower than y of the matched group"),
        ({**LOWER, "baseline": "historical"},
         "the share by which x is lower than y of the time before"),
        ({**LOWER, "baseline": "difference_in_differences"},
         ("the share by which x is lower than y, which is what the change of the comparison group "
         "leads to expect")),
        ({**LOWER, "baseline": "rolling_year"},
         "the share by which x is lower than y of the twelve months before"),
        (step("attainment", of="x", target="60"), "x as a share of the target, 60 days"),
        ({**REACHED, "least": "0"}, "x as a share of the target, t, but at least 0"),
        ({**REACHED, "most": "1.2"}, "x as a share of the target, t, but at most 1.2"),
        (HELD, "x as a share of the target, t, but at least 0, but at most 1.2"),
        ({**WAY, "from": "10"}, "the share of the way from 10 days to t that x has come"),
    ],
)  # fmt: skip
def test_in_words(found: Any, words: str) -> None:
    assert said(found, x="0..9 day", y="1..9 day", t="1..9 day") == words


def test_the_working_has_the_values_beside_the_names() -> None:
    assert working(HELD, x="3 day", t="4 day") == (
        "x (3 days) as a share of the target, t (4 days), but at least 0, but at most 1.2"
    )


def test_what_does_not_fit_together() -> None:
    krw, day = "0..9 KRW", "0..9 day"
    assert refused(SHARE, x=krw, y=day) == "steps[0].rest is counted in day; it has to be in KRW."
    assert refused(LOWER, x=krw, y=day) == "steps[0].from is counted in day; it has to be in KRW."
    assert refused(REACHED, x=krw, t=day) == (
        "steps[0].target is counted in day; it has to be in KRW."
    )
    assert refused(WAY, x=krw, t=krw, f=day) == (
        "steps[0].from is counted in day; it has to be in KRW."
    )
    assert refused({**REACHED, "least": "f"}, x=krw, t=krw, f=day) == (
        "steps[0].least is counted in day; it has to be in 1."
    )
    assert refused({**REACHED, "most": "f"}, x=krw, t=krw, f=day) == (
        "steps[0].most is counted in day; it has to be in 1."
    )
    assert refused(RATIO, x="yes_no", y=day) == "steps[0].of is a yes or no; it has to be a number."
    assert refused(RATIO, x=day, y="yes_no") == "steps[0].to is a yes or no; it has to be a number."
