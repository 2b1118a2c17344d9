"""What a sheet declares: currency, inputs, levels, days on which it counts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from programs.domain.terms.kinds import DATE, TRUTH, Kind, What
from programs.domain.terms.sheet import Currency, Effective, Input
from programs.domain.terms.spans import EITHER, Span
from programs.domain.terms.units import Unit
from tests.domain.programs.terms.build import given, named, ranged, sheet_of


def first(*inputs: dict[str, object]) -> Input:
    return sheet_of(inputs=list(inputs)).inputs[0]


def test_a_currency_has_a_smallest_amount() -> None:
    won, cent = Currency(code="KRW", minor=0), Currency(code="USD", minor=2)
    assert (won.unit, won.smallest) == (Unit((("KRW", 1),)), Fraction(1))
    assert (cent.unit, cent.smallest) == (Unit((("USD", 1),)), Fraction(1, 100))


def test_kinds_and_ranges_of_inputs() -> None:
    day = Unit((("day", 1),))
    days = first(ranged("x", "-1..20 day /2"))
    assert days.what == Kind(What.NUMBER, day, 0, Fraction(1, 100))
    assert days.span == Span(Fraction(-1), Fraction(20))
    assert first(ranged("x", "0..9")).what.grid == 1
    assert (first(given("x", True)).what, first(given("x", True)).span) == (TRUTH, EITHER)
    word = first(given("x", "red|blue"))
    assert word.what == Kind(What.WORD, words=("red", "blue"))
    assert word.span == Span(Fraction(0), Fraction(0), frozenset({"red", "blue"}))
    when = first(ranged("x", "2026-01-01..2026-12-31"))
    assert when.what == DATE
    assert when.span == Span(
        Fraction(date(2026, 1, 1).toordinal()), Fraction(date(2026, 12, 31).toordinal())
    )


def test_what_an_input_says_unless_it_says_otherwise() -> None:
    plain = first({"key": "x", "label": named("X"), "kind": "number"})
    assert plain == Input(key="x", label=plain.label, kind="number")
    assert (plain.unit, plain.decimals, plain.subject) == (Unit(), 0, "contract")
    assert (plain.direction, plain.source) == ("none", "declared")
    assert (plain.period, plain.estimator, plain.goal_of) == ("", "", "")
    assert (plain.least, plain.most, plain.words) == (None, None, ())
    assert plain.span == Span(Fraction(0), Fraction(0))


def test_levels_from_the_contract_inwards() -> None:
    assert sheet_of(inputs=[]).level_names() == ("contract",)
    assert sheet_of(inputs=[given("x", ["1"])]).level_names() == ("contract", "site")


@pytest.mark.parametrize(
    ("until", "day", "counts"),
    [
        (date(2026, 12, 31), date(2026, 3, 31), False),
        (date(2026, 12, 31), date(2026, 4, 1), True),
        (date(2026, 12, 31), date(2026, 12, 31), True),
        (date(2026, 12, 31), date(2027, 1, 1), False),
        (None, date(2099, 1, 1), True),
        (None, date(2026, 3, 31), False),
    ],
)
def test_both_days_of_a_version_count(until: date | None, day: date, *, counts: bool) -> None:
    assert Effective(from_=date(2026, 4, 1), until=until).covers(day) is counts
