"""T5. What a budget has left is put to use again by a share, and the rest is returned."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import member, operand
from programs.domain.terms.kinds import Kind, common, number
from programs.domain.terms.operands import Operand, literal
from programs.domain.terms.ops.rounding import rounded
from programs.domain.terms.ops.splitting import HUGE, TINY, near, whole_units
from programs.domain.terms.slots import NumberSlot
from programs.domain.terms.spans import ONE, ZERO, Span
from programs.domain.terms.step import At, Kinds, Names, PartsOp, Spans, Stage
from programs.domain.terms.units import PURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Surplus(PartsOp):
    """T5. What a budget has left is put to use again by a share, and the rest is returned."""

    do, code, home = "surplus", "T5", Stage.SETTLE
    of: Operand = operand()
    used: Operand = operand()
    reinvested: Operand = operand()
    unit: Fraction = member(NumberSlot(TINY, HUGE))

    def parts(self) -> tuple[str, ...]:
        """Where it goes."""
        return ("reinvested", "returned")

    def kind(self, kinds: Kinds) -> Kind:
        """Money in whole units."""
        kinds.number(self.reinvested, PURE)
        for one in (self.of, self.used):
            whole_units(kinds, one, self.unit)
        unit = kinds.same([self.of, self.used]).unit
        return number(unit, common(self.unit))

    def results(self, at: At) -> tuple[Fraction, ...]:
        """Nothing is left where more was used."""
        left = max(at.number(self.of) - at.number(self.used), Fraction(0))
        reinvested = rounded(left * at.number(self.reinvested), self.unit, "down")
        return (reinvested, left - reinvested)

    def part_spans(self, spans: Spans) -> tuple[Span, ...]:
        """Each within a unit of its exact share."""
        left = (spans(self.of) - spans(self.used)).most_of(ZERO)
        share, zero = spans(self.reinvested), Fraction(0)
        return (near(left * share, self.unit, zero), near(left * (ONE - share), self.unit, zero))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "what %(used)s leaves of %(of)s: a share of %(share)s is put to use again, rounded "
            "towards zero to a multiple of %(unit)s, and the rest is returned",
            used=names(self.used),
            of=names(self.of),
            share=names(self.reinvested),
            unit=names(literal(self.unit), like=self.of),
        )
