"""M6, C2, C5. Whether all of several conditions hold."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operands
from programs.domain.terms.kinds import TRUTH, Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.comparing import all_span
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class All(RowOp):
    """M6, C2, C5. Whether all of several conditions hold."""

    do, code, home = "all_of", "M6", Stage.CONDITION
    of: tuple[Operand, ...] = operands()

    def kind(self, kinds: Kinds) -> Kind:
        """A yes or no about yeses and noes."""
        for one in self.of:
            kinds.truth(one)
        return TRUTH

    def result(self, at: At) -> bool:
        """Whether all hold."""
        return all(at.truth(one) for one in self.of)

    def span(self, spans: Spans) -> Span:
        """Whether all can hold, or one can fail."""
        return all_span([spans(one) for one in self.of])

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say("whether all of these hold: %(of)s", of=tuple(map(names, self.of)))
