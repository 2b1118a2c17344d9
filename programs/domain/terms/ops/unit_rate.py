"""P1. A rate for every unit, up to a number of units if one is given."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence
from programs.domain.terms.fields import may, operand
from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.rates import rate_kind, rate_said, unit_span, units
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRate(RowOp):
    """P1. A rate for every unit, up to a number of units if one is given."""

    do, code, home = "unit_rate", "P1", Stage.PRICE
    of: Operand = operand()
    rate: Operand = operand()
    most: Operand | None = may()

    def kind(self, kinds: Kinds) -> Kind:
        """Money: the rate has to be money for each unit."""
        return rate_kind(kinds, self.of, self.rate, self.most)

    def result(self, at: At) -> Fraction:
        """Rate times units."""
        return units(at, self.of, self.most) * at.number(self.rate)

    def span(self, spans: Spans) -> Span:
        """The product of the spans."""
        return unit_span(spans, self.of, self.most) * spans(self.rate)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return rate_said(names, self.of, self.rate, self.most)
