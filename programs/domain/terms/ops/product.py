"""P1, A1. Several numbers multiplied; their units multiply too."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operands
from programs.domain.terms.kinds import Kind, number, product
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class Product(RowOp):
    """P1, A1. Several numbers multiplied; their units multiply too."""

    do, code, home = "product", "P1", Stage.PRICE
    of: tuple[Operand, ...] = operands(least=2, most=10)

    def kind(self, kinds: Kinds) -> Kind:
        """The product of the units."""
        found = [kinds.number(one) for one in self.of]
        unit: Unit = reduce(Unit.__mul__, (kind.unit for kind in found))
        return number(unit, product(*(kind.grid for kind in found)))

    def result(self, at: At) -> Fraction:
        """Their product."""
        return reduce(Fraction.__mul__, map(at.number, self.of))

    def span(self, spans: Spans) -> Span:
        """The product of the spans."""
        return reduce(Span.__mul__, map(spans, self.of))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say("the product of: %(of)s", of=tuple(map(names, self.of)))
