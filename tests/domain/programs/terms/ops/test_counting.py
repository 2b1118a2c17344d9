"""What is counted, and what of it counts."""

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

CLAIMS = step("claims", of="x", most="3")
PLAIN = step("duration", of="x")
LESS = step("duration", of="x", less=["a", "b"])
HELD = step("duration", of="x", less=["a"], most="30")
SHORT = step("duration", of="x", most="m")
DEADWEIGHT = step("deadweight", of="x", share="0.35")


@pytest.mark.parametrize(
    ("found", "values", "comes_to"),
    [
        (CLAIMS, {"x": "2 claim"}, "2"),
        (CLAIMS, {"x": "3 claim"}, "3"),
        (CLAIMS, {"x": "4 claim"}, "3"),
        (PLAIN, {"x": "7 day"}, "7"),
        (PLAIN, {"x": "-7 day"}, "0"),
        (LESS, {"x": "10 day", "a": "3 day", "b": "2 day"}, "5"),
        (LESS, {"x": "10 day", "a": "8 day", "b": "2 day"}, "0"),
        (LESS, {"x": "10 day", "a": "9 day", "b": "2 day"}, "0"),
        (HELD, {"x": "40 day", "a": "10 day"}, "30"),
        (HELD, {"x": "41 day", "a": "10 day"}, "30"),
        (HELD, {"x": "39 day", "a": "10 day"}, "29"),
        (SHORT, {"x": "9 day", "m": "-1 day"}, "-1"),
        (DEADWEIGHT, {"x": "200 person"}, "130"),
        (DEADWEIGHT, {"x": "-200 person"}, "-130"),
    ],
)
def test_what_counts(found: Any, values: dict[str, str], comes_to: str) -> None:
    assert worth(found, **values) == Fraction(comes_to)


def test_what_is_missing_is_named() -> None:
    assert worth(CLAIMS, x="? claim") == ["x is missing."]
    assert worth(LESS, x="1 day", a="? day", b="? day") == ["a is missing.", "b is missing."]
    assert worth(SHORT, x="1 day", m="? day") == ["m is missing."]
    shared = step("deadweight", of="x", share="d")
    assert worth(shared, x="? day", d="?") == ["x is missing.", "d is missing."]


@pytest.mark.parametrize(
    ("found", "ranges", "unit", "grid"),
    [
        (CLAIMS, {"x": "0..9 claim"}, "claim", "1"),
        (CLAIMS, {"x": "0..9 claim /1"}, "claim", "1/10"),
        (LESS, {"x": "0..9 day", "a": "0..9 day /1", "b": "0..9 day"}, "day", "1/10"),
        (SHORT, {"x": "0..9 day", "m": "0..9 day /2"}, "day", "1/100"),
        (DEADWEIGHT, {"x": "0..9 person"}, "person", "1/20"),
        (DEADWEIGHT, {"x": "0..9 person /1"}, "person", "1/200"),
        (step("deadweight", of="x", share="2"), {"x": "0..9 person"}, "person", "1"),
    ],
)
def test_its_unit_and_its_grid(found: Any, ranges: dict[str, str], unit: str, grid: str) -> None:
    assert unit_and_grid(found, **ranges) == (unit, grid)


@pytest.mark.parametrize(
    ("found", "ranges", "reach"),
    [
        (CLAIMS, {"x": "0..9 claim"}, ("0", "3")),
        (CLAIMS, {"x": "0..2 claim"}, ("0", "2")),
        (step("claims", of="x", most="m"), {"x": "5..9", "m": "2..7"}, ("2", "7")),
        (PLAIN, {"x": "-5..9 day"}, ("0", "9")),
        (LESS, {"x": "10..20 day", "a": "0..3 day", "b": "1..2 day"}, ("5", "19")),
        (LESS, {"x": "3..20 day", "a": "0..3 day", "b": "1..2 day"}, ("0", "19")),
        (HELD, {"x": "10..50 day", "a": "0..3 day"}, ("7", "30")),
        (HELD, {"x": "10..20 day", "a": "0..3 day"}, ("7", "20")),
        (SHORT, {"x": "10..20 day", "m": "-1..15 day"}, ("-1", "15")),
        (DEADWEIGHT, {"x": "-100..200 person"}, ("-65", "130")),
        (step("deadweight", of="x", share="d"), {"x": "0..100", "d": "0.2..1.5 /1"},
         ("-50", "80")),
    ],
)  # fmt: skip
def test_how_far_it_goes(found: Any, ranges: dict[str, str], reach: tuple[str, str]) -> None:
    assert span(found, **ranges) == reach


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (CLAIMS, "x, of which at most 3 days count"),
        (PLAIN, "x"),
        (step("duration", of="x", less=["a", "b"]), "x less a; b, but not below 0"),
        (HELD, "x less a, but not below 0, but at most 30 days"),
        (step("duration", of="x", most="1"), "x, but at most 1 day"),
        (step("deadweight", of="x", share="d"),
         "x less a share of d that would have happened anyway"),
    ],
)  # fmt: skip
def test_in_words(found: Any, words: str) -> None:
    assert said(found, x="0..9 day", a="0..9 day", b="0..9 day", d="0..1") == words


def test_the_working_has_the_values_beside_the_names() -> None:
    assert working(HELD, x="41 day", a="10 day") == (
        "x (41 days) less a (10 days), but not below 0, but at most 30 days"
    )


def test_what_does_not_fit_together() -> None:
    assert refused(step("claims", of="x", most="m"), x="0..9 day", m="0..9 KRW") == (
        "steps[0].most is counted in KRW; it has to be in day."
    )
    assert refused(LESS, x="0..9 day", a="0..9 day", b="0..9 KRW") == (
        "steps[0].less[1] is counted in KRW; it has to be in day."
    )
    assert refused(SHORT, x="0..9 day", m="0..9 KRW") == (
        "steps[0].most is counted in KRW; it has to be in day."
    )
    shared = step("deadweight", of="x", share="d")
    assert refused(shared, x="0..9 day", d="0..1 day") == (
        "steps[0].share is counted in day; it has to be in 1."
    )
    assert refused(shared, x="yes_no", d="0..1") == (
        "steps[0].of is a yes or no; it has to be a number."
    )
