"""Tables over a column: bands, brackets and lines are straight pieces, one beside the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np

from programs.domain.terms.bulk.columns import Array
from programs.domain.terms.bulk.facts import ONE, Facts, Getter, Kernel, plain, shared
from programs.domain.terms.bulk.rows import Rows
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.bands import Band, Bands
from programs.domain.terms.ops.brackets import Brackets
from programs.domain.terms.ops.knotted_line import Line
from programs.domain.terms.ops.line import Knot

Test: TypeAlias = tuple[Callable[[Any, Any], Any], int | Fraction]


@dataclass(frozen=True, slots=True)
class Piece:
    """From an edge on, with the edge or without: `base` plus `slope` for each unit from zero."""

    edge: Fraction
    has_edge: bool
    base: Fraction
    slope: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Edges:
    """Which piece a count falls into: as many edges as it has passed.

    A few comparisons are several times as fast as a search in a sorted table.
    """

    of: Getter
    tests: Sequence[Test]

    @classmethod
    def made(cls, of: Operand, edges: Sequence[tuple[Fraction, bool]], facts: Facts) -> Edges:
        """Whole counts pass a whole edge or do not; others are held against the exact one."""
        fact = facts.of(of)
        bounds = [(plain(edge / fact.scale), has_edge) for edge, has_edge in edges]
        if fact.is_whole:
            tests: list[Test] = [(np.greater_equal, _whole(*one)) for one in bounds]
        else:
            tests = [(np.greater_equal if has else np.greater, b) for b, has in bounds]
        return cls(facts.number(of), tests)

    def place(self, found: Any) -> Array:
        """The place of the piece for each row."""
        places = np.zeros(np.shape(found), dtype=np.int8 if len(self.tests) < 128 else np.int16)
        for test, bound in self.tests:
            places += test(found, bound)
        return places


def _whole(edge: int | Fraction, has_edge: bool) -> int:
    """The first whole count that has passed an edge."""
    return -(-edge // 1) if has_edge else edge // 1 + 1


def pieced(of: Operand, first: Fraction, pieces: Sequence[Piece], facts: Facts) -> Kernel:
    """Base and slope by place, then one multiplication and one addition.

    Before the first edge it is flat.
    """
    own = facts.of(of).scale
    scale = shared([first, *(one for piece in pieces for one in (piece.base, piece.slope * own))])
    bases = [int(one / scale) for one in (first, *(piece.base for piece in pieces))]
    slopes = [0, *(int(piece.slope * own / scale) for piece in pieces)]
    most = facts.reach(of, own)
    facts.meet(*(abs(b) + abs(s) * max(most, ONE) for b, s in zip(bases, slopes, strict=True)))
    edges = Edges.made(of, [(piece.edge, piece.has_edge) for piece in pieces], facts)
    dtype = object if facts.is_wide else np.int64
    base, slope = np.array(bases, dtype=dtype), np.array(slopes, dtype=dtype)
    is_flat = not any(slopes)

    def run(rows: Rows) -> Any:
        found = edges.of(rows)
        places = edges.place(found)
        if is_flat:
            return base.take(places)
        amounts = slope.take(places) * found
        amounts += base.take(places)
        return amounts

    return Kernel(run, scale, facts.is_whole or is_flat)


def bands(op: Bands, facts: Facts) -> Kernel:
    """What the band is worth, be it written or measured."""
    gives = [band.gives for band in op.bands]
    lower = [_lower(one) for one in op.bands[1:]]
    if all(one.value is not None for one in gives):
        worth = [one.value or Fraction(0) for one in gives]
        pieces = [Piece(*edge, base) for edge, base in zip(lower, worth[1:], strict=True)]
        return pieced(op.of, worth[0], pieces, facts)
    scale = facts.common(gives)
    edges = Edges.made(op.of, lower, facts)
    getters = [facts.number(one, scale) for one in gives]
    is_whole = all(facts.of(one).is_whole for one in gives)

    def run(rows: Rows) -> Any:
        places, worth = edges.place(edges.of(rows)), getters[0](rows)
        for i, getter in enumerate(getters[1:], start=1):
            worth = np.where(places == i, getter(rows), worth)
        return worth

    return Kernel(run, scale, is_whole)


def _lower(band: Band) -> tuple[Fraction, bool]:
    return _value(band.start), band.from_ is not None


def _value(operand: Operand | None) -> Fraction:
    return Fraction(0) if operand is None or operand.value is None else operand.value


def brackets(op: Brackets, facts: Facts) -> Kernel:
    """Written rates make a bent line; measured ones are added up bracket by bracket."""
    if any(one.rate.value is None for one in op.brackets):
        return _measured(op, facts)
    pieces, edge, amount = [], op.first, Fraction(0)
    for one in op.brackets:
        slope = _value(one.rate)
        pieces.append(Piece(edge, True, amount - slope * edge, slope))
        if one.to is not None:
            amount, edge = amount + slope * (_value(one.to) - edge), _value(one.to)
    if op.brackets[-1].to is not None:
        pieces.append(Piece(edge, True, amount))
    return pieced(op.of, Fraction(0), pieces, facts)


def _measured(op: Brackets, facts: Facts) -> Kernel:
    ends = [op.first, *(_value(one.to) for one in op.brackets if one.to)]
    count = shared([facts.of(op.of).scale, *(abs(end) for end in ends)])
    rates = [facts.of(one.rate).scale for one in op.brackets]
    scale = shared(count * rate for rate in rates)
    lows = [int(end / count) for end in ends]
    highs = [*lows[1:], None]
    of, getters = facts.number(op.of, count), [facts.number(one.rate) for one in op.brackets]
    factors = [int(count * rate / scale) for rate in rates]
    widest = facts.reach(op.of, count) + max(map(abs, lows))
    reaches = [facts.reach(one.rate, facts.of(one.rate).scale) for one in op.brackets]
    facts.meet(sum(widest * max(r, ONE) * f for r, f in zip(reaches, factors, strict=True)))

    def run(rows: Rows) -> Any:
        found, amounts = of(rows), []
        for low, high, rate, factor in zip(lows, highs, getters, factors, strict=False):
            width = np.maximum((found if high is None else np.minimum(found, high)) - low, 0)
            amounts.append(width * rate(rows) * factor)
        return reduce(np.add, amounts)

    return facts.kernel(run, scale)


def line(op: Line, facts: Facts) -> Kernel:
    """From knot to knot; a knot belongs to the piece before it where it says so."""
    left, right = op.height(_value(op.knots[0].at) - 1), _value(op.knots[-1].gives)
    pieces = [_between(low, high) for low, high in pairwise(op.knots)]
    last = op.knots[-1]
    pieces.append(Piece(_value(last.at), _has_edge(last), right))
    return pieced(op.of, left, pieces, facts)


def _has_edge(knot: Knot) -> bool:
    return knot.before is None or knot.belongs == "gives"


def _between(low: Knot, high: Knot) -> Piece:
    start, end = _value(low.at), _value(high.at)
    arrives = _value(high.gives if high.before is None else high.before)
    slope = (arrives - _value(low.gives)) / (end - start)
    return Piece(start, _has_edge(low), _value(low.gives) - slope * start, slope)
