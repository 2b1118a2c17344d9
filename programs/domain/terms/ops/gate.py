"""C6, C7, C5. Counts only if a condition holds, such as a verification; otherwise zero."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand
from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.lump import gated
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.values import Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate(RowOp):
    """C6, C7, C5. Counts only if a condition holds, such as a verification; otherwise zero."""

    do, code, home = "gate", "C6", Stage.CONDITION
    of: Operand = operand()
    when: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """What is behind the gate."""
        kinds.truth(self.when)
        return kinds.number(self.of)

    def result(self, at: At) -> Scalar:
        """It, or zero."""
        found = at.number(self.of)
        return found if at.truth(self.when) else found - found

    def span(self, spans: Spans) -> Span:
        """Zero as well, unless the gate is always open."""
        return gated(spans(self.of), spans(self.when))

    def said(self, names: Names) -> Sentence:
        """In words."""
        of, when = names(self.of), names(self.when)
        return say("%(of)s if “%(when)s” holds, otherwise 0", of=of, when=when)
