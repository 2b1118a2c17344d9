"""C5. How many milestones were reached one after the other; after a gap none counts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import operands
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import PURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain(RowOp):
    """C5. How many milestones were reached one after the other; after a gap none counts."""

    do, code, home = "chain", "C5", Stage.CONDITION
    of: tuple[Operand, ...] = operands()

    def kind(self, kinds: Kinds) -> Kind:
        """A whole number of milestones."""
        for one in self.of:
            kinds.truth(one)
        return number(PURE, Fraction(1))

    def result(self, at: At) -> Fraction:
        """Up to the first that was not reached."""
        reached = [at.truth(one) for one in self.of]
        return Fraction(reached.index(False) if False in reached else len(reached))

    def span(self, spans: Spans) -> Span:
        """From those that are always reached to those that ever can be."""
        found = [spans(one) for one in self.of]
        lows = [one.low for one in found] + [Fraction(0)]
        highs = [one.high for one in found] + [Fraction(0)]
        return Span(Fraction(lows.index(Fraction(0))), Fraction(highs.index(Fraction(0))))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "the number of these that were reached in a row, from the first on: %(of)s",
            of=tuple(map(names, self.of)),
        )
