"""T2. Earned in total so far, less what was paid before; below zero it is claimed back."""

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
class Owed(RowOp):
    """T2. Earned in total so far, less what was paid before; below zero it is claimed back."""

    do, code, home = "owed", "T2", Stage.SETTLE
    of: Operand = operand()
    paid: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that both have."""
        return kinds.same([self.of, self.paid])

    def result(self, at: At) -> Fraction:
        """The difference."""
        return at.number(self.of) - at.number(self.paid)

    def span(self, spans: Spans) -> Span:
        """The difference of the spans."""
        return spans(self.of) - spans(self.paid)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "%(of)s earned so far, less %(paid)s paid before",
            of=names(self.of),
            paid=names.money(self.paid),
        )
