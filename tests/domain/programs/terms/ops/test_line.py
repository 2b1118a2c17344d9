"""Amounts that rise in a line between knots, or point by point."""

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

JUMP = {"at": "20", "before": "0", "gives": "3000"}
KNOTS = [JUMP, {"at": "30", "gives": "5000"}, {"at": "50", "gives": "6000"}]
LINE = step("line", of="x", knots=KNOTS)
TAKEN = step("line", of="x", knots=[{**JUMP, "belongs": "before"}, *KNOTS[1:]])
FALL = step("line", of="x", knots=[
    {"at": "0", "before": "0", "gives": "100", "belongs": "before"}, {"at": "10", "gives": "50"},
])  # fmt: skip
INNER = step("line", of="x", knots=[
    {"at": "0", "gives": "10"}, {"at": "10", "before": "20", "gives": "-5"}, {"at": "20", "gives": "5"},
])  # fmt: skip
POINTS = step("per_point", of="x", above="20", point="2", whole="down", rate="1000")


@pytest.mark.parametrize(
    ("found", "x", "comes_to"),
    [
        (LINE, "-5", "0"),
        (LINE, "19.999999", "0"),
        (LINE, "20", "3000"),
        (TAKEN, "20", "0"),
        (TAKEN, "20.000001", "3000.0002"),
        (LINE, "25", "4000"),
        (LINE, "30", "5000"),
        (LINE, "40", "5500"),
        (LINE, "50", "6000"),
        (LINE, "51", "6000"),
        (INNER, "-1", "10"),
        (INNER, "0", "10"),
        (INNER, "5", "15"),
        (INNER, "10", "-5"),
        (INNER, "15", "0"),
        (INNER, "99", "5"),
        (step("line", of="x", knots=[JUMP]), "19", "0"),
        (step("line", of="x", knots=[JUMP]), "21", "3000"),
    ],
)
def test_how_high_the_line_is(found: Any, x: str, comes_to: str) -> None:
    assert worth(found, x=f"{x} point") == Fraction(comes_to)


@pytest.mark.parametrize(
    ("x", "down", "half_up", "up"),
    [
        ("10", 0, 0, 0),
        ("20", 0, 0, 0),
        ("20.000001", 0, 0, 1),
        ("20.999999", 0, 0, 1),
        ("21", 0, 1, 1),
        ("22", 1, 1, 1),
        ("22.5", 1, 1, 2),
        ("23", 1, 2, 2),
        ("24", 2, 2, 2),
    ],
)
def test_how_parts_of_a_point_count(x: str, down: int, half_up: int, up: int) -> None:
    for whole, points in (("down", down), ("half_up", half_up), ("up", up)):
        assert worth({**POINTS, "whole": whole}, x=f"{x} point") == points * 1000


def test_what_is_missing_is_named() -> None:
    assert worth(LINE, x="? point") == ["x is missing."]
    named = step("per_point", of="x", above="a", point="1", whole="up", rate="r")
    assert worth(named, x="? day", a="? day", r="? KRW") == [
        "x is missing.", "a is missing.", "r is missing.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("knots", "grid"),
    [
        ([{"at": "5", "gives": "-70"}], "70"),
        ([{"at": "5", "before": "6", "gives": "1000"}], "2"),
        ([{"at": "5", "gives": "5"}, {"at": "6", "before": "5", "gives": "7"}], "1"),
        ([{"at": "5", "before": "0", "gives": "6"}, {"at": "6", "before": "6", "gives": "9"}], "3"),
        ([{"at": "5", "before": "0", "gives": "0.25"}], "1/4"),
        ([{"at": "5", "gives": "5"}, {"at": "6", "gives": "7"}], "any"),
        ([{"at": "5", "gives": "5"}, {"at": "6", "gives": "5"}, {"at": "7", "gives": "6"}], "any"),
    ],
)
def test_steps_lie_on_a_grid_and_slopes_do_not(knots: list[dict[str, str]], grid: str) -> None:
    assert unit_and_grid(step("line", of="x", knots=knots), x="0..9") == ("KRW", grid)


def test_units_and_grids() -> None:
    assert unit_and_grid({**LINE, "unit": "percent"}, x="0..9") == ("percent", "any")
    assert unit_and_grid(POINTS, x="0..9") == ("KRW", "1000")
    assert unit_and_grid({**POINTS, "rate": "r"}, x="0..9", r="0..9 KRW /2") == ("KRW", "1/100")


@pytest.mark.parametrize(
    ("found", "x", "reach"),
    [
        (LINE, "0..99", ("0", "6000")),
        (LINE, "0..19", ("0", "0")),
        (LINE, "0..20", ("0", "3000")),
        (TAKEN, "0..20", ("0", "0")),
        (TAKEN, "20..30", ("0", "5000")),
        (LINE, "20..25", ("3000", "4000")),
        (FALL, "0..10", ("0", "100")),
        (FALL, "0..0", ("0", "0")),
        (FALL, "-5..0", ("0", "0")),
        (LINE, "20..20", ("3000", "3000")),
        (LINE, "25..40", ("4000", "5500")),
        (INNER, "0..20", ("-5", "20")),
        (INNER, "5..9", ("15", "19")),
        (INNER, "5..10", ("-5", "20")),
        (INNER, "10..12", ("-5", "-3")),
        (INNER, "-9..-1", ("10", "10")),
        (INNER, "30..40", ("5", "5")),
    ],
)
def test_how_far_the_line_goes(found: Any, x: str, reach: tuple[str, str]) -> None:
    """Up to a jump the line comes as near to both its sides as one likes."""
    assert span(found, x=f"{x} point") == reach


@pytest.mark.parametrize(
    ("found", "ranges", "reach"),
    [
        (POINTS, {"x": "0..24"}, ("0", "2000")),
        (POINTS, {"x": "22..27"}, ("1000", "3000")),
        ({**POINTS, "whole": "half_up"}, {"x": "21..27"}, ("1000", "4000")),
        ({**POINTS, "rate": "r"}, {"x": "0..24", "r": "-5..7 KRW"}, ("-10", "14")),
        ({**POINTS, "above": "a"}, {"x": "10..20", "a": "0..6"}, ("2000", "10000")),
    ],
)
def test_how_far_points_go(found: Any, ranges: dict[str, str], reach: tuple[str, str]) -> None:
    assert span(found, **ranges) == reach


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (LINE, ("the value at x on straight lines between these points, flat outside them: "
               "₩0 below 20 points, ₩3,000 from it on; ₩5,000 at 30 points; ₩6,000 at 50 points")),
        ({**TAKEN, "unit": "1"},
         ("the value at x on straight lines between these points, flat outside them: "
         "0 up to and including 20 points, 3,000 above it; 5,000 at 30 points; 6,000 at 50 points")),
        (POINTS, "₩1,000 for each full 2 points by which x is above 20 points, parts not counted"),
        ({**POINTS, "whole": "half_up"},
         ("₩1,000 for each 2 points by which x is above 20 points, a half or more counted as a "
         "whole")),
        ({**POINTS, "whole": "up", "above": "a", "rate": "r"},
         "r for each 2 points or part of it by which x is above a"),
    ],
)  # fmt: skip
def test_in_words(found: Any, words: str) -> None:
    assert said(found, x="0..9 point", a="0..9 point", r="0..9 KRW") == words


def test_the_working_has_the_values_beside_the_names() -> None:
    assert working({**POINTS, "rate": "r"}, x="24 point", r="5 KRW") == (
        "r (₩5) for each full 2 points by which x (24 points) is above 20 points, parts not counted"
    )


def test_knots_rise() -> None:
    for at in ("20", "19"):
        assert unread(step("line", of="x", knots=[JUMP, {"at": at, "gives": "0"}])) == (
            f"steps[0].knots[1].at is {at}; it has to be more than the knot before it."
        )
    assert unread(step("line", of="x", knots=[])) == (
        "steps[0].knots must be a list with 1 to 200 items."
    )
    assert unread(step("line", of="x", knots=[{**JUMP, "belongs": "both"}])) == (
        "steps[0].knots[0].belongs must be one of: before, gives."
    )


def test_what_does_not_fit_together() -> None:
    assert refused(LINE, x="yes_no") == "steps[0].of is a yes or no; it has to be a number."
    dated = step("line", of="x", knots=[{"at": "2026-01-01", "gives": "0"}])
    assert refused(dated, x="0..9") == "steps[0].knots[0].at is a date; it has to be a number."
    assert refused({**POINTS, "above": "a"}, x="0..9 point", a="0..9 day") == (
        "steps[0].above is counted in day; it has to be in point."
    )
    assert refused({**POINTS, "rate": "r"}, x="0..9 point", r="0..9 KRW/point") == (
        "steps[0].rate is counted in KRW/point; it has to be in KRW."
    )


@pytest.mark.parametrize(("point", "is_read"), [
    ("0", False), ("0.0000009", False), ("0.000001", True), ("1000000000", True),
    ("1000000000.1", False),
])  # fmt: skip
def test_how_large_a_point_is(point: str, *, is_read: bool) -> None:
    found = {**POINTS, "point": point}
    if is_read:
        assert worth(found, x="20") == 0
    else:
        assert unread(found) == (
            "steps[0].point must be a number in quotation marks from 0.000001 to 1000000000, such "
            'as "0.8".'
        )
