"""M4. What one number is above another, such as treated against control."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand
from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference(RowOp):
    """M4. What one number is above another, such as treated against control."""

    do, code, home = "difference", "M4", Stage.MEASURE
    of: Operand = operand()
    less: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that both have."""
        return kinds.same([self.of, self.less])

    def result(self, at: At) -> Fraction:
        """It may be below zero."""
        return at.number(self.of) - at.number(self.less)

    def span(self, spans: Spans) -> Span:
        """The difference of the spans."""
        return spans(self.of) - spans(self.less)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say("%(of)s less %(less)s", of=names(self.of), less=names(self.less))
