"""M1. Verified claims, of which only so many count for each subject."""

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
class Claims(RowOp):
    """M1. Verified claims, of which only so many count for each subject."""

    do, code, home = "claims", "M1", Stage.MEASURE
    of: Operand = operand()
    most: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """What is claimed."""
        return kinds.same([self.of, self.most])

    def result(self, at: At) -> Fraction:
        """No more than may be claimed."""
        return min(at.number(self.of), at.number(self.most))

    def span(self, spans: Spans) -> Span:
        """The smaller ends."""
        return spans(self.of).least_of(spans(self.most))

    def said(self, names: Names) -> Sentence:
        """In words."""
        most = names(self.most, like=self.of)
        return say("%(of)s, of which at most %(most)s count", of=names(self.of), most=most)
