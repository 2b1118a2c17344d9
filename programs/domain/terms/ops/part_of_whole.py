"""M2. A part of the whole that it makes up with the rest, such as restored of all closed."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.terms.fields import operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.dividing import quotient
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import PURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Share(RowOp):
    """M2. A part of the whole that it makes up with the rest, such as restored of all closed."""

    do, code, home = "share", "M2", Stage.MEASURE
    of: Operand = operand()
    rest: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """A pure number."""
        kinds.same([self.of, self.rest])
        return number(PURE, None)

    def result(self, at: At) -> Fraction:
        """Of nothing there is no share."""
        part = at.number(self.of)
        return quotient(part, part + at.number(self.rest), f"{self.of.text} + {self.rest.text}")

    def span(self, spans: Spans) -> Span:
        """From none of it to all of it, as long as neither can be below zero."""
        of, rest = spans(self.of), spans(self.rest)
        if of.low < 0 or rest.low < 0:
            raise RuleBroken(
                "A share needs two parts that are never below zero: %(of)s and %(rest)s. "
                "Declare their ranges from 0 on.",
                of=self.of.text,
                rest=self.rest.text,
            )
        low = of.low / (of.low + rest.high) if of.low + rest.high else Fraction(0)
        high = of.high / (of.high + rest.low) if of.high + rest.low else Fraction(1)
        return Span(low, high)

    def said(self, names: Names) -> Sentence:
        """In words."""
        of, rest = names(self.of), names(self.rest)
        return say("%(of)s as a share of %(of)s and %(rest)s together", of=of, rest=rest)
