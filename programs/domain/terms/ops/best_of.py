"""A5. The largest of several alternatives, and what is added on top whichever it is."""

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
class Best(RowOp):
    """A5. The largest of several alternatives, and what is added on top whichever it is."""

    do, code, home = "best_of", "A5", Stage.ADJUST
    of: tuple[Operand, ...] = operands(least=1)
    plus: tuple[Operand, ...] = operands(least=0)

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that all have."""
        return kinds.same([*self.of, *self.plus])

    def result(self, at: At) -> Fraction:
        """The largest, plus the rest."""
        return max(map(at.number, self.of)) + added(map(at.number, self.plus))

    def span(self, spans: Spans) -> Span:
        """The larger ends, plus the rest."""
        return reduce(
            Span.__add__, map(spans, self.plus), reduce(Span.most_of, map(spans, self.of))
        )

    def said(self, names: Names) -> Sentence:
        """In words."""
        of = tuple(map(names, self.of))
        if not self.plus:
            return say("the largest of: %(of)s", of=of)
        plus = tuple(map(names, self.plus))
        return say("the largest of: %(of)s, and on top of it: %(plus)s", of=of, plus=plus)
