"""M10. Less the share that would have happened anyway, or that others brought about."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand
from programs.domain.terms.kinds import Kind, common, number, product
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import ONE, Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import PURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadweight(RowOp):
    """M10. Less the share that would have happened anyway, or that others brought about."""

    do, code, home = "deadweight", "M10", Stage.MEASURE
    of: Operand = operand()
    share: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """What is left is counted as before."""
        found = kinds.number(self.of)
        share = kinds.number(self.share, PURE)
        return number(found.unit, product(found.grid, common(Fraction(1), share.grid)))

    def result(self, at: At) -> Fraction:
        """The rest."""
        return at.number(self.of) * (1 - at.number(self.share))

    def span(self, spans: Spans) -> Span:
        """The product of the spans."""
        return spans(self.of) * (ONE - spans(self.share))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "%(of)s less a share of %(share)s that would have happened anyway",
            of=names(self.of),
            share=names(self.share),
        )
