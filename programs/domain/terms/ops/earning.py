"""P8, P9, P12: bonuses above a number, shared savings, indexed prices."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.terms.fields import may, member, operand, rows
from programs.domain.terms.kinds import Kind, number, product
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.dividing import over_grid, quotient, quotient_span
from programs.domain.terms.slots import UnitSlot
from programs.domain.terms.spans import ZERO, Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import PURE, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class BonusAbove(RowOp):
    """P8. A rate for every unit above a number, up to a number of such units if one is given."""

    do, code, home = "bonus_above", "P8", Stage.PRICE
    of: Operand = operand()
    above: Operand = operand()
    rate: Operand = operand()
    most: Operand | None = may()

    def kind(self, kinds: Kinds) -> Kind:
        """Money: the rate has to be money for each unit."""
        counted = kinds.same([self.of, self.above, *([self.most] if self.most else [])])
        rate = kinds.number(self.rate, kinds.money / counted.unit)
        return number(kinds.money, product(counted.grid, rate.grid))

    def result(self, at: At) -> Fraction:
        """Below the number there is no bonus, and no malus."""
        over = max(at.number(self.of) - at.number(self.above), Fraction(0))
        if self.most:
            over = min(over, at.number(self.most))
        return over * at.number(self.rate)

    def span(self, spans: Spans) -> Span:
        """The product of the spans."""
        over = (spans(self.of) - spans(self.above)).most_of(ZERO)
        if self.most:
            over = over.least_of(spans(self.most))
        return over * spans(self.rate)

    def said(self, names: Names) -> Sentence:
        """In words."""
        values = {
            "rate": names.money(self.rate),
            "unit": names.unit(self.of),
            "of": names(self.of),
            "above": names(self.above, like=self.of),
        }
        text = say("%(rate)s for each %(unit)s of %(of)s above %(above)s").text
        if not self.most:
            return Sentence(text, values)
        return say(
            "%(said)s, for at most %(most)s",
            said=Sentence(text, values),
            most=names(self.most, like=self.of),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedSavings(RowOp):
    """P9. A share of savings until an amount is recovered from it, and another share after that."""

    do, code, home = "shared_savings", "P9", Stage.PRICE
    of: Operand = operand()
    share: Operand = operand()
    until: Operand = operand()
    then: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """Money."""
        kinds.number(self.of, kinds.money)
        kinds.number(self.until, kinds.money)
        kinds.number(self.share, PURE)
        kinds.number(self.then, PURE)
        return number(kinds.money, None)

    def result(self, at: At) -> Fraction:
        """Nothing of a loss. What is saved beyond recovery is shared at the second rate."""
        savings = max(at.number(self.of), Fraction(0))
        return self._paid(
            savings, at.number(self.share), at.number(self.until), at.number(self.then)
        )

    def _paid(
        self, savings: Fraction, share: Fraction, until: Fraction, then: Fraction
    ) -> Fraction:
        first = savings * share
        if first <= until or not share:
            return first
        return until + (savings - until / share) * then

    def span(self, spans: Spans) -> Span:
        """More savings and larger shares never pay less."""
        savings = spans(self.of).most_of(ZERO)
        share, until, then = spans(self.share), spans(self.until), spans(self.then)
        if min(share.low, until.low, then.low) < 0:
            raise RuleBroken(
                "Shares of savings and what is to be recovered cannot be below zero. "
                "Declare their ranges from 0 on."
            )
        ends = [
            self._paid(s, a, u, b)
            for s in (savings.low, savings.high)
            for a in (share.low, share.high)
            for u in (until.low, until.high)
            for b in (then.low, then.high)
        ]
        low = Fraction(0) if not (share.is_point and then.is_point) else min(ends)
        high = savings.high * max(share.high, then.high)
        return Span(low, max(ends) if share.is_point and then.is_point else high)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "%(share)s of %(of)s until %(until)s is recovered, then %(then)s",
            share=names(self.share),
            of=names(self.of),
            until=names.money(self.until),
            then=names(self.then),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """A value held against its base, such as a list against the average list."""

    index: Operand = operand()
    base: Operand = operand()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed(RowOp):
    """P12. Scaled by one or more indices over their bases."""

    do, code, home = "indexed", "P12", Stage.PRICE
    of: Operand = operand()
    by: tuple[Index, ...] = rows(Index, most=10)
    unit: Unit | None = member(UnitSlot(), default=None)

    def kind(self, kinds: Kinds) -> Kind:
        """The unit stays; a written price is money unless a unit is given, such as USD/day."""
        found = kinds.number(self.of, self.unit)
        grid = found.grid
        for one in self.by:
            kinds.same([one.index, one.base])
            grid = product(grid, over_grid(kinds.number(one.index), one.base))
        written: Unit = self.unit or kinds.money
        return number(written if found.is_literal else found.unit, grid)

    def result(self, at: At) -> Fraction:
        """Not rounded; a rounding step says where that happens."""
        factors = (quotient(at.number(o.index), at.number(o.base), o.base.text) for o in self.by)
        return reduce(Fraction.__mul__, factors, at.number(self.of))

    def span(self, spans: Spans) -> Span:
        """The product of the spans."""
        factors = (quotient_span(spans, spans(one.index), one.base) for one in self.by)
        return reduce(Span.__mul__, factors, spans(self.of))

    def said(self, names: Names) -> Sentence:
        """In words."""
        by = tuple(
            say("%(index)s divided by %(base)s", index=names(one.index), base=names(one.base))
            for one in self.by
        )
        of = names(self.of) if self.unit else names.money(self.of)
        return say("%(of)s, times %(by)s", of=of, by=by)
