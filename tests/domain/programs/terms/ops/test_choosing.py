"""Which of several values counts; only the one that counts has to be known."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.domain.programs.terms.build import (
    kind,
    refused,
    said,
    span,
    step,
    unit_and_grid,
    unread,
    working,
    worth,
)

CASES = [{"when": "p", "then": "a"}, {"when": "q", "then": "b"}]
CHOOSE = step("choose", cases=CASES, otherwise="c")
GATE = step("gate", of="a", when="p")
STOP = step("early_stop", of="a", stopped="p", pays="b")
MONEY = {"a": "1 KRW", "b": "2 KRW", "c": "3 KRW"}


@pytest.mark.parametrize(
    ("p", "q", "comes_to"), [(True, True, 1), (True, False, 1), (False, True, 2), (False, False, 3)]
)
def test_the_first_that_holds_counts(p: bool, q: bool, comes_to: int) -> None:
    assert worth(CHOOSE, p=p, q=q, **MONEY) == comes_to


@pytest.mark.parametrize(
    ("found", "values", "comes_to"),
    [
        (CHOOSE, {"p": True, "q": "? yes_no", **MONEY, "b": "? KRW", "c": "? KRW"}, Fraction(1)),
        (CHOOSE, {"p": False, "q": True, **MONEY, "a": "? KRW", "c": "? KRW"}, Fraction(2)),
        (CHOOSE, {"p": False, "q": False, **MONEY, "a": "? KRW", "b": "? KRW"}, Fraction(3)),
        (CHOOSE, {"p": "? yes_no", "q": True, **MONEY}, ["p is missing."]),
        (CHOOSE, {"p": False, "q": "? yes_no", **MONEY}, ["q is missing."]),
        (CHOOSE, {"p": True, "q": True, **MONEY, "a": "? KRW"}, ["a is missing."]),
        (CHOOSE, {"p": False, "q": False, **MONEY, "c": "? KRW"}, ["c is missing."]),
        (GATE, {"a": "5 KRW", "p": True}, Fraction(5)),
        (GATE, {"a": "5 KRW", "p": False}, Fraction(0)),
        (GATE, {"a": "? KRW", "p": False}, ["a is missing."]),
        (GATE, {"a": "5 KRW", "p": "? yes_no"}, ["p is missing."]),
        (STOP, {"a": "5 KRW", "b": "? KRW", "p": False}, Fraction(5)),
        (STOP, {"a": "? KRW", "b": "7 KRW", "p": True}, Fraction(7)),
        (STOP, {"a": "? KRW", "b": "7 KRW", "p": False}, ["a is missing."]),
        (STOP, {"a": "5 KRW", "b": "7 KRW", "p": "? yes_no"}, ["p is missing."]),
    ],
)
def test_only_what_counts_has_to_be_known(
    found: Any, values: dict[str, Any], comes_to: Any
) -> None:
    assert worth(found, **values) == comes_to


def test_a_choice_between_yeses_and_noes() -> None:
    found = step("choose", cases=[{"when": "p", "then": "q"}], otherwise="r")
    assert worth(found, p=True, q=False, r=True) is False
    assert worth(found, p=False, q=False, r=True) is True
    assert kind(found, p="yes_no", q="yes_no", r="yes_no").what == "yes_no"


def test_units_and_grids() -> None:
    ranges = {"p": "yes_no", "q": "yes_no", "a": "0..9 KRW", "b": "0..9 KRW /1", "c": "0..9 KRW /2"}
    assert unit_and_grid(CHOOSE, **ranges) == ("KRW", "1/100")
    assert unit_and_grid(GATE, p="yes_no", a="0..9 KRW /1") == ("KRW", "1/10")
    assert unit_and_grid(STOP, p="yes_no", a="0..9 KRW /1", b="0..9 KRW /2") == ("KRW", "1/100")


@pytest.mark.parametrize(
    ("least", "most", "reach"),
    [("0", "10", ("1", "30")), ("6", "10", ("1", "10")), ("2", "4", ("5", "15")),
     ("2", "7", ("1", "15")), ("0", "1", ("20", "30")), ("0", "4", ("5", "30"))],
)  # fmt: skip
def test_only_cases_that_can_be_reached_count(
    least: str, most: str, reach: tuple[str, str]
) -> None:
    tests = [
        step("compare", "p", of="x", is_="more_than", than="5"),
        step("compare", "q", of="x", is_="more_than", than="1"),
    ]
    ranges = {"a": "1..10 KRW", "b": "5..15 KRW", "c": "20..30 KRW"}
    assert span(*tests, CHOOSE, x=f"{least}..{most}", **ranges) == reach


@pytest.mark.parametrize(
    ("x", "gate", "stop"),
    [("0..10", ("-2", "10"), ("-2", "20")), ("6..10", ("-2", "10"), ("15", "20")),
     ("0..5", ("0", "0"), ("-2", "10"))],
)  # fmt: skip
def test_a_gate_and_a_stop(x: str, gate: tuple[str, str], stop: tuple[str, str]) -> None:
    test = step("compare", "p", of="x", is_="more_than", than="5")
    assert span(test, GATE, x=x, a="-2..10 KRW") == gate
    assert span(test, STOP, x=x, a="-2..10 KRW", b="15..20 KRW") == stop


def test_behind_a_gate_that_may_be_shut_there_may_be_nothing() -> None:
    assert span(GATE, p="yes_no", a="3..10 KRW") == ("0", "10")
    assert span(GATE, p="yes_no", a="-10..-3 KRW") == ("-10", "0")


def test_in_words() -> None:
    ranges = {"p": "yes_no", "q": "yes_no", "a": "0..9 KRW", "b": "0..9 KRW", "c": "0..9 KRW"}
    assert said(CHOOSE, **ranges) == (
        "the first of these that applies: if “p” holds, a; if “q” holds, b; otherwise c"
    )
    assert said(GATE, p="yes_no", a="0..9 KRW") == "a if “p” holds, otherwise 0"
    assert said(STOP, **{k: v for k, v in ranges.items() if k in "pab"}) == (
        "a; if “p” holds, b instead"
    )
    paid = step("early_stop", of="a", stopped="p", pays="50")
    assert said(paid, p="yes_no", a="0..9 KRW") == "a; if “p” holds, ₩50 instead"
    assert working(STOP, a="5 KRW", b="7 KRW", p=False) == (
        "a (₩5); if “p (no)” holds, b (₩7) instead"
    )


def test_what_does_not_fit_together() -> None:
    assert refused(CHOOSE, p="yes_no", q="0..9", a="0..9", b="0..9", c="0..9") == (
        "steps[0].cases[1].when is a number; it has to be a yes or no."
    )
    assert refused(CHOOSE, p="yes_no", q="yes_no", a="0..9 KRW", b="0..9 day", c="0..9 KRW") == (
        "steps[0].cases[1].then is counted in day; it has to be in KRW."
    )
    assert refused(CHOOSE, p="yes_no", q="yes_no", a="0..9", b="0..9", c="yes_no") == (
        "steps[0].cases[0].then is a number; it has to be a yes or no."
    )
    assert refused(GATE, p="0..9", a="0..9") == (
        "steps[0].when is a number; it has to be a yes or no."
    )
    assert refused(GATE, p="yes_no", a="yes_no") == (
        "steps[0].of is a yes or no; it has to be a number."
    )
    assert refused(STOP, p="0..9", a="0..9", b="0..9") == (
        "steps[0].stopped is a number; it has to be a yes or no."
    )
    assert refused(STOP, p="yes_no", a="0..9 KRW", b="0..9 day") == (
        "steps[0].pays is counted in day; it has to be in KRW."
    )
    assert unread(step("choose", cases=[], otherwise="c")) == (
        "steps[0].cases must be a list with 1 to 200 items."
    )
