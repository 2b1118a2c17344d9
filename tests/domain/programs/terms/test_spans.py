"""What a value can be at least and at most."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.domain.terms.spans import (
    ALWAYS,
    EITHER,
    NEVER,
    ONE,
    ZERO,
    Span,
    hull_of,
    point,
    truth,
)


def of(low: int, high: int) -> Span:
    return Span(Fraction(low), Fraction(high))


RED, BOTH = Span(Fraction(0), Fraction(0), frozenset({"red"})), frozenset({"red", "blue"})
SPANS = st.tuples(st.integers(-9, 9), st.integers(0, 9)).map(lambda p: of(p[0], p[0] + p[1]))
SHARE = st.fractions(0, 1, max_denominator=4)


def test_by_hand() -> None:
    assert of(1, 2) + of(10, 20) == of(11, 22)
    assert of(1, 2) - of(10, 20) == of(-19, -8)
    assert of(-1, 2) * of(-3, 4) == of(-6, 8)
    assert of(-2, -1) * of(-4, -3) == of(3, 8)
    assert of(1, 9).least_of(of(3, 5)) == of(1, 5)
    assert of(1, 9).most_of(of(3, 5)) == of(3, 9)
    assert of(1, 2).or_else(of(5, 6)) == of(1, 6)
    assert of(5, 6).or_else(of(1, 2)) == of(1, 6)
    assert hull_of([Fraction(3), Fraction(-1), Fraction(2)]) == of(-1, 3)
    assert point(5) == of(5, 5)
    assert point(Fraction(1, 2)) == Span(Fraction(1, 2), Fraction(1, 2))
    assert (of(0, 0), of(1, 1), of(0, 1), of(0, 0), of(1, 1)) == (ZERO, ONE, EITHER, NEVER, ALWAYS)


def test_words() -> None:
    both = RED.or_else(Span(Fraction(0), Fraction(0), frozenset({"blue"})))
    assert both.words == BOTH
    assert RED.is_point
    assert not both.is_point
    assert RED.holds("red")
    assert not RED.holds("blue")


@pytest.mark.parametrize(
    ("no", "yes", "span"),
    [(True, True, EITHER), (False, True, ALWAYS), (True, False, NEVER)],
)
def test_yes_and_no(no: bool, yes: bool, span: Span) -> None:
    assert truth(can_be_no=no, can_be_yes=yes) == span


def test_what_it_holds() -> None:
    assert [one for one in range(5) if of(1, 3).holds(Fraction(one))] == [1, 2, 3]
    assert EITHER.holds(True)
    assert EITHER.holds(False)
    assert not ALWAYS.holds(False)
    assert not NEVER.holds(True)
    assert of(2, 2).is_point
    assert not of(2, 3).is_point


def inside(span: Span, share: Fraction) -> Fraction:
    return span.low + (span.high - span.low) * share


@given(a=SPANS, b=SPANS, x=SHARE, y=SHARE)
def test_what_is_worked_out_from_inside_is_inside(
    a: Span, b: Span, x: Fraction, y: Fraction
) -> None:
    one, other = inside(a, x), inside(b, y)
    assert (a + b).holds(one + other)
    assert (a - b).holds(one - other)
    assert (a * b).holds(one * other)
    assert a.least_of(b).holds(min(one, other))
    assert a.most_of(b).holds(max(one, other))
    assert a.or_else(b).holds(one)
    assert a.or_else(b).holds(other)


@given(a=SPANS, b=SPANS)
def test_both_ends_are_reached(a: Span, b: Span) -> None:
    ends = [(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
    assert a + b == hull_of(x + y for x, y in ends)
    assert a - b == hull_of(x - y for x, y in ends)
    assert a * b == hull_of(x * y for x, y in ends)
    assert a.least_of(b) == hull_of(min(x, y) for x, y in ends)
    assert a.most_of(b) == hull_of(max(x, y) for x, y in ends)
