"""M12. What a yearly effect is worth today: it fades by `decay` and is discounted each year."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from core.domain.words import Sentence, say
from programs.domain.terms.fields import member, operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand, exact_text
from programs.domain.terms.slots import NumberSlot, WholeSlot
from programs.domain.terms.spans import Span, point
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.values import added

LONGEST = 40  # years; longer sums only cost time


@lru_cache(maxsize=512)  # as many as a sheet can have steps; each row would sum it anew
def _factor(years: int, discount: Fraction, decay: Fraction, first: int) -> Fraction:
    left, worth = 1 - decay, 1 + discount
    return added(left**k / worth ** (k + first) for k in range(years))


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentValue(RowOp):
    """M12. What a yearly effect is worth today: it fades by `decay` and is discounted each year.

    Σ effect · (1 − decay)^k / (1 + discount)^(k + first), k = 0 … years − 1; `first` is 1 where
    the first year's effect comes after a year.
    """

    do, code, home = "present_value", "M12", Stage.MEASURE
    of: Operand = operand()
    years: int = member(WholeSlot(1, LONGEST))
    discount: Fraction = member(NumberSlot(Fraction(0), Fraction(1)))
    decay: Fraction = member(NumberSlot(Fraction(0), Fraction(1)), default=Fraction(0))
    first: int = member(WholeSlot(0, 1), default=1)

    def kind(self, kinds: Kinds) -> Kind:
        """The unit of the effect."""
        return number(kinds.number(self.of).unit, None)

    @property
    def factor(self) -> Fraction:
        """What an effect of one is worth."""
        return _factor(self.years, self.discount, self.decay, self.first)

    def result(self, at: At) -> Fraction:
        """Effect times its factor."""
        return at.number(self.of) * self.factor

    def span(self, spans: Spans) -> Span:
        """The span times the factor."""
        return spans(self.of) * point(self.factor)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "the present value of %(of)s over %(years)s years, discounted by %(discount)s and "
            "fading by %(decay)s a year, the first after %(first)s years",
            of=names(self.of),
            years=self.years,
            discount=exact_text(self.discount),
            decay=exact_text(self.decay),
            first=self.first,
        )
