"""R1. Where an exact number becomes a written one: the unit, the way, and the stage."""

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

WAYS = ("half_up", "half_even", "half_down", "down", "up", "floor", "ceiling")


def rounded(value: Fraction, unit: Fraction, way: str) -> Fraction:
    """The multiple of `unit` that `way` chooses. Halves: up is away from zero, down towards it."""
    exact = value / unit
    below = exact.numerator // exact.denominator
    left = exact - below
    return (below + _step(way, left, below)) * unit


def _step(way: str, left: Fraction, below: int) -> int:
    """0 to stay on the multiple below, 1 to go to the one above."""
    if not left:
        return 0
    is_negative = below < 0
    half = Fraction(1, 2)
    ways = {
        "floor": False,
        "ceiling": True,
        "down": is_negative,
        "up": not is_negative,
        "half_up": left > half or (left == half and not is_negative),
        "half_down": left > half or (left == half and is_negative),
        "half_even": left > half or (left == half and below % 2 == 1),
    }
    return int(ways[way])


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(RowOp):
    """R1. To a multiple of `unit` of what it rounds; the step's stage says when."""

    do, code, home = "round", "R1", Stage.PRICE
    of: Operand = operand()
    unit: Fraction = member(NumberSlot(Fraction(1, 10**12), Fraction(10**12)))
    way: str = choice(*WAYS)

    def kind(self, kinds: Kinds) -> Kind:
        """The same unit of measure, on the grid of the rounding."""
        return number(kinds.number(self.of).unit, self.unit)

    def result(self, at: At) -> Fraction:
        """The multiple."""
        return rounded(at.number(self.of), self.unit, self.way)

    def span(self, spans: Spans) -> Span:
        """Both ends rounded: rounding never turns an order round."""
        found = spans(self.of)
        return Span(
            rounded(found.low, self.unit, self.way), rounded(found.high, self.unit, self.way)
        )

    def said(self, names: Names) -> Sentence:
        """In words."""
        values = {"of": names(self.of), "unit": names(literal(self.unit), like=self.of)}
        return Sentence(SAID[self.way].text, values)


SAID = {
    "half_up": say("%(of)s, rounded to a multiple of %(unit)s, a half away from zero"),
    "half_even": say("%(of)s, rounded to a multiple of %(unit)s, a half to the even one"),
    "half_down": say("%(of)s, rounded to a multiple of %(unit)s, a half towards zero"),
    "down": say("%(of)s, rounded towards zero to a multiple of %(unit)s"),
    "up": say("%(of)s, rounded away from zero to a multiple of %(unit)s"),
    "floor": say("%(of)s, rounded down to a multiple of %(unit)s"),
    "ceiling": say("%(of)s, rounded up to a multiple of %(unit)s"),
}
