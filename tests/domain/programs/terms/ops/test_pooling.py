"""What subjects that share a parent get of a pool, and what has run up so far."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.domain.terms.ops.pool import Pool
from programs.domain.terms.ranges import SpansOf, spans_of
from programs.domain.terms.spans import Span, point
from programs.domain.terms.wiring import sound
from tests.domain.programs.terms.build import (
    Given,
    fractions,
    ranged,
    refused,
    said,
    sheet_of,
    span,
    span_of_many,
    step,
    unit_and_grid,
    unpriced,
    unread,
    working,
    worth,
)

WON = step("round", "w", of="p", unit="1", way="down")
POOL = step("pool", pool="w", by="x", way="pro_rata", unit="1")
EQUAL = {**POOL, "way": "equal"}
FIRST = {**POOL, "way": "first_come", "asks": "a"}
BEST = {**FIRST, "way": "best_first"}
SO_FAR = step("cumulate", of="x")


@pytest.mark.parametrize(
    ("pool", "weights", "shares"),
    [
        ("100", ["1", "1", "2"], ("25", "25", "50")),
        ("100", ["1", "1", "1"], ("34", "33", "33")),  # the unit that is left goes to the first
        ("100", ["1", "2", "4"], ("14", "29", "57")),  # 14.29, 28.57, 57.14: to the largest rest
        ("101", ["1", "1", "1"], ("34", "34", "33")),
        ("100", ["0", "5", "-3"], ("0", "100", "0")),
        ("100", ["0", "-1"], ("0", "0")),
        ("-7", ["1", "1"], ("0", "0")),
        ("1", ["0.1", "0.9"], ("0", "1")),
    ],
)
def test_in_proportion(pool: str, weights: list[str], shares: tuple[str, ...]) -> None:
    assert worth(WON, POOL, p=f"{pool} KRW", x=weights) == fractions(*shares)


def test_a_pool_in_larger_units() -> None:
    thousands = step("round", "w", of="p", unit="1000", way="down")
    found = {**POOL, "unit": "1000"}
    assert worth(thousands, found, p="10999 KRW", x=["1", "1", "1"]) == fractions(
        "4000", "3000", "3000"
    )


@pytest.mark.parametrize(
    ("pool", "holds", "shares"),
    [
        ("100", [True, True, True], ("34", "33", "33")),
        ("100", [True, False, True], ("50", "0", "50")),
        ("101", [False, True, True], ("0", "51", "50")),
        ("101", [False, False, False], ("0", "0", "0")),
    ],
)
def test_equally_among_those_who_qualify(pool: str, holds: Any, shares: tuple[str, ...]) -> None:
    found = {**EQUAL, "when": "h"}
    assert worth(WON, found, p=f"{pool} KRW", x=["9", "-1", "0"], h=holds) == fractions(*shares)


@pytest.mark.parametrize(
    ("found", "order", "asks", "shares"),
    [
        (FIRST, ["3", "1", "2"], ["60", "60", "60"], ("0", "60", "40")),
        (BEST, ["3", "1", "2"], ["60", "60", "60"], ("60", "0", "40")),
        (FIRST, ["1", "1", "1"], ["60", "30", "60"], ("60", "30", "10")),
        (BEST, ["1", "1", "1"], ["60", "30", "60"], ("60", "30", "10")),
        (FIRST, ["1", "2", "3"], ["10.9", "-5", "20"], ("10", "0", "20")),
        (FIRST, ["1", "2", "3"], ["100", "1", "1"], ("100", "0", "0")),
    ],
)
def test_one_after_the_other(found: Any, order: Any, asks: list[str], shares: Any) -> None:
    asked = [f"{one} KRW" for one in asks]
    assert worth(WON, found, p="100 KRW", x=order, a=asked) == fractions(*shares)


def test_who_asked_first_is_served_first() -> None:
    days: dict[str, Any] = {"x": ["2026-04-02", "2026-04-01", "2026-04-03"], "a": ["60 KRW"] * 3}
    assert worth(WON, FIRST, p="100 KRW", **days) == fractions("40", "60", "0")
    assert worth(WON, BEST, p="100 KRW", **days) == fractions("40", "0", "60")
    assert refused(WON, POOL, p="0..9 KRW", x="2026-01-01..2026-12-31 @site") == (
        "steps[1].by is a date; it has to be a number."
    )


def test_who_does_not_qualify_takes_nothing_away() -> None:
    values: dict[str, Any] = {"x": ["1", "2"], "h": [False, True], "a": ["60 KRW", "70 KRW"]}
    assert worth(WON, {**FIRST, "when": "h"}, p="100 KRW", **values) == fractions("0", "70")


@pytest.mark.parametrize(
    ("most", "shares"),
    [("30", ("30", "30", "30")), ("33.9", ("33", "33", "33")), ("-1", ("0", "0", "0"))],
)
def test_what_lies_above_the_most_stays_in_the_pool(most: str, shares: tuple[str, ...]) -> None:
    found = {**EQUAL, "most": "m"}
    assert worth(WON, found, p="100 KRW", x=["1", "1", "1"], m=f"{most} KRW") == fractions(*shares)


def test_each_may_have_a_most_of_its_own() -> None:
    found = {**EQUAL, "most": "m"}
    assert worth(WON, found, p="100 KRW", x=["1", "1"], m=["10 KRW", "90 KRW"]) == fractions(
        "10", "50"
    )


@pytest.mark.parametrize(
    ("values", "so_far"),
    [(["5", "-2", "0.5"], ("5", "3", "3.5")), (["0"], ("0",)), (["-1", "-1"], ("-1", "-2"))],
)
def test_what_has_run_up_so_far(values: list[str], so_far: tuple[str, ...]) -> None:
    assert worth(SO_FAR, x=values) == fractions(*so_far)


def test_while_one_is_missing_nobody_has_a_share() -> None:
    why = ["x of 2 is missing."]
    assert worth(WON, POOL, p="100 KRW", x=["1", "?"]) == (why, why)
    no_pool = ["p is missing."]
    assert worth(WON, POOL, p="? KRW", x=["1", "2"]) == (no_pool, no_pool)
    several: dict[str, Given] = {"x": ["1", "?"], "h": [True, "? yes_no"], "m": ["1 KRW", "? KRW"]}
    every = ["x of 2 is missing.", "h of 2 is missing.", "m of 2 is missing."]
    assert worth(WON, {**EQUAL, "when": "h", "most": "m"}, p="9 KRW", **several) == (every, every)


def test_units_and_grids() -> None:
    ranges = {"p": "0..9 KRW", "x": "0..9 day @site"}
    assert unit_and_grid(WON, POOL, **ranges) == ("KRW", "1")
    assert unit_and_grid(WON, {**POOL, "unit": "0.5"}, **ranges) == ("KRW", "1/2")
    assert unit_and_grid(SO_FAR, x="0..9 day /1 @site") == ("day", "1/10")


@pytest.mark.parametrize(
    ("found", "ranges", "reach"),
    [
        (POOL, {}, ("0", "100")),
        ({**POOL, "most": "m"}, {"m": "0..30 KRW"}, ("0", "30")),
        ({**POOL, "most": "m"}, {"m": "0..130 KRW"}, ("0", "100")),
        ({**POOL, "most": "m"}, {"m": "-5..-1 KRW"}, ("0", "0")),
        (FIRST, {"a": "0..30 KRW @site"}, ("0", "30")),
        (FIRST, {"a": "-9..-1 KRW @site"}, ("0", "0")),
        ({**FIRST, "most": "m"}, {"a": "0..30 KRW @site", "m": "0..20 KRW"}, ("0", "20")),
    ],
)
def test_how_much_of_it_one_can_get(found: Any, ranges: dict[str, str], reach: Any) -> None:
    assert span(WON, found, p="0..100 KRW", x="0..9 @site", **ranges) == reach


@pytest.mark.parametrize(
    ("x", "reach"),
    [("2..5", ("2", "15")), ("-2..5", ("-6", "15")), ("-5..-2", ("-15", "-2"))],
)
def test_how_far_one_alone_can_have_run_up(x: str, reach: tuple[str, str]) -> None:
    low, high = x.split("..")
    assert span_of_many(SO_FAR, x=f"{x} @site", sites=1) == (low, high)
    assert span(SO_FAR, x=f"{x} @site") == reach


@pytest.mark.parametrize(("x", "reach"), [("0..5", ("0", "15")), ("-5..0", ("-15", "0"))])
def test_how_far_it_can_have_run_up(x: str, reach: tuple[str, str]) -> None:
    assert span(SO_FAR, x=f"{x} @site") == reach


@pytest.mark.parametrize(
    ("found", "most", "together"),
    [(POOL, "30..40 KRW", "100"), ({**POOL, "most": "m"}, "10..30 KRW", "90"),
     ({**POOL, "most": "m"}, "10..40 KRW", "100")],
)  # fmt: skip
def test_together_they_get_no_more_than_the_pool(found: Any, most: str, together: str) -> None:
    op, known = among(found, p="0..100 KRW", x="0..9 @site", m=most)
    assert op.span_together(known, Span(Fraction(0), Fraction(3))) == Span(
        Fraction(0), Fraction(together)
    )
    assert op.span_together(known, point(0)) == point(0)
    assert op.span_among(known, point(0)) == point(0)


def test_of_less_than_nothing_nobody_gets_anything() -> None:
    op, known = among(POOL, p="-100..-5 KRW", x="0..9 @site")
    assert op.span_together(known, Span(Fraction(0), Fraction(3))) == point(0)


def test_what_is_shared_lies_further_out() -> None:
    op, _known = among(POOL, p="0..9 KRW", x="0..9 @site")
    assert str(op.whole()) == str(op.pool)


def among(found: Any, **ranges: str) -> tuple[Pool, SpansOf]:
    wired = sound(sheet_of(WON, found, inputs=[ranged(k, v) for k, v in ranges.items()]))
    last = wired.order[-1]
    assert isinstance(last.op, Pool)
    return last.op, SpansOf(spans_of(wired), wired.kinds, last)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (POOL, "a share of w in proportion to x, in multiples of ₩1"),
        (EQUAL, "an equal share of w, in multiples of ₩1"),
        (FIRST, ("a share of w, handed out in multiples of ₩1, smallest x first, each what it asks: "
                "a")),
        (BEST, ("a share of w, handed out in multiples of ₩1, largest x first, each what it asks: "
               "a")),
        ({**POOL, "most": "30"},
         "a share of w in proportion to x, in multiples of ₩1, for each at most ₩30"),
        ({**EQUAL, "most": "m", "when": "h"},
         ("an equal share of w, in multiples of ₩1, for each at most m, among those for whom “h” "
         "holds")),
    ],
)  # fmt: skip
def test_in_words(found: Any, words: str) -> None:
    ranges = {"x": "0..9 @site", "a": "0..9 KRW @site", "m": "0..9 KRW", "h": "yes_no @site"}
    assert said(WON, found, p="0..9 KRW", **ranges) == words


def test_the_working_has_the_values_beside_the_names() -> None:
    assert working(WON, POOL, p="9 KRW", x=["1", "2"]) == (
        "a share of w (₩9) in proportion to x (1), in multiples of ₩1"
    )
    assert said(SO_FAR, x="0..9 @site") == "x so far, with all before it"


@pytest.mark.parametrize("found", [
    {**POOL, "asks": "a"}, {**EQUAL, "asks": "a"}, {**POOL, "way": "first_come"},
    {**POOL, "way": "best_first"},
])  # fmt: skip
def test_only_those_who_come_in_turn_ask(found: Any) -> None:
    assert unread(found) == (
        "steps[0]: “asks” belongs to “first_come” and “best_first”, and to no other way. Add it or "
        "take it away."
    )


def test_what_does_not_fit_together() -> None:
    ranges = {"p": "0..9 KRW", "x": "0..9 @site"}
    assert refused(WON, {**POOL, "when": "x"}, **ranges) == (
        "steps[1].when is a number; it has to be a yes or no."
    )
    assert refused(WON, {**POOL, "by": "q"}, **ranges, q="yes_no @site") == (
        "steps[1].by is a yes or no; it has to be a number."
    )
    assert refused(WON, {**FIRST, "asks": "q"}, **ranges, q="0..9 day @site") == (
        "steps[1].asks is counted in day; it has to be in KRW."
    )
    assert refused(WON, {**POOL, "most": "q"}, **ranges, q="0..9 day @site") == (
        "steps[1].most is counted in day; it has to be in KRW."
    )
    assert refused(WON, {**POOL, "unit": "10"}, **ranges) == (
        "steps[1].pool can have parts smaller than 10, which cannot be shared out. Round it to "
        "that unit first."
    )
    assert refused(WON, {**POOL, "by": "p"}, p="0..9 KRW") == (
        "steps[1] has nobody to share among: what is shared and those who share are on one level. "
        "Take what is shared from a level further out."
    )
    assert refused(SO_FAR, x="0..9").startswith("steps[0] has nobody to share among")
    assert refused(SO_FAR, x="yes_no @site") == (
        "steps[0].of is a yes or no; it has to be a number."
    )


def test_a_running_total_of_ever_finer_fractions_is_given_up() -> None:
    parts = step("ratio", "r", of="1", to="x")
    values = [f"{10**11 + 2 * i + 1}.000001" for i in range(60)]
    assert unpriced(parts, {**SO_FAR, "of": "r"}, x=values).startswith("A sum over many subjects")
    assert unpriced(WON, parts, {**POOL, "by": "r"}, p="9 KRW", x=values).startswith(
        "A sum over many subjects"
    )


@given(
    pool=st.integers(-5, 300),
    weights=st.lists(st.integers(-2, 9), min_size=1, max_size=5),
    way=st.sampled_from(["pro_rata", "equal"]),
)
def test_shares_add_up_to_the_pool_where_somebody_qualifies(
    pool: int, weights: list[int], way: str
) -> None:
    shares = worth(WON, {**POOL, "way": way}, p=f"{pool} KRW", x=[str(one) for one in weights])
    qualifies = way == "equal" or any(one > 0 for one in weights)
    assert sum(shares) == (max(pool, 0) if qualifies else 0)
    assert all(share >= 0 for share in shares)
