"""M2. One number over another."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.dividing import over_grid, quotient, quotient_span
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio(RowOp):
    """M2. One number over another."""

    do, code, home = "ratio", "M2", Stage.MEASURE
    of: Operand = operand()
    to: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """The quotient of the units."""
        above, below = kinds.number(self.of), kinds.number(self.to)
        return number(above.unit / below.unit, over_grid(above, self.to))

    def result(self, at: At) -> Fraction:
        """Not rounded."""
        return quotient(at.number(self.of), at.number(self.to), self.to.text)

    def span(self, spans: Spans) -> Span:
        """The quotient of the spans."""
        return quotient_span(spans, spans(self.of), self.to)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say("%(of)s divided by %(to)s", of=names(self.of), to=names(self.to))
