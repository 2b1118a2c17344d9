"""P6, P7: amounts that rise in a line between knots, or point by point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.terms.fields import choice, member, operand, rows
from programs.domain.terms.kinds import Kind, common, number
from programs.domain.terms.operands import Operand, literal
from programs.domain.terms.slots import BoundSlot, NumberSlot, UnitSlot
from programs.domain.terms.spans import Span, hull_of
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Knot:
    """At this value the line is worth `gives`.

    A knot with `before` jumps: the line arrives at `before` and goes on from `gives`. The knot
    itself is worth `gives` unless `belongs` says `before`.
    """

    at: Operand = member(BoundSlot())
    before: Operand | None = member(BoundSlot(), default=None)
    gives: Operand = member(BoundSlot())
    belongs: str = choice("before", "gives", default="gives")

    def said(self, names: Names, of: Operand, *, is_money: bool) -> Sentence:
        """In words."""
        worth = names.money if is_money else names
        at, gives = names(self.at, like=of), worth(self.gives)
        if self.before is None:
            return say("%(gives)s at %(at)s", gives=gives, at=at)
        before = worth(self.before)
        if self.belongs == "before":
            return say(
                "%(before)s up to and including %(at)s, %(gives)s above it",
                before=before,
                at=at,
                gives=gives,
            )
        return say(
            "%(before)s below %(at)s, %(gives)s from it on", before=before, at=at, gives=gives
        )


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PerPoint(RowOp):
    """P7. A rate for every whole point above a line; how parts of a point count is said."""

    do, code, home = "per_point", "P7", Stage.PRICE
    of: Operand = operand()
    above: Operand = operand()
    point: Fraction = member(NumberSlot(Fraction(1, 10**6), Fraction(10**9)))
    whole: str = choice("down", "half_up", "up")
    rate: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """Money: the rate is money for each point."""
        kinds.same([self.of, self.above])
        return number(kinds.money, kinds.number(self.rate, kinds.money).grid)

    def result(self, at: At) -> Fraction:
        """Whole points times the rate; below the line there are none."""
        return self.points(at.number(self.of) - at.number(self.above)) * at.number(self.rate)

    def points(self, over: Fraction) -> Fraction:
        """How many points count."""
        exact = max(Fraction(0), over) / self.point
        below = exact.numerator // exact.denominator
        left = exact - below
        return Fraction(below + _counted(left, self.whole))

    def span(self, spans: Spans) -> Span:
        """More above the line is never fewer points."""
        over = spans(self.of) - spans(self.above)
        return Span(self.points(over.low), self.points(over.high)) * spans(self.rate)

    def said(self, names: Names) -> Sentence:
        """In words."""
        values = {
            "of": names(self.of),
            "above": names(self.above, like=self.of),
            "rate": names.money(self.rate),
            "point": names(literal(self.point), like=self.of),
        }
        return Sentence(POINTS[self.whole].text, values)


def _counted(left: Fraction, whole: str) -> int:
    """What a part of a point counts."""
    if whole == "down":
        return 0
    return int(left > 0 if whole == "up" else left >= Fraction(1, 2))


POINTS = {
    "down": say(
        "%(rate)s for each full %(point)s by which %(of)s is above %(above)s, parts not counted"
    ),
    "half_up": say(
        "%(rate)s for each %(point)s by which %(of)s is above %(above)s, "
        "a half or more counted as a whole"
    ),
    "up": say("%(rate)s for each %(point)s or part of it by which %(of)s is above %(above)s"),
}
