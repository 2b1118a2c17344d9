"""T2. All that was paid comes back if a result is reversed, and nothing otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand
from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import ZERO, Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Clawback(RowOp):
    """T2. All that was paid comes back if a result is reversed, and nothing otherwise."""

    do, code, home = "clawback", "T2", Stage.SETTLE
    of: Operand = operand()
    reversed_: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """What was paid."""
        kinds.truth(self.reversed_)
        return kinds.number(self.of)

    def result(self, at: At) -> Fraction:
        """Below zero: the payee pays."""
        paid = at.number(self.of)
        return -paid if at.truth(self.reversed_) else Fraction(0)

    def span(self, spans: Spans) -> Span:
        """Nothing as well, unless it always comes back."""
        back, reversed_ = ZERO - spans(self.of), spans(self.reversed_)
        if reversed_.low == 1:
            return back
        return ZERO if reversed_.high == 0 else back.or_else(ZERO)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "%(of)s, to be paid back if “%(reversed)s” holds; otherwise nothing",
            of=names.money(self.of),
            reversed=names(self.reversed_),
        )
