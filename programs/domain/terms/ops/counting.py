"""M1, M7, M10: what is counted, and what of it counts."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from core.domain.words import Sentence, say
from programs.domain.terms.fields import may, operand, operands
from programs.domain.terms.kinds import Kind, common, number, product
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import ONE, ZERO, Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import PURE
from programs.domain.terms.values import added


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims(RowOp):
    """M1. Verified claims, of which only so many count for each subject."""

    do, code, home = "claims", "M1", Stage.MEASURE
    of: Operand = operand()
    most: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """What is claimed."""
        return kinds.same([self.of, self.most])

    def result(self, at: At) -> Fraction:
        """No more than may be claimed."""
        return min(at.number(self.of), at.number(self.most))

    def span(self, spans: Spans) -> Span:
        """The smaller ends."""
        return spans(self.of).least_of(spans(self.most))

    def said(self, names: Names) -> Sentence:
        """In words."""
        most = names(self.most, like=self.of)
        return say("%(of)s, of which at most %(most)s count", of=names(self.of), most=most)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadweight(RowOp):
    """M10. Less the share that would have happened anyway, or that others brought about."""

    do, code, home = "deadweight", "M10", Stage.MEASURE
    of: Operand = operand()
    share: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """What is left is counted as before."""
        found = kinds.number(self.of)
        share = kinds.number(self.share, PURE)
        return number(found.unit, product(found.grid, common(Fraction(1), share.grid)))

    def result(self, at: At) -> Fraction:
        """The rest."""
        return at.number(self.of) * (1 - at.number(self.share))

    def span(self, spans: Spans) -> Span:
        """The product of the spans."""
        return spans(self.of) * (ONE - spans(self.share))

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say(
            "%(of)s less a share of %(share)s that would have happened anyway",
            of=names(self.of),
            share=names(self.share),
        )
