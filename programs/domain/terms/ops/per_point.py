"""P7. A rate for every whole point above a line; how parts of a point count is said."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import choice, member, operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand, literal
from programs.domain.terms.slots import NumberSlot
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


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
