"""Principal with interest, and how far a return may go."""

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
    unpriced,
    working,
    worth,
)

LOAN = step("principal", principal="1000", fraction="f", rate="r", years="n",
            interest="simple", on="principal")  # fmt: skip
RETURNED = {**LOAN, "on": "returned"}
COMPOUND = {**LOAN, "interest": "compound"}
GROWN = {**COMPOUND, "on": "returned"}
HELD = step("return_limits", of="x", invested="1000", most="0.15", least="-0.2")
YEARLY = {**HELD, "years": "n"}
WHY = "Interest runs for 0 to 100 years, at a rate of at least −1. Declare ranges within these."


def numbers(f: str, r: str, n: str) -> dict[str, str]:
    return {"f": f, "r": r, "n": f"{n} year"}


@pytest.mark.parametrize(
    ("found", "f", "r", "n", "comes_to"),
    [
        (LOAN, "1", "0.1", "3", "1300"),
        (LOAN, "0.5", "0.1", "3", "800"),
        (RETURNED, "0.5", "0.1", "3", "650"),
        (LOAN, "0.5", "0.1", "0.5", "550"),
        (LOAN, "0", "0.1", "3", "300"),
        (RETURNED, "0", "0.1", "3", "0"),
        (LOAN, "1", "-1", "1", "0"),
        (LOAN, "1", "0.1", "0", "1000"),
    ],
)
def test_simple_interest(found: Any, f: str, r: str, n: str, comes_to: str) -> None:
    assert worth(found, **numbers(f, r, n)) == Fraction(comes_to)


@pytest.mark.parametrize(
    ("found", "f", "r", "years", "comes_to"),
    [
        (COMPOUND, "1", "0.1", "3", "1331"),
        (COMPOUND, "0.5", "0.1", "2", "710"),
        (GROWN, "0.5", "0.1", "2", "605"),
        (GROWN, "0.5", "0.1", "0", "500"),
        (GROWN, "1", "-1", "2", "0"),
    ],
)
def test_compound_interest(found: Any, f: str, r: str, years: str, comes_to: str) -> None:
    assert worth({**found, "years": years}, f=f, r=r) == Fraction(comes_to)


@pytest.mark.parametrize(
    ("found", "values", "comes_to"),
    [
        (HELD, {"x": "1150 KRW"}, "1150"),
        (HELD, {"x": "1151 KRW"}, "1150"),
        (HELD, {"x": "1149 KRW"}, "1149"),
        (HELD, {"x": "800 KRW"}, "800"),
        (HELD, {"x": "799 KRW"}, "800"),
        (YEARLY, {"x": "1500 KRW", "n": "3 year"}, "1450"),
        (YEARLY, {"x": "1450 KRW", "n": "0 year"}, "1000"),
        ({**HELD, "most": "-0.5"}, {"x": "900 KRW"}, "800"),  # the floor goes before the ceiling
    ],
)
def test_a_return_is_held_between_two_limits(found: Any, values: Any, comes_to: str) -> None:
    assert worth(found, **values) == Fraction(comes_to)


def test_what_is_missing_is_named() -> None:
    assert worth(LOAN, f="?", r="?", n="? year") == [f"{name} is missing." for name in "frn"]
    assert worth(YEARLY, x="? KRW", n="? year") == ["x is missing.", "n is missing."]


@pytest.mark.parametrize(
    ("r", "n", "is_meant"),
    [("0.1", "100", True), ("0.1", "100.000001", False), ("0.1", "0", True),
     ("0.1", "-0.000001", False), ("-1", "1", True), ("-1.000001", "1", False)],
)  # fmt: skip
def test_interest_that_nobody_means(r: str, n: str, *, is_meant: bool) -> None:
    if is_meant:
        assert isinstance(worth(LOAN, **numbers("1", r, n)), Fraction)
    else:
        assert unpriced(LOAN, **numbers("1", r, n)) == WHY


def test_endless_years_are_refused_at_once() -> None:
    endless = {**COMPOUND, "years": "999999999999999999"}
    assert unpriced(endless, f="1", r="0.1") == WHY
    assert refused(endless, f="0..1", r="0..1") == WHY


def test_units_and_grids() -> None:
    ranges = {"f": "0..1", "r": "0..1 /2", "n": "0..9 year"}
    assert unit_and_grid(LOAN, **ranges) == ("KRW", "any")
    assert unit_and_grid(HELD, x="0..9 KRW") == ("KRW", "any")


@pytest.mark.parametrize(
    ("found", "f", "r", "n", "reach"),
    [
        (LOAN, "0..1", "0..0.1 /1", "1..3", ("0", "1300")),
        (LOAN, "0..1", "-0.1..0.1 /1", "1..3", ("-300", "1300")),
        (RETURNED, "0..1", "-0.1..0.1 /1", "1..3", ("0", "1300")),
        (COMPOUND, "1..1", "-1..0.1 /1", "0..3", ("0", "1331")),
        (GROWN, "0..1", "0..0.1 /1", "1..2", ("0", "1210")),
        (LOAN, "1..1", "0..0.1 /1", "0..100", ("1000", "11000")),
    ],
)
def test_how_far_interest_goes(found: Any, f: str, r: str, n: str, reach: Any) -> None:
    assert span(found, f=f, r=r, n=f"{n} year") == reach


@pytest.mark.parametrize(
    ("found", "ranges", "reach"),
    [
        (HELD, {"x": "0..5000 KRW"}, ("800", "1150")),
        (HELD, {"x": "900..1100 KRW"}, ("900", "1100")),
        (YEARLY, {"x": "0..5000 KRW", "n": "1..3 year"}, ("800", "1450")),
        ({**HELD, "invested": "v"}, {"x": "0..5000 KRW", "v": "100..1000 KRW"}, ("80", "1150")),
        ({**HELD, "least": "l"}, {"x": "0..5000 KRW", "l": "-0.5..0 /1"}, ("500", "1150")),
        ({**HELD, "most": "m"}, {"x": "1000..5000 KRW", "m": "-0.5..0.1 /1"}, ("800", "1100")),
    ],
)
def test_how_far_a_return_goes(found: Any, ranges: dict[str, str], reach: Any) -> None:
    assert span(found, **ranges) == reach


@pytest.mark.parametrize(
    ("r", "n"), [("-1.1..0 /1", "0..9"), ("0..1 /1", "-1..9"), ("0..1 /1", "0..101")]
)
def test_ranges_within_which_interest_runs(r: str, n: str) -> None:
    assert WHY in refused(LOAN, f="0..1", r=r, n=f"{n} year")


ON = {"principal": "on all of it", "returned": "on that"}


@pytest.mark.parametrize("interest", ["simple", "compound"])
@pytest.mark.parametrize("on", list(ON))
def test_interest_in_words(interest: str, on: str) -> None:
    found = {**LOAN, "interest": interest, "on": on, "years": "3"}
    assert said(found, f="0..1", r="0..1 /2") == (
        f"f of ₩1,000, and {interest} interest of r a year {ON[on]} for 3 years"
    )


def test_limits_in_words() -> None:
    assert said(HELD, x="0..9 KRW") == (
        "x, but with a return on ₩1,000 of at most 0.15 a year over 1 years, and of at least −0.2 "
        "in all"
    )
    assert said({**YEARLY, "invested": "v"}, x="0..9 KRW", v="0..9 KRW", n="0..9 year") == (
        "x, but with a return on v of at most 0.15 a year over n years, and of at least −0.2 in all"
    )
    assert working(YEARLY, x="5 KRW", n="3 year") == (
        "x (₩5), but with a return on ₩1,000 of at most 0.15 a year over n (3 years) years, and of "
        "at least −0.2 in all"
    )


def test_what_does_not_fit_together() -> None:
    good = {"p": "0..9 KRW", "f": "0..1", "r": "0..1 /2", "n": "0..9 year"}
    found = {**LOAN, "principal": "p"}
    for name, member, wanted in (
        ("p", "principal", "KRW"),
        ("f", "fraction", "1"),
        ("r", "rate", "1"),
    ):
        assert refused(found, **{**good, name: "0..9 day"}) == (
            f"steps[0].{member} is counted in day; it has to be in {wanted}."
        )
    assert refused(found, **{**good, "n": "yes_no"}) == (
        "steps[0].years is a yes or no; it has to be a number."
    )
    held = step("return_limits", of="x", invested="p", most="f", least="r", years="n")
    limits = {**good, "x": "0..9 KRW"}
    for name, member, wanted in (
        ("x", "of", "KRW"), ("p", "invested", "KRW"), ("f", "most", "1"), ("r", "least", "1"),
    ):  # fmt: skip
        assert refused(held, **{**limits, name: "0..9 day"}) == (
            f"steps[0].{member} is counted in day; it has to be in {wanted}."
        )
    assert refused(held, **{**limits, "n": "yes_no"}) == (
        "steps[0].years is a yes or no; it has to be a number."
    )


@pytest.mark.parametrize(
    ("n", "is_whole"), [("0..9 year", True), ("0..9 year /1", False), ("2..2 year", True)]
)
def test_compound_interest_needs_whole_years(n: str, *, is_whole: bool) -> None:
    if is_whole:
        assert unit_and_grid(COMPOUND, f="0..1", r="0..1 /2", n=n) == ("KRW", "any")
    else:
        assert refused(COMPOUND, f="0..1", r="0..1 /2", n=n) == (
            "steps[0].years can have decimals, and compound interest needs whole years. Take "
            "simple interest, or a whole number."
        )
        assert unit_and_grid(LOAN, f="0..1", r="0..1 /2", n=n) == ("KRW", "any")


def test_a_quotient_of_years_is_no_whole_number() -> None:
    years = step("ratio", "y", of="n", to="m")
    assert refused(years, {**COMPOUND, "years": "y"}, f="0..1", r="0..1", n="1..9", m="1..9") == (
        "steps[1].years can have decimals, and compound interest needs whole years. Take simple "
        "interest, or a whole number."
    )
