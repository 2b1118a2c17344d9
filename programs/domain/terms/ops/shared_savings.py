"""P9. A share of savings until an amount is recovered from it, and another share after that."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import ZERO, Span, hull_of
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import PURE


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
        """Highest and lowest at the ends: more savings and larger shares never pay less."""
        savings = spans(self.of).most_of(ZERO)
        share, until, then = spans(self.share), spans(self.until), spans(self.then)
        if min(share.low, until.low, then.low) < 0:
            raise RuleBroken(
                "Shares of savings and what is to be recovered cannot be below zero. "
                "Declare their ranges from 0 on."
            )
        return hull_of(
            self._paid(s, a, u, b)
            for s in (savings.low, savings.high)
            for a in (share.low, share.high)
            for u in (until.low, until.high)
            for b in (then.low, then.high)
        )

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "%(share)s of %(of)s until %(until)s is recovered, then %(then)s",
            share=names(self.share),
            of=names(self.of),
            until=names.money(self.until),
            then=names(self.then),
        )
