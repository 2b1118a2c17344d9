"""M1, M6. How many subjects inside meet a condition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import member, operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.labels import KeySlot
from programs.domain.terms.levels import ROOT
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, OverOp, Spans, Stage
from programs.domain.terms.units import PURE


@dataclass(frozen=True, slots=True, kw_only=True)
class CountOver(OverOp):
    """M1, M6. How many subjects inside meet a condition."""

    do, code, home = "count_over", "M1", Stage.MEASURE
    when: Operand = operand()
    up_to: str = member(KeySlot(), default=ROOT)

    def kind(self, kinds: Kinds) -> Kind:
        """A whole number."""
        kinds.truth(self.when)
        return number(PURE, Fraction(1))

    def gathered(self, rows: Sequence[At]) -> Fraction:
        """How many."""
        return Fraction(sum(at.truth(self.when) for at in rows))

    def span_over(self, spans: Spans, count: Span) -> Span:
        """None of them, or all."""
        return count * spans(self.when)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "one for every %(whom)s for which “%(when)s” holds",
            whom=names.whom(self.when),
            when=names(self.when),
        )
