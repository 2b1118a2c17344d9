"""The smallest of several."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Least(RowOp):
    """The smallest of several."""

    do, code, home = "smallest_of", "K2", Stage.CAP
    of: tuple[Operand, ...] = operands(least=2)

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that all have."""
        return kinds.same(self.of)

    def result(self, at: At) -> Fraction:
        """The smallest."""
        return min(map(at.number, self.of))

    def span(self, spans: Spans) -> Span:
        """The smaller ends."""
        return reduce(Span.least_of, map(spans, self.of))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say("the smallest of: %(of)s", of=tuple(map(names, self.of)))
