"""P6. Straight from knot to knot and flat outside; a knot may jump."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.terms.fields import member, operand, rows
from programs.domain.terms.kinds import Kind, common, number
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.line import Knot
from programs.domain.terms.slots import UnitSlot
from programs.domain.terms.spans import Span, hull_of
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Line(RowOp):
    """P6. Straight from knot to knot and flat outside; a knot may jump."""

    do, code, home = "line", "P6", Stage.PRICE
    of: Operand = operand()
    knots: tuple[Knot, ...] = rows(Knot)
    unit: Unit | None = member(UnitSlot(), default=None)

    def check(self, place: str) -> None:
        """Knots rise."""
        for i, (low, high) in enumerate(pairwise(self.knots), start=1):
            if high.at.number <= low.at.number:
                raise RuleBroken(
                    "%(place)s is %(at)s; it has to be more than the knot before it.",
                    place=f"{place}.knots[{i}].at",
                    at=high.at.text,
                )

    def kind(self, kinds: Kinds) -> Kind:
        """What the knots are worth: money unless a unit is given."""
        kinds.same([self.of, *(knot.at for knot in self.knots)])
        flat = all(_right(low) == _left(high) for low, high in pairwise(self.knots))
        heights = [abs(side(knot)) for knot in self.knots for side in (_left, _right)]
        return number(self.unit or kinds.money, common(*heights) if flat else None)

    def result(self, at: At) -> Fraction:
        """Between its neighbours, or on the knot."""
        return self.height(at.number(self.of))

    def height(self, found: Fraction) -> Fraction:
        """How high the line stands at a value."""
        if found < self.knots[0].at.number:
            return _left(self.knots[0])
        for low, high in pairwise(self.knots):
            if low.at.number < found < high.at.number:
                part = (found - low.at.number) / (high.at.number - low.at.number)
                return _right(low) + part * (_left(high) - _right(low))
        for knot in self.knots:
            if knot.at.number == found:
                return _left(knot) if knot.belongs == "before" else _right(knot)
        return _right(self.knots[-1])

    def span(self, spans: Spans) -> Span:
        """A line is highest and lowest at its ends and knots, on both sides of a jump."""
        found = spans(self.of)
        return hull_of(self._heights(found))

    def _heights(self, found: Span) -> Iterator[Fraction]:
        yield self.height(found.low)
        yield self.height(found.high)
        for knot in self.knots:
            at = knot.at.number
            if found.low < at <= found.high:
                yield _left(knot)
            if found.low <= at < found.high:
                yield _right(knot)

    def said(self, names: Names) -> Sentence:
        """In words."""
        knots = tuple(knot.said(names, self.of, is_money=self.unit is None) for knot in self.knots)
        return say(
            "the value at %(of)s on straight lines between these points, flat outside them: "
            "%(knots)s",
            of=names(self.of),
            knots=knots,
        )


def _left(knot: Knot) -> Fraction:
    return _right(knot) if knot.before is None else knot.before.number


def _right(knot: Knot) -> Fraction:
    return knot.gives.number
