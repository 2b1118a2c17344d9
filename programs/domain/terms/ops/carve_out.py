"""A4. A part is left out of a multiplication and added again unchanged."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand
from programs.domain.terms.kinds import Kind, common, number, product
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span, hull_of
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import PURE


@dataclass(frozen=True, slots=True, kw_only=True)
class CarveOut(RowOp):
    """A4. A part is left out of a multiplication and added again unchanged."""

    do, code, home = "carve_out", "A4", Stage.ADJUST
    of: Operand = operand()
    base: Operand = operand()
    factor: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """What is adjusted."""
        found = kinds.same([self.of, self.base])
        factor = kinds.number(self.factor, PURE)
        return number(found.unit, common(found.grid, product(found.grid, factor.grid)))

    def result(self, at: At) -> Fraction:
        """Base + (of − base) × factor."""
        base = at.number(self.base)
        return base + (at.number(self.of) - base) * at.number(self.factor)

    def span(self, spans: Spans) -> Span:
        """Highest and lowest at the ends, since it rises or falls in each number alone."""
        of, base, factor = spans(self.of), spans(self.base), spans(self.factor)
        return hull_of(
            b + (o - b) * f
            for o in (of.low, of.high)
            for b in (base.low, base.high)
            for f in (factor.low, factor.high)
        )

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "%(base)s, plus the rest of %(of)s times %(factor)s",
            base=names(self.base),
            of=names(self.of),
            factor=names(self.factor),
        )
