"""Each unit at the rate of its bracket."""

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

ROWS = [{"to": "10", "rate": "100"}, {"to": "20", "rate": "250"}, {"rate": "40"}]
OPEN = step("brackets", of="x", brackets=ROWS)
SHUT = step("brackets", of="x", brackets=ROWS[:2])
LATE = step("brackets", of="x", brackets=ROWS, start="5")
EARLY = step("brackets", of="x", brackets=[{"to": "0", "rate": "-30"}, {"rate": "10"}], start="-2")
BOWL = step("brackets", of="x", brackets=[{"to": "10", "rate": "-5"}, {"rate": "3"}])
BELL = step("brackets", of="x", brackets=[{"to": "10", "rate": "5"}, {"rate": "-3"}])


@pytest.mark.parametrize(
    ("found", "units", "comes_to"),
    [
        (OPEN, "-3", "0"),
        (OPEN, "0", "0"),
        (OPEN, "4", "400"),
        (OPEN, "10", "1000"),
        (OPEN, "11", "1250"),
        (OPEN, "20", "3500"),
        (OPEN, "22.5", "3600"),
        (SHUT, "22.5", "3500"),
        (LATE, "5", "0"),
        (LATE, "4", "0"),
        (LATE, "6", "100"),
        (LATE, "12", "1000"),
        (EARLY, "-3", "0"),
        (EARLY, "-1", "-30"),
        (EARLY, "0", "-60"),
        (EARLY, "3", "-30"),
    ],
)
def test_what_it_comes_to(found: Any, units: str, comes_to: str) -> None:
    assert worth(found, x=f"{units} day") == Fraction(comes_to)


def test_a_rate_may_be_known_only_later() -> None:
    found = step("brackets", of="x", brackets=[{"to": "10", "rate": "r"}, {"rate": "1"}])
    assert worth(found, x="12 day", r="5 KRW/day") == 52
    assert worth(found, x="? day", r="? KRW/day") == ["x is missing.", "r is missing."]


@pytest.mark.parametrize(
    ("found", "ranges", "unit", "grid"),
    [
        (OPEN, {"x": "0..99 day"}, "KRW", "10"),
        (OPEN, {"x": "0..99 day /1"}, "KRW", "1"),
        (step("brackets", of="x", brackets=[{"to": "0.25", "rate": "8"}]), {"x": "0..9 day"},
         "KRW", "2"),
        (step("brackets", of="x", start="0.5", brackets=[{"rate": "8"}]), {"x": "0..9 day"},
         "KRW", "4"),
        (step("brackets", of="x", brackets=[{"rate": "r"}]),
         {"x": "0..9 day", "r": "0..1 KRW/day /3"}, "KRW", "1/1000"),
    ],
)  # fmt: skip
def test_its_unit_and_its_grid(found: Any, ranges: dict[str, str], unit: str, grid: str) -> None:
    assert unit_and_grid(found, **ranges) == (unit, grid)


@pytest.mark.parametrize(
    ("found", "units", "reach"),
    [
        (OPEN, "0..99", ("0", "6660")),
        (OPEN, "-5..5", ("0", "500")),
        (OPEN, "12..15", ("1500", "2250")),
        (LATE, "0..12", ("0", "1000")),
        (BOWL, "0..12", ("-50", "0")),
        (BOWL, "0..10", ("-50", "0")),
        (BOWL, "11..40", ("-47", "40")),
        (BOWL, "10..12", ("-50", "-44")),
        (BELL, "0..12", ("0", "50")),
        (BELL, "0..40", ("-40", "50")),
        (EARLY, "-5..3", ("-60", "0")),
        (EARLY, "-5..99", ("-60", "930")),
    ],
)
def test_how_far_it_goes(found: Any, units: str, reach: tuple[str, str]) -> None:
    assert span(found, x=f"{units} day") == reach


def test_how_far_it_goes_where_a_rate_is_not_known() -> None:
    found = step("brackets", of="x", brackets=[{"to": "10", "rate": "r"}, {"rate": "-1"}])
    assert span(found, x="0..12 day", r="-2..5 KRW/day") == ("-22", "50")
    assert span(found, x="3..9 day", r="2..5 KRW/day") == ("6", "45")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (OPEN, ("the sum over these brackets of x: ₩100 for each day up to 10 days; "
               "₩250 for each day up to 20 days; ₩40 for each day beyond")),
        (EARLY, ("the sum over these brackets of x, counted from −2 days: "
                "−₩30 for each day up to 0 days; ₩10 for each day beyond")),
    ],
)  # fmt: skip
def test_in_words(found: Any, words: str) -> None:
    assert said(found, x="0..9 day") == words


def test_the_working_has_the_values_beside_the_names() -> None:
    found = step("brackets", of="x", brackets=[{"to": "10", "rate": "r"}, {"rate": "1"}])
    assert working(found, x="1 day", r="5 KRW/day") == (
        "the sum over these brackets of x (1 day): r (₩5 per day) for each day up to 10 days; "
        "₩1 for each day beyond"
    )


@pytest.mark.parametrize(
    ("rows", "start", "i"),
    [
        ([{"to": "0", "rate": "1"}], None, 0),
        ([{"to": "5", "rate": "1"}, {"to": "5", "rate": "1"}], None, 1),
        ([{"to": "5", "rate": "1"}, {"to": "4", "rate": "1"}], None, 1),
        ([{"rate": "1"}, {"to": "5", "rate": "1"}], None, 1),
        ([{"rate": "1"}, {"rate": "1"}], None, 1),
        ([{"to": "5", "rate": "1"}], "5", 0),
        ([{"to": "-3", "rate": "1"}], "-2", 0),
    ],
)
def test_edges_rise(rows: list[dict[str, str]], start: str | None, i: int) -> None:
    assert unread(step("brackets", of="x", brackets=rows, start=start)) == (
        f"steps[0].brackets[{i}] ends before it begins. Edges have to rise; only the last bracket "
        "may have none."
    )


def test_what_does_not_fit_together() -> None:
    found = step("brackets", of="x", brackets=[{"to": "10", "rate": "r"}])
    assert refused(found, x="0..9 day", r="0..9 KRW") == (
        "steps[0].brackets[0].rate is counted in KRW; it has to be in KRW/day."
    )
    assert refused(OPEN, x="yes_no") == "steps[0].of is a yes or no; it has to be a number."
    dated = step("brackets", of="x", brackets=[{"to": "2026-01-01", "rate": "1"}])
    assert refused(dated, x="0..9") == ("steps[0].brackets[0].to is a date; it has to be a number.")
    late = step("brackets", of="x", start="2020-01-01", brackets=[{"rate": "1"}])
    assert refused(late, x="0..9") == "steps[0].start is a date; it has to be a number."
