"""P1, P2, P3: a rate for every unit, a card of rates, a lump sum."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from core.domain.words import Sentence, say
from programs.domain.terms.fields import may, operand, rows
from programs.domain.terms.kinds import Kind, common, number, product
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import ZERO, Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.values import added


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


@dataclass(frozen=True, slots=True, kw_only=True)
class CardItem:
    """One line of a rate card."""

    of: Operand = operand()
    rate: Operand = operand()
    most: Operand | None = may()


@dataclass(frozen=True, slots=True, kw_only=True)
class RateCard(RowOp):
    """P2. A rate for each kind of outcome, each up to a number of claims, added up."""

    do, code, home = "rate_card", "P2", Stage.PRICE
    items: tuple[CardItem, ...] = rows(CardItem)

    def kind(self, kinds: Kinds) -> Kind:
        """Money: each rate has to be money for each unit of its outcome."""
        found = [rate_kind(kinds, one.of, one.rate, one.most) for one in self.items]
        return number(kinds.money, common(*(kind.grid for kind in found)))

    def result(self, at: At) -> Fraction:
        """The sum of rates times units."""
        lines = (units(at, one.of, one.most) * at.number(one.rate) for one in self.items)
        return added(lines)

    def span(self, spans: Spans) -> Span:
        """The sum of the products of the spans."""
        lines = (unit_span(spans, one.of, one.most) * spans(one.rate) for one in self.items)
        return reduce(Span.__add__, lines)

    def said(self, names: Names) -> Sentence:
        """In words."""
        items = tuple(rate_said(names, one.of, one.rate, one.most) for one in self.items)
        return say("the sum of: %(of)s", of=items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lump(RowOp):
    """P3. All of an amount if something holds, and nothing otherwise."""

    do, code, home = "lump", "P3", Stage.PRICE
    amount: Operand = operand()
    when: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """Money."""
        kinds.truth(self.when)
        return number(kinds.money, kinds.number(self.amount, kinds.money).grid)

    def result(self, at: At) -> Fraction:
        """All or nothing."""
        amount = at.number(self.amount)
        return amount if at.truth(self.when) else Fraction(0)

    def span(self, spans: Spans) -> Span:
        """Nothing as well, unless it always holds."""
        return gated(spans(self.amount), spans(self.when))

    def said(self, names: Names) -> Sentence:
        """In words."""
        amount, when = names.money(self.amount), names(self.when)
        return say("%(amount)s if “%(when)s” holds, otherwise nothing", amount=amount, when=when)


def gated(found: Span, when: Span) -> Span:
    """What is left of a span behind a condition."""
    if when.low == 1:
        return found
    return ZERO if when.high == 0 else found.or_else(ZERO)


def rate_kind(kinds: Kinds, of: Operand, rate: Operand, most: Operand | None) -> Kind:
    """Money on the grid of the product."""
    counted = kinds.number(of)
    priced = kinds.number(rate, kinds.money / counted.unit)
    grids = [counted.grid]
    if most is not None:
        grids.append(kinds.number(most, counted.unit).grid)
    return number(kinds.money, product(common(*grids), priced.grid))


def units(at: At, of: Operand, most: Operand | None) -> Fraction:
    """What is paid for: no more than may be claimed."""
    found = at.number(of)
    return found if most is None else min(found, at.number(most))


def unit_span(spans: Spans, of: Operand, most: Operand | None) -> Span:
    """The span of what is paid for."""
    return spans(of) if most is None else spans(of).least_of(spans(most))


def rate_said(names: Names, of: Operand, rate: Operand, most: Operand | None) -> Sentence:
    """One line of a card in words."""
    values = {"rate": names.money(rate), "of": names(of), "unit": names.unit(of)}
    if most is None:
        return Sentence(say("%(rate)s for each %(unit)s of %(of)s").text, values)
    text = say("%(rate)s for each %(unit)s of %(of)s, for at most %(most)s").text
    return Sentence(text, {**values, "most": names(most, like=of)})
