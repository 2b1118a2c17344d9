"""K4. What an investor gets back, no more than a yearly return and no less than a loss floor."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import may, operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import ONE, Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import PURE


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLimits(RowOp):
    """K4. What an investor gets back, no more than a yearly return and no less than a loss floor.

    Between invested × (1 + least) and invested × (1 + most × years), both included.
    """

    do, code, home = "return_limits", "K4", Stage.CAP
    of: Operand = operand()
    invested: Operand = operand()
    most: Operand = operand()
    least: Operand = operand()
    years: Operand | None = may()

    def kind(self, kinds: Kinds) -> Kind:
        """Money."""
        kinds.number(self.of, kinds.money)
        kinds.number(self.invested, kinds.money)
        kinds.number(self.most, PURE)
        kinds.number(self.least, PURE)
        if self.years:
            kinds.number(self.years)
        return number(kinds.money, None)

    def result(self, at: At) -> Fraction:
        """Held between the two."""
        invested = at.number(self.invested)
        years = at.number(self.years) if self.years else Fraction(1)
        low = invested * (1 + at.number(self.least))
        return max(min(at.number(self.of), invested * (1 + at.number(self.most) * years)), low)

    def span(self, spans: Spans) -> Span:
        """Held between the two."""
        invested = spans(self.invested)
        years = spans(self.years) if self.years else ONE
        low = invested * (ONE + spans(self.least))
        return spans(self.of).least_of(invested * (ONE + spans(self.most) * years)).most_of(low)

    def said(self, names: Names) -> Sentence:
        """In words."""
        values = {
            "of": names(self.of),
            "invested": names.money(self.invested),
            "most": names(self.most),
            "least": names(self.least),
            "years": names(self.years) if self.years else "1",
        }
        text = say(
            "%(of)s, but with a return on %(invested)s of at most %(most)s a year over %(years)s "
            "years, and of at least %(least)s in all"
        ).text
        return Sentence(text, values)
