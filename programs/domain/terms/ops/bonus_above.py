"""P8. A rate for every unit above a number, up to a number of such units if one is given."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import may, operand
from programs.domain.terms.kinds import Kind, number, product
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import ZERO, Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


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
