"""Quality, bonus and malus, payments both ways, carve-outs, dead bands."""

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

GOOD = step("quality", of="x", score="q", least="0.5", is_="at_least")
BETTER = step("quality", of="x", score="q", least="0.5", is_="more_than")
BANDS = [
    {"below": "45", "gives": "-0.1"},
    {"from": "45", "to": "80", "gives": "0"},
    {"above": "80", "gives": "0.3"},
]
BONUS = step("bonus_malus", of="x", score="q", bands=BANDS)
BOTH = step("two_sided", of="x", pays="100", owes="40", below="18.6", above="41.3")
TAKEN = step("two_sided", of="x", pays="100", owes="40", to="18.6", from_="41.3")
DEAD = step("dead_band", of="x", centre="1", from_="0.95", to="1.05")
OPEN = step("dead_band", of="x", centre="1", above="0.95", below="1.05")
CARVE = step("carve_out", of="x", base="b", factor="f")
X = "1000 KRW"


@pytest.mark.parametrize(
    ("found", "values", "comes_to"),
    [
        (GOOD, {"x": X, "q": "0.5"}, "500"),
        (GOOD, {"x": X, "q": "0.499999"}, "0"),
        (GOOD, {"x": X, "q": "1"}, "1000"),
        (BETTER, {"x": X, "q": "0.5"}, "0"),
        (BETTER, {"x": X, "q": "0.500001"}, "500.001"),
        (BONUS, {"x": X, "q": "44.999999 point"}, "-100"),
        (BONUS, {"x": X, "q": "45 point"}, "0"),
        (BONUS, {"x": X, "q": "80 point"}, "0"),
        (BONUS, {"x": X, "q": "80.000001 point"}, "300"),
        (BONUS, {"x": "-1000 KRW", "q": "90 point"}, "-300"),
        (BOTH, {"x": "18.599999 day"}, "-40"),
        (BOTH, {"x": "18.6 day"}, "0"),
        (BOTH, {"x": "41.3 day"}, "0"),
        (BOTH, {"x": "41.300001 day"}, "100"),
        (TAKEN, {"x": "18.6 day"}, "-40"),
        (TAKEN, {"x": "18.600001 day"}, "0"),
        (TAKEN, {"x": "41.299999 day"}, "0"),
        (TAKEN, {"x": "41.3 day"}, "100"),
        (CARVE, {"x": X, "b": "200 KRW", "f": "0.5"}, "600"),
        (CARVE, {"x": X, "b": "1200 KRW", "f": "2"}, "800"),
        (CARVE, {"x": X, "b": "0 KRW", "f": "-0.1"}, "-100"),
        (DEAD, {"x": "0.949999"}, "0.949999"),
        (DEAD, {"x": "0.95"}, "1"),
        (DEAD, {"x": "1.05"}, "1"),
        (DEAD, {"x": "1.050001"}, "1.050001"),
        (OPEN, {"x": "0.95"}, "0.95"),
        (OPEN, {"x": "0.950001"}, "1"),
        (OPEN, {"x": "1.049999"}, "1"),
        (OPEN, {"x": "1.05"}, "1.05"),
    ],
)
def test_what_it_comes_to(found: Any, values: dict[str, str], comes_to: str) -> None:
    assert worth(found, **values) == Fraction(comes_to)


def test_what_is_missing_is_named() -> None:
    assert worth(GOOD, x="? KRW", q="?") == ["x is missing.", "q is missing."]
    assert worth(BONUS, x=X, q="? point") == ["q is missing."]
    assert worth(BOTH, x="? day") == ["x is missing."]
    assert worth(CARVE, x=X, b="? KRW", f="?") == ["b is missing.", "f is missing."]
    assert worth(DEAD, x="?") == ["x is missing."]


def test_what_is_missing_counts_even_where_the_score_is_too_low() -> None:
    assert worth(GOOD, x="? KRW", q="0") == ["x is missing."]


@pytest.mark.parametrize(
    ("found", "ranges", "unit", "grid"),
    [
        (GOOD, {"x": "0..9 KRW", "q": "0..1 /2"}, "KRW", "1/100"),
        (GOOD, {"x": "0..9 KRW /1", "q": "0..1 /2"}, "KRW", "1/1000"),
        (BONUS, {"x": "0..9 KRW", "q": "0..100 point"}, "KRW", "1/10"),
        (BONUS, {"x": "0..9 KRW /1", "q": "0..100 point"}, "KRW", "1/100"),
        (BOTH, {"x": "0..50 day /1"}, "KRW", "20"),
        (CARVE, {"x": "0..9 KRW", "b": "0..9 KRW", "f": "0..1 /2"}, "KRW", "1/100"),
        (CARVE, {"x": "0..9 KRW", "b": "0..9 KRW /1", "f": "0..1"}, "KRW", "1/10"),
        (CARVE, {"x": "0..9 KRW /1", "b": "0..9 KRW", "f": "0..1 /1"}, "KRW", "1/100"),
        ({**CARVE, "factor": "6", "base": "4"}, {"x": "0..9 KRW /1"}, "KRW", "1/10"),
        ({**CARVE, "of": "6", "base": "4", "factor": "10"}, {}, "1", "2"),
        (DEAD, {"x": "0..2 /2"}, "1", "1/100"),
        (step("dead_band", of="x", centre="0.5", from_="0", to="1"), {"x": "0..2"}, "1", "1/2"),
    ],
)
def test_its_unit_and_its_grid(found: Any, ranges: dict[str, str], unit: str, grid: str) -> None:
    assert unit_and_grid(found, **ranges) == (unit, grid)


@pytest.mark.parametrize(
    ("found", "ranges", "reach"),
    [
        (GOOD, {"x": "10..100 KRW", "q": "0..1 /2"}, ("0", "100")),
        (GOOD, {"x": "10..100 KRW", "q": "0.5..1 /2"}, ("5", "100")),
        (BETTER, {"x": "10..100 KRW", "q": "0.5..1 /2"}, ("0", "100")),
        (BETTER, {"x": "10..100 KRW", "q": "0.6..0.8 /2"}, ("6", "80")),
        (GOOD, {"x": "10..100 KRW", "q": "0..0.4 /2"}, ("0", "0")),
        (BETTER, {"x": "10..100 KRW", "q": "0..0.5 /2"}, ("0", "0")),
        (GOOD, {"x": "-10..100 KRW", "q": "0..0.8 /2"}, ("-8", "80")),
        (GOOD, {"x": "10..100 KRW", "q": "0..0.5 /2"}, ("0", "50")),
        (BONUS, {"x": "0..1000 KRW", "q": "0..100 point"}, ("-100", "300")),
        (BONUS, {"x": "100..1000 KRW", "q": "81..100 point"}, ("30", "300")),
        (BONUS, {"x": "0..1000 KRW", "q": "45..80 point"}, ("0", "0")),
        (BONUS, {"x": "0..1000 KRW", "q": "44..80 point"}, ("-100", "0")),
        (BONUS, {"x": "0..1000 KRW", "q": "45..81 point"}, ("0", "300")),
        (BOTH, {"x": "0..50 day"}, ("-40", "100")),
        (BOTH, {"x": "19..41 day"}, ("0", "0")),
        (BOTH, {"x": "0..10 day"}, ("-40", "-40")),
        (BOTH, {"x": "19..42 day"}, ("0", "100")),
        (BOTH, {"x": "18..41 day"}, ("-40", "0")),
        (BOTH, {"x": "42..50 day"}, ("100", "100")),
        (CARVE, {"x": "0..200 KRW", "b": "0..100 KRW", "f": "0.5..0.5 /1"}, ("0", "150")),
        (CARVE, {"x": "0..200 KRW", "b": "0..100 KRW", "f": "-1..2"}, ("-200", "400")),
        (DEAD, {"x": "0..2 /2"}, ("0", "2")),
        (DEAD, {"x": "0.95..1.05 /2"}, ("1", "1")),
        (DEAD, {"x": "0.94..1.05 /2"}, ("47/50", "21/20")),
        (DEAD, {"x": "1.06..2 /2"}, ("53/50", "2")),
        (DEAD, {"x": "0..0.9 /2"}, ("0", "9/10")),
        (step("dead_band", of="x", centre="5", from_="1", to="2"), {"x": "0..2"}, ("0", "5")),
        (step("dead_band", of="x", centre="5", from_="1", to="2"), {"x": "2..3"}, ("2", "5")),
    ],
)
def test_how_far_it_goes(found: Any, ranges: dict[str, str], reach: tuple[str, str]) -> None:
    assert span(found, **ranges) == reach


@pytest.mark.parametrize(
    ("found", "ranges", "words"),
    [
        (GOOD, {"x": "0..9 KRW", "q": "0..1"},
         "x times q, if the latter is at least 0.5; otherwise 0"),
        (BETTER, {"x": "0..9 KRW", "q": "0..1"},
         "x times q, if the latter is more than 0.5; otherwise 0"),
        (BONUS, {"x": "0..9 KRW", "q": "0..99 point"},
         ("a share of x by the band that q falls into: below 45 points: −0.1; "
         "from 45 points up to and including 80 points: 0; above 80 points: 0.3")),
        (BOTH, {"x": "0..99 day"},
         ("the value of the band that x falls into: below 18.6 days: ₩40 back to the payer; "
         "from 18.6 days up to and including 41.3 days: ₩0; above 41.3 days: ₩100")),
        (TAKEN, {"x": "0..99 day"},
         ("the value of the band that x falls into: "
         "up to and including 18.6 days: ₩40 back to the payer; "
         "above 18.6 days to below 41.3 days: ₩0; from 41.3 days on: ₩100")),
        (CARVE, {"x": "0..9 KRW", "b": "0..9 KRW", "f": "0..1"},
         "b, plus the rest of x times f"),
        (DEAD, {"x": "0..2 /2"}, "x, but from 0.95 up to and including 1.05: 1"),
        (OPEN, {"x": "0..2 /2"}, "x, but above 0.95 to below 1.05: 1"),
        ({**OPEN, "centre": "c"}, {"x": "0..2 day", "c": "0..2 day"},
         "x, but above 0.95 days to below 1.05 days: c"),
    ],
)  # fmt: skip
def test_in_words(found: Any, ranges: dict[str, str], words: str) -> None:
    assert said(found, **ranges) == words


def test_the_working_of_a_payment_both_ways() -> None:
    assert working(step("two_sided", of="x", pays="p", owes="o", below="1", above="2"),
                   x="3 day", p="7 KRW", o="4 KRW") == (
        "the value of the band that x (3 days) falls into: below 1 day: o (₩4) back to the payer; "
        "from 1 day up to and including 2 days: ₩0; above 2 days: p (₩7)"
    )  # fmt: skip


def test_tables_that_make_no_sense() -> None:
    gap = [{"below": "45", "gives": "0"}, {"from": "50", "gives": "1"}]
    assert unread(step("bonus_malus", of="x", score="q", bands=gap)) == (
        "Between steps[0].bands[0] and the band after it there is a gap: one ends at 45, the other "
        "begins at 50. Write the same number."
    )
    sides = {"pays": "1", "owes": "1"}
    assert unread(step("two_sided", of="x", **sides, below="5", above="4")) == (
        "steps[0] holds nothing: it ends at 4, before it begins. Exchange the bounds."
    )
    assert unread(step("two_sided", of="x", **sides, below="5")) == (
        "steps[0] and the band after it have no edge between them. Give one an upper and the other "
        "a lower bound."
    )
    assert unread(step("dead_band", of="x", centre="1", from_="2", above="2", to="3")) == (
        "steps[0] has two lower or two upper bounds. Keep “from” or “above”, “to” or “below”."
    )
    assert unread(step("dead_band", of="x", centre="1", from_="2")).startswith(
        "steps[0] and the band after it have no edge"
    )


def test_what_does_not_fit_together() -> None:
    assert refused(GOOD, x="0..9 KRW", q="0..9 point") == (
        "steps[0].score is counted in point; it has to be in 1."
    )
    poor = step("quality", of="x", score="q", least="m", is_="at_least")
    assert refused(poor, x="0..9 KRW", q="0..1", m="0..9 point") == (
        "steps[0].least is counted in point; it has to be in 1."
    )
    assert refused(BOTH, x="yes_no") == "steps[0].of is a yes or no; it has to be a number."
    sides = step("two_sided", of="x", pays="p", owes="o", below="1", above="2")
    assert refused(sides, x="0..9 day", p="0..9 day", o="0..9 KRW") == (
        "steps[0].pays is counted in day; it has to be in KRW."
    )
    assert refused(sides, x="0..9 day", p="0..9 KRW", o="0..9 day") == (
        "steps[0].owes is counted in day; it has to be in KRW."
    )
    assert refused(CARVE, x="0..9 KRW", b="0..9 day", f="0..1") == (
        "steps[0].base is counted in day; it has to be in KRW."
    )
    assert refused(CARVE, x="0..9 KRW", b="0..9 KRW", f="0..1 day") == (
        "steps[0].factor is counted in day; it has to be in 1."
    )
    centred = step("dead_band", of="x", centre="c", from_="0", to="1")
    assert refused(centred, x="0..2 KRW", c="0..1 day") == (
        "steps[0].centre is counted in day; it has to be in KRW."
    )
    assert refused(BONUS, x="0..9 KRW", q="yes_no") == (
        "steps[0].score is a yes or no; it has to be a number."
    )
    shares = [{**one, "gives": "g"} for one in BANDS]
    assert refused(step("bonus_malus", of="x", score="q", bands=shares),
                   x="0..9 KRW", q="0..9", g="0..9 KRW") == (
        "steps[0].bands[0].gives is counted in KRW; it has to be in 1."
    )  # fmt: skip
