"""M7. Time that counts: less what is deducted, never below zero, up to a longest time."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from core.domain.words import Sentence, say
from programs.domain.terms.fields import may, operand, operands
from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import ZERO, Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.values import added


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration(RowOp):
    """M7. Time that counts: less what is deducted, never below zero, up to a longest time."""

    do, code, home = "duration", "M7", Stage.MEASURE
    of: Operand = operand()
    less: tuple[Operand, ...] = operands(least=0)
    most: Operand | None = may()

    def kind(self, kinds: Kinds) -> Kind:
        """The unit of time that all have."""
        return kinds.same([self.of, *self.less, *([self.most] if self.most else [])])

    def result(self, at: At) -> Fraction:
        """What is left of it."""
        left = at.number(self.of) - added(map(at.number, self.less))
        left = max(left, Fraction(0))
        return min(left, at.number(self.most)) if self.most else left

    def span(self, spans: Spans) -> Span:
        """What can be left of it."""
        left = (spans(self.of) - reduce(Span.__add__, map(spans, self.less), ZERO)).most_of(ZERO)
        return left.least_of(spans(self.most)) if self.most else left

    def said(self, names: Names) -> Sentence:
        """In words."""
        found: Sentence = say("%(of)s", of=names(self.of))
        if self.less:
            less = tuple(map(names, self.less))
            found = say("%(of)s less %(less)s, but not below 0", of=names(self.of), less=less)
        if self.most:
            most = names(self.most, like=self.of)
            found = say("%(found)s, but at most %(most)s", found=found, most=most)
        return found
