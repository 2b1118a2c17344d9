"""C8. Whether something does not hold, such as a stop that was not called."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand
from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Not(RowOp):
    """C8. Whether something does not hold, such as a stop that was not called."""

    do, code, home = "not", "C8", Stage.CONDITION
    of: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """A yes or no."""
        return kinds.truth(self.of)

    def result(self, at: At) -> bool:
        """The opposite."""
        return not at.truth(self.of)

    def span(self, spans: Spans) -> Span:
        """The opposite."""
        found = spans(self.of)
        return Span(1 - found.high, 1 - found.low)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say("whether “%(of)s” does not hold", of=names(self.of))
