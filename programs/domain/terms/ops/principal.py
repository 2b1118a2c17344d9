"""P10. The fraction of the principal that is returned, and interest over the years."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.terms.fields import choice, operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span, hull_of
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import PURE

MOST_YEARS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal(RowOp):
    """P10. The fraction of the principal that is returned, and interest over the years.

    Interest runs on the whole principal or on what is returned of it; simple: p·r·n; compound:
    p·((1 + r)^n − 1), for whole years.
    """

    do, code, home = "principal", "P10", Stage.PRICE
    principal: Operand = operand()
    fraction: Operand = operand()
    rate: Operand = operand()
    years: Operand = operand()
    interest: str = choice("simple", "compound")
    on: str = choice("principal", "returned")

    def kind(self, kinds: Kinds) -> Kind:
        """Money. Rates and fractions are pure numbers; compound interest needs whole years."""
        kinds.number(self.principal, kinds.money)
        kinds.number(self.fraction, PURE)
        kinds.number(self.rate, PURE)
        years = kinds.number(self.years)
        if self.interest == "compound" and (years.grid is None or years.grid.denominator != 1):
            raise RuleBroken(
                "%(place)s can have decimals, and compound interest needs whole years. "
                "Take simple interest, or a whole number.",
                place=kinds.at(self.years),
            )
        return number(kinds.money, None)

    def result(self, at: At) -> Fraction:
        """Both together."""
        found = [at.number(one) for one in self.operands()]
        check_years(rate=found[2], years=found[3])
        return self._paid(*found)

    def _paid(
        self, principal: Fraction, fraction: Fraction, rate: Fraction, years: Fraction
    ) -> Fraction:
        returned = principal * fraction
        base = principal if self.on == "principal" else returned
        if self.interest == "simple":
            return returned + base * rate * years
        return returned + base * ((1 + rate) ** int(years) - 1)

    def span(self, spans: Spans) -> Span:
        """Highest and lowest at the ends, since it rises or falls in each number alone."""
        found = [spans(one) for one in self.operands()]
        for years in (found[3].low, found[3].high):
            check_years(rate=found[2].low, years=years)
        ends: list[tuple[Fraction, ...]] = [()]
        for one in found:
            ends = [(*end, value) for end in ends for value in (one.low, one.high)]
        return hull_of(self._paid(*end) for end in ends)

    def said(self, names: Names) -> Sentence:
        """In words."""
        values = {
            "fraction": names(self.fraction),
            "principal": names.money(self.principal),
            "rate": names(self.rate),
            "years": names(self.years),
        }
        return Sentence(PRINCIPAL[self.interest, self.on].text, values)


def check_years(*, rate: Fraction, years: Fraction) -> None:
    """Refuse what nobody means and what would take for ever: endless years, a rate below −1."""
    if rate < -1 or not 0 <= years <= MOST_YEARS:
        raise RuleBroken(
            "Interest runs for 0 to %(most)s years, at a rate of at least −1. "
            "Declare ranges within these.",
            most=MOST_YEARS,
        )


PRINCIPAL = {
    ("simple", "principal"): say(
        "%(fraction)s of %(principal)s, and simple interest of %(rate)s a year on all of it "
        "for %(years)s years"
    ),
    ("simple", "returned"): say(
        "%(fraction)s of %(principal)s, and simple interest of %(rate)s a year on that "
        "for %(years)s years"
    ),
    ("compound", "principal"): say(
        "%(fraction)s of %(principal)s, and compound interest of %(rate)s a year on all of it "
        "for %(years)s years"
    ),
    ("compound", "returned"): say(
        "%(fraction)s of %(principal)s, and compound interest of %(rate)s a year on that "
        "for %(years)s years"
    ),
}
