"""Sums, differences, products: what every stage needs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import prod

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand, operands
from programs.domain.terms.kinds import Kind, number, product
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import Unit
from programs.domain.terms.values import added


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum(RowOp):
    """P11, T1. Several amounts together: a fixed part and a variable one, or components."""

    do, code, home = "sum", "P11", Stage.PRICE
    of: tuple[Operand, ...] = operands()

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that all have."""
        return kinds.same(self.of)

    def result(self, at: At) -> Fraction:
        """Their sum."""
        return added(map(at.number, self.of))

    def span(self, spans: Spans) -> Span:
        """The sum of the spans."""
        return reduce(Span.__add__, map(spans, self.of))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say("the sum of: %(of)s", of=tuple(map(names, self.of)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference(RowOp):
    """M4. What one number is above another, such as treated against control."""

    do, code, home = "difference", "M4", Stage.MEASURE
    of: Operand = operand()
    less: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that both have."""
        return kinds.same([self.of, self.less])

    def result(self, at: At) -> Fraction:
        """It may be below zero."""
        return at.number(self.of) - at.number(self.less)

    def span(self, spans: Spans) -> Span:
        """The difference of the spans."""
        return spans(self.of) - spans(self.less)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say("%(of)s less %(less)s", of=names(self.of), less=names(self.less))


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
        return prod(map(at.number, self.of), start=Fraction(1))

    def span(self, spans: Spans) -> Span:
        """The product of the spans."""
        return reduce(Span.__mul__, map(spans, self.of))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say("the product of: %(of)s", of=tuple(map(names, self.of)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Least(RowOp):
    """The smallest of several."""

    do, code, home = "smallest_of", "K2", Stage.CAP
    of: tuple[Operand, ...] = operands(least=2)

    def kind(self, kinds: Kinds) -> Kind:
        """The unit that all have."""
        return kinds.same(self.of)

    def result(self, at: At) -> Fraction:
        """The smallest."""
        return min(map(at.number, self.of))

    def span(self, spans: Spans) -> Span:
        """The smaller ends."""
        return reduce(Span.least_of, map(spans, self.of))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say("the smallest of: %(of)s", of=tuple(map(names, self.of)))


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
