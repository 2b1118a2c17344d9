"""T1. What is known to be earned so far: nothing until it is known, and then all of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand
from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import ZERO, Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.values import NotKnown


@dataclass(frozen=True, slots=True, kw_only=True)
class SoFar(RowOp):
    """T1. What is known to be earned so far: nothing until it is known, and then all of it.

    The one place where something unknown counts as zero, and only because a sum of what is earned
    so far can only grow when it becomes known. So what it takes may never be below zero.
    """

    do, code, home = "so_far", "T1", Stage.SETTLE
    lazy = True
    of: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """What is earned."""
        return kinds.number(self.of)

    def result(self, at: At) -> Fraction:
        """Zero until it is known."""
        try:
            return at.number(self.of)
        except NotKnown:
            return Fraction(0)

    def span(self, spans: Spans) -> Span:
        """Zero as well."""
        found = spans(self.of)
        if found.low < 0:
            raise RuleBroken(
                "“%(of)s” can be below zero, so it cannot count as 0 while it is unknown: too much "
                "would be paid before a deduction is known. Take it as it is.",
                of=self.of.text,
            )
        return found.or_else(ZERO)

    def said(self, names: Names) -> Sentence:
        """In words."""
        return say("%(of)s as far as it is known, nothing before", of=names(self.of))
