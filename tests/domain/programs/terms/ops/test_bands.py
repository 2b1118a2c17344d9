"""Step tables: each edge belongs to one band, and there is neither a gap nor an overlap."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.domain.terms.operands import Operand, literal
from programs.domain.terms.ops.bands import Band, reached
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

TABLE = [
    {"below": "10", "gives": "0"},
    {"from": "10", "to": "20", "gives": "500"},
    {"above": "20", "gives": "1200"},
]
BANDS = step("bands", of="x", bands=TABLE)
POINT = step("bands", of="x", unit="1", bands=[
    {"below": "3", "gives": "1"}, {"from": "3", "to": "3", "gives": "2"}, {"above": "3", "gives": "3"},
])  # fmt: skip
DATES = step("bands", of="d", bands=[
    {"below": "2026-04-01", "gives": "5"}, {"from": "2026-04-01", "gives": "3"},
])  # fmt: skip


@pytest.mark.parametrize(
    ("found", "values", "comes_to"),
    [
        (BANDS, {"x": "-5 point"}, "0"),
        (BANDS, {"x": "9.999999 point"}, "0"),
        (BANDS, {"x": "10 point"}, "500"),
        (BANDS, {"x": "20 point"}, "500"),
        (BANDS, {"x": "20.000001 point"}, "1200"),
        (POINT, {"x": "2.999999"}, "1"),
        (POINT, {"x": "3"}, "2"),
        (POINT, {"x": "3.000001"}, "3"),
        (DATES, {"d": "2026-03-31"}, "5"),
        (DATES, {"d": "2026-04-01"}, "3"),
        (step("bands", of="x", bands=[{"gives": "7"}]), {"x": "-1"}, "7"),
        (step("bands", of="x", bands=[{"to": "0", "gives": "p"}, {"above": "0", "gives": "1"}]),
         {"x": "0", "p": "9 KRW"}, "9"),
    ],
)  # fmt: skip
def test_which_band_counts(found: Any, values: dict[str, str], comes_to: str) -> None:
    assert worth(found, **values) == Fraction(comes_to)


def test_what_is_missing_is_named() -> None:
    assert worth(BANDS, x="? point") == ["x is missing."]
    priced = [{"to": "0", "gives": "p"}, {"above": "0", "gives": "1"}]
    assert worth(step("bands", of="x", bands=priced), x="5", p="? KRW") == ["p is missing."]


@pytest.mark.parametrize(
    ("found", "ranges", "unit", "grid"),
    [
        (BANDS, {"x": "0..99 point"}, "KRW", "100"),
        (POINT, {"x": "0..99 /2"}, "1", "1"),
        (step("bands", of="x", unit="KRW/day", bands=[{"gives": "p"}]),
         {"x": "0..9", "p": "0..1 KRW/day /2"}, "KRW/day", "1/100"),
        (step("bands", of="x", bands=[{"to": "0", "gives": "-6"}, {"above": "0", "gives": "4.5"}]),
         {"x": "0..9"}, "KRW", "3/2"),
    ],
)  # fmt: skip
def test_its_unit_and_its_grid(found: Any, ranges: dict[str, str], unit: str, grid: str) -> None:
    assert unit_and_grid(found, **ranges) == (unit, grid)


@pytest.mark.parametrize(
    ("ranges", "reach"),
    [
        ({"x": "0..99 point"}, ("0", "1200")),
        ({"x": "0..9 point"}, ("0", "0")),
        ({"x": "0..10 point"}, ("0", "500")),
        ({"x": "10..20 point"}, ("500", "500")),
        ({"x": "10..21 point"}, ("500", "1200")),
        ({"x": "21..22 point"}, ("1200", "1200")),
    ],
)
def test_only_bands_that_can_be_reached_count(
    ranges: dict[str, str], reach: tuple[str, str]
) -> None:
    assert span(BANDS, **ranges) == reach


def test_a_band_of_one_number_is_reached() -> None:
    assert span(POINT, x="3..3") == ("2", "2")
    assert span(POINT, x="0..3") == ("1", "2")
    assert span(POINT, x="3..4") == ("2", "3")


def test_each_way_to_bound_a_band_has_its_words() -> None:
    assert said(BANDS, x="0..9 point") == (
        "the value of the band that x falls into: below 10 points: ₩0; "
        "from 10 points up to and including 20 points: ₩500; above 20 points: ₩1,200"
    )
    others = [
        {"to": "1", "gives": "0"},
        {"above": "1", "below": "2", "gives": "1"},
        {"from": "2", "below": "3", "gives": "2"},
        {"from": "3", "to": "4", "gives": "p"},
        {"above": "4", "to": "5", "gives": "4"},
        {"above": "5", "below": "6", "gives": "4"},
        {"from": "6", "gives": "5"},
    ]
    assert said(step("bands", of="x", unit="day", bands=others), x="0..9", p="0..9 day") == (
        "the value of the band that x falls into: up to and including 1: 0; "
        "above 1 to below 2: 1; from 2 to below 3: 2; from 3 up to and including 4: p; "
        "above 4 up to and including 5: 4; above 5 to below 6: 4; from 6 on: 5"
    )
    always = step("bands", of="x", bands=[{"gives": "5"}])
    assert said(always, x="0..9") == "the value of the band that x falls into: always: ₩5"
    assert said(DATES, d="2026-01-01..2026-12-31") == (
        "the value of the band that d falls into: below 2026-04-01: ₩5; from 2026-04-01 on: ₩3"
    )


def test_the_working_has_the_values_beside_the_names() -> None:
    found = step("bands", of="x", bands=[{"to": "1", "gives": "p"}, {"above": "1", "gives": "2"}])
    assert working(found, x="3 point", p="7 KRW") == (
        "the value of the band that x (3 points) falls into: "
        "up to and including 1 point: p (₩7); above 1 point: ₩2"
    )


MEET = "Write “to” with “above”, or “below” with “from”."


@pytest.mark.parametrize(
    ("bands", "why"),
    [
        ([{"from": "1", "above": "1", "gives": "0"}],
         ("steps[0].bands[0] has two lower or two upper bounds. Keep “from” or “above”, “to” or "
         "“below”.")),
        ([{"to": "1", "gives": "0"}, {"above": "1", "to": "2", "below": "2", "gives": "0"}],
         ("steps[0].bands[1] has two lower or two upper bounds. Keep “from” or “above”, “to” or "
         "“below”.")),
        ([{"to": "1", "gives": "0"}, {"above": "1", "to": "0", "gives": "0"}],
         "steps[0].bands[1] holds nothing: it ends at 0, before it begins. Exchange the bounds."),
        ([{"to": "1", "gives": "0"}, {"above": "1", "to": "1", "gives": "0"}],
         "steps[0].bands[1] holds nothing: it ends at 1, before it begins. Exchange the bounds."),
        ([{"to": "1", "gives": "0"}, {"from": "1", "below": "1", "gives": "0"}],
         "steps[0].bands[1] holds nothing: it ends at 1, before it begins. Exchange the bounds."),
        ([{"from": "1", "gives": "0"}],
         ("steps[0].bands[0] leaves out everything beyond 1. Take its lower bound away, or add a "
         "band that gives “0” there.")),
        ([{"to": "1", "gives": "0"}, {"above": "1", "to": "7", "gives": "0"}],
         ("steps[0].bands[1] leaves out everything beyond 7. Take its upper bound away, or add a "
         "band that gives “0” there.")),
        ([{"to": "1", "gives": "0"}, {"gives": "0"}],
         ("steps[0].bands[0] and the band after it have no edge between them. Give one an upper "
         "and the other a lower bound.")),
        ([{"gives": "0"}, {"above": "1", "gives": "0"}],
         ("steps[0].bands[0] and the band after it have no edge between them. Give one an upper "
         "and the other a lower bound.")),
        ([{"to": "1", "gives": "0"}, {"above": "1", "to": "2", "gives": "0"},
          {"above": "3", "gives": "0"}],
         ("Between steps[0].bands[1] and the band after it there is a gap: one ends at 2, the other "
         "begins at 3. Write the same number.")),
        ([{"to": "2", "gives": "0"}, {"above": "1", "gives": "0"}],
         ("Between steps[0].bands[0] and the band after it there is an overlap: one ends at 2, the "
         "other begins at 1. Write the same number.")),
        ([{"to": "1", "gives": "0"}, {"from": "1", "gives": "0"}],
         f"steps[0].bands[0] ends at 1 where the next begins, and both bands hold it. {MEET}"),
        ([{"below": "1.5", "gives": "0"}, {"above": "1.5", "gives": "0"}],
         f"steps[0].bands[0] ends at 1.5 where the next begins, and no band holds it. {MEET}"),
        ([], "steps[0].bands must be a list with 1 to 200 items."),
        ([{"to": "x", "gives": "0"}],
         "steps[0].bands[0].to must be a number or a date in quotation marks, not a name."),
    ],
)  # fmt: skip
def test_tables_that_make_no_sense(bands: list[dict[str, str]], why: str) -> None:
    assert unread(step("bands", of="x", bands=bands)) == why


def test_a_band_may_hold_one_number_only_if_both_its_bounds_do() -> None:
    assert worth(POINT, x="3") == 2


def test_what_does_not_fit_together() -> None:
    assert refused(DATES, d="0..9 point") == (
        "steps[0].bands[0].below is a date; it has to be a number."
    )
    assert refused(BANDS, x="2026-01-01..2026-12-31") == (
        "steps[0].bands[0].below is a number; it has to be a date."
    )
    named = step("bands", of="x", bands=[{"gives": "p"}])
    assert refused(named, x="0..9", p="0..9 day") == (
        "steps[0].bands[0].gives is counted in day; it has to be in KRW."
    )
    assert refused(step("bands", of="x", unit="day", bands=[{"gives": "p"}]), x="0..9",
                   p="0..9 KRW") == (
        "steps[0].bands[0].gives is counted in KRW; it has to be in day."
    )  # fmt: skip


@given(
    edges=st.lists(
        st.tuples(st.integers(-3, 9), st.booleans()),
        min_size=1,
        max_size=5,
        unique_by=lambda e: e[0],
    ).map(sorted),
    found=st.fractions(-5, 11, max_denominator=3),
)
def test_every_number_falls_into_the_one_band_that_holds_it(
    edges: list[tuple[int, bool]], found: Fraction
) -> None:
    bands = tiled(edges)
    holding = [i for i, band in enumerate(bands) if holds(band, found)]
    assert holding == [reached(bands, found)]


def tiled(edges: list[tuple[int, bool]]) -> list[Band]:
    """The bands between edges, each of which belongs to the band below it or above it."""
    rows: list[dict[str, Operand]] = [{} for _ in range(len(edges) + 1)]
    for i, (edge, is_below) in enumerate(edges):
        end, start = ("to", "above") if is_below else ("below", "from_")
        rows[i][end], rows[i + 1][start] = literal(edge), literal(edge)
    return [Band(gives=literal(0), **row) for row in rows]


def holds(band: Band, found: Fraction) -> bool:
    def bound(one: Operand | None) -> Fraction | None:
        return one.value if one else None

    above, start = bound(band.above), bound(band.from_)
    below, end = bound(band.below), bound(band.to)
    return (
        (above is None or found > above)
        and (start is None or found >= start)
        and (below is None or found < below)
        and (end is None or found <= end)
    )
