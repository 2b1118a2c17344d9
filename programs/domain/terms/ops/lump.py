"""P3. All of an amount if something holds, and nothing otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import ZERO, Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


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
