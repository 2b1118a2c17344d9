"""P11, T1. Several amounts together: a fixed part and a variable one, or components."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operands
from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.values import added


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum(RowOp):
    """P11, T1. Several amounts together: a fixed part and a variable one, or components."""

    do, code, home = "sum", "P11", Stage.PRICE
    of: tuple[Operand, ...] = operands()

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that all have."""
        return kinds.same(self.of)

    def result(self, at: At) -> Fraction:
        """Their sum."""
        return added(map(at.number, self.of))

    def span(self, spans: Spans) -> Span:
        """The sum of the spans."""
        return reduce(Span.__add__, map(spans, self.of))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say("the sum of: %(of)s", of=tuple(map(names, self.of)))
