"""L. The sum over all subjects inside; nobody inside is a sum of zero."""

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
from programs.domain.terms.values import total


@dataclass(frozen=True, slots=True, kw_only=True)
class SumOver(OverOp):
    """L. The sum over all subjects inside; nobody inside is a sum of zero."""

    do, code, home = "sum_over", "M1", Stage.PRICE
    of: Operand = operand()
    up_to: str = member(KeySlot(), default=ROOT)

    def kind(self, kinds: Kinds) -> Kind:
        """What is summed."""
        found = kinds.number(self.of)
        return number(found.unit, found.grid)

    def gathered(self, rows: Sequence[At]) -> Fraction:
        """Their sum."""
        return total(at.number(self.of) for at in rows)

    def span_over(self, spans: Spans, count: Span) -> Span:
        """None of them, or as many as there can be."""
        return count * spans(self.of)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "the sum of %(of)s over every %(whom)s", of=names(self.of), whom=names.whom(self.of)
        )
