"""Bonuses above a number, shared savings, indexed prices."""

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

BONUS = step("bonus_above", of="x", above="50", rate="300")
CAPPED = {**BONUS, "most": "10"}
SAVED = step("shared_savings", of="x", share="0.8", until="1000", then="0.4")
INDEXED = step("indexed", of="x", by=[{"index": "i", "base": "5000"}])
TWICE = step("indexed", of="177.77",
             by=[{"index": "i", "base": "5000"}, {"index": "j", "base": "k"}])  # fmt: skip
RATE = step("indexed", of="20", unit="KRW/day", by=[{"index": "i", "base": "100"}])


@pytest.mark.parametrize(
    ("found", "values", "comes_to"),
    [
        (BONUS, {"x": "49 woman"}, "0"),
        (BONUS, {"x": "50 woman"}, "0"),
        (BONUS, {"x": "50.5 woman"}, "150"),
        (BONUS, {"x": "61 woman"}, "3300"),
        (CAPPED, {"x": "60 woman"}, "3000"),
        (CAPPED, {"x": "61 woman"}, "3000"),
        (CAPPED, {"x": "59 woman"}, "2700"),
        (SAVED, {"x": "-5 KRW"}, "0"),
        (SAVED, {"x": "0 KRW"}, "0"),
        (SAVED, {"x": "1000 KRW"}, "800"),
        (SAVED, {"x": "1250 KRW"}, "1000"),
        (SAVED, {"x": "2250 KRW"}, "1400"),  # 1000 of the first 1250, then 40 % of 1000
        ({**SAVED, "share": "0.95"}, {"x": "1900 KRW"}, "25440/19"),
        ({**SAVED, "share": "0.5"}, {"x": "2000 KRW"}, "1000"),
        ({**SAVED, "share": "0.5"}, {"x": "2001 KRW"}, "1000.4"),
        ({**SAVED, "share": "0"}, {"x": "2000 KRW"}, "0"),
        ({**SAVED, "until": "0"}, {"x": "2000 KRW"}, "800"),
        ({**SAVED, "share": "0", "until": "-1"}, {"x": "2000 KRW"}, "0"),
        (INDEXED, {"x": "100 KRW", "i": "6000 person"}, "120"),
        (TWICE, {"i": "10000 person", "j": "3 percent", "k": "2 percent"}, "533.31"),
    ],
)
def test_what_it_comes_to(found: Any, values: dict[str, str], comes_to: str) -> None:
    assert worth(found, **values) == Fraction(comes_to)


def test_over_zero_there_is_no_price() -> None:
    assert worth(TWICE, i="1 person", j="1 percent", k="0 percent") == [
        "“k” is 0, and nothing can be divided by it."
    ]


def test_what_is_missing_is_named() -> None:
    named = step("bonus_above", of="x", above="a", rate="r", most="m")
    missing = {"x": "? day", "a": "? day", "r": "? KRW/day", "m": "? day"}
    assert worth(named, **missing) == [f"{name} is missing." for name in "xarm"]
    assert worth(SAVED, x="? KRW") == ["x is missing."]
    assert worth(INDEXED, x="1 KRW", i="? person") == ["i is missing."]


@pytest.mark.parametrize(
    ("found", "ranges", "unit", "grid"),
    [
        (BONUS, {"x": "0..99 woman"}, "KRW", "300"),
        ({**BONUS, "above": "0.5"}, {"x": "0..99 woman"}, "KRW", "150"),
        ({**BONUS, "most": "0.25"}, {"x": "0..99 woman"}, "KRW", "75"),
        (SAVED, {"x": "0..99 KRW"}, "KRW", "any"),
        (INDEXED, {"x": "0..99 KRW", "i": "0..9 person"}, "KRW", "1/5000"),
        (INDEXED, {"x": "0..99 USD", "i": "0..9 person"}, "USD", "1/5000"),
        (TWICE, {"i": "0..9", "j": "0..9", "k": "1..9"}, "KRW", "any"),
        (RATE, {"i": "0..9"}, "KRW/day", "1/5"),
        ({**RATE, "of": "x"}, {"x": "0..9 KRW/day", "i": "0..9"}, "KRW/day", "1/100"),
        ({**TWICE, "by": [{"index": "i", "base": "2"}, {"index": "i", "base": "-5"}]},
         {"i": "0..9"}, "KRW", "17777/1000"),
    ],
)  # fmt: skip
def test_its_unit_and_its_grid(found: Any, ranges: dict[str, str], unit: str, grid: str) -> None:
    assert unit_and_grid(found, **ranges) == (unit, grid)


SHARES = step("shared_savings", of="x", share="h", until="u", then="t")


@pytest.mark.parametrize(
    ("found", "ranges", "reach"),
    [
        (BONUS, {"x": "0..60 woman"}, ("0", "3000")),
        (BONUS, {"x": "55..60 woman"}, ("1500", "3000")),
        (BONUS, {"x": "0..50 woman"}, ("0", "0")),
        (CAPPED, {"x": "55..99 woman"}, ("1500", "3000")),
        ({**BONUS, "rate": "r"}, {"x": "0..60 woman", "r": "-2..3 KRW/woman"}, ("-20", "30")),
        (SAVED, {"x": "-50..2250 KRW"}, ("0", "1400")),
        (SAVED, {"x": "100..1000 KRW"}, ("80", "800")),
        ({**SAVED, "until": "u"}, {"x": "2250..2250 KRW", "u": "0..1000 KRW"}, ("900", "1400")),
        ({**SAVED, "until": "u", "then": "1"}, {"x": "2250..2250 KRW", "u": "0..1000 KRW"},
         ("2000", "2250")),
        (SHARES, {"x": "0..100 KRW", "h": "0..0.5 /1", "u": "0..9 KRW", "t": "0..0.2 /1"},
         ("0", "127/5")),  # 9 of the first 18, then a fifth of 82
        (SHARES, {"x": "50..100 KRW", "h": "0.4..0.5 /1", "u": "5..9 KRW", "t": "0..0.2 /1"},
         ("5", "127/5")),
        (SHARES, {"x": "50..100 KRW", "h": "0.5..0.5 /1", "u": "0..9 KRW", "t": "0..0.8 /1"},
         ("0", "80")),
        (SHARES, {"x": "50..100 KRW", "h": "0..0.5 /1", "u": "0..9 KRW", "t": "0.8..0.8 /1"},
         ("0", "80")),
        (INDEXED, {"x": "-100..200 KRW", "i": "4000..6000 person"}, ("-120", "240")),
        ({**TWICE, "of": "10"}, {"i": "0..5000", "j": "1..2", "k": "1..4"}, ("0", "20")),
    ],
)  # fmt: skip
def test_how_far_it_goes(found: Any, ranges: dict[str, str], reach: tuple[str, str]) -> None:
    assert span(found, **ranges) == reach


@pytest.mark.parametrize("below", ["h", "u", "t"])
def test_shares_are_never_below_zero(below: str) -> None:
    ranges = {"x": "0..9 KRW", "h": "0..1", "u": "0..9 KRW", "t": "0..1"}
    assert span(SHARES, **ranges) == ("0", "9")
    lower = {**ranges, below: ranges[below].replace("0..", "-1..")}
    assert (
        "Shares of savings and what is to be recovered cannot be below zero. "
        "Declare their ranges from 0 on."
    ) in refused(SHARES, **lower)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (BONUS, "₩300 for each woman of x above 50 women"),
        (CAPPED, "₩300 for each woman of x above 50 women, for at most 10 women"),
        ({**BONUS, "above": "a", "rate": "r"}, "r for each woman of x above a"),
        ({**SAVED, "of": "k"}, "0.8 of k until ₩1,000 is recovered, then 0.4"),
        ({**INDEXED, "of": "k"}, "k, times i divided by 5,000"),
        (RATE, "20, times i divided by 100"),
        ({**TWICE, "by": [*TWICE["by"][:1], {"index": "j", "base": "i"}]},
         "₩177.77, times i divided by 5,000; j divided by i"),
    ],
)  # fmt: skip
def test_in_words(found: Any, words: str) -> None:
    ranges = {"x": "0..9 woman", "a": "0..9 woman", "r": "0..9 KRW/woman", "k": "0..9 KRW"}
    assert said(found, **ranges, i="1..9", j="0..9") == words


def test_the_working_has_the_values_beside_the_names() -> None:
    assert working({**CAPPED, "rate": "r"}, x="61 woman", r="3 KRW/woman") == (
        "r (₩3 per woman) for each woman of x (61 women) above 50 women, for at most 10 women"
    )


def test_what_does_not_fit_together() -> None:
    assert refused({**BONUS, "above": "a"}, x="0..9 woman", a="0..9 day") == (
        "steps[0].above is counted in day; it has to be in woman."
    )
    assert refused({**BONUS, "most": "a"}, x="0..9 woman", a="0..9 day") == (
        "steps[0].most is counted in day; it has to be in woman."
    )
    assert refused({**BONUS, "rate": "a"}, x="0..9 woman", a="0..9 KRW") == (
        "steps[0].rate is counted in KRW; it has to be in KRW/woman."
    )
    for name, member in (("x", "of"), ("u", "until")):
        ranges = {"x": "0..9 KRW", "h": "0..1", "u": "0..9 KRW", "t": "0..1", name: "0..9 day"}
        assert refused(SHARES, **ranges) == (
            f"steps[0].{member} is counted in day; it has to be in KRW."
        )
    for name, member in (("h", "share"), ("t", "then")):
        ranges = {"x": "0..9 KRW", "h": "0..1", "u": "0..9 KRW", "t": "0..1", name: "0..9 day"}
        assert refused(SHARES, **ranges) == (
            f"steps[0].{member} is counted in day; it has to be in 1."
        )
    assert refused(
        {**INDEXED, "by": [{"index": "i", "base": "x"}]}, x="1..9 KRW", i="0..9 day"
    ) == ("steps[0].by[0].base is counted in KRW; it has to be in day.")
    assert refused({**RATE, "of": "x"}, x="1..9 KRW", i="0..9") == (
        "steps[0].of is counted in KRW; it has to be in KRW/day."
    )
    assert unread({**INDEXED, "by": []}) == "steps[0].by must be a list with 1 to 10 items."
