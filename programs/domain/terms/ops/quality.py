"""A1. Multiplied by a score, but only if the score is good enough; otherwise nothing."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import choice, operand
from programs.domain.terms.kinds import Kind, number, product
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.comparing import holds, test_span
from programs.domain.terms.spans import ZERO, Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import PURE


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality(RowOp):
    """A1. Multiplied by a score, but only if the score is good enough; otherwise nothing."""

    do, code, home = "quality", "A1", Stage.ADJUST
    of: Operand = operand()
    score: Operand = operand()
    least: Operand = operand()
    is_: str = choice("at_least", "more_than")

    def kind(self, kinds: Kinds) -> Kind:
        """What is adjusted; the score is a pure number from 0 to 1."""
        found, score = kinds.number(self.of), kinds.number(self.score, PURE)
        kinds.number(self.least, PURE)
        return number(found.unit, product(found.grid, score.grid))

    def result(self, at: At) -> Fraction:
        """All of its score, or nothing."""
        score = at.number(self.score)
        if not holds(score, self.is_, at.number(self.least)):
            return Fraction(0)
        return at.number(self.of) * score

    def span(self, spans: Spans) -> Span:
        """Nothing as well, unless the score is always good enough."""
        score, least = spans(self.score), spans(self.least)
        enough = test_span(score, self.is_, least)
        if enough.high == 0:
            return ZERO
        good = Span(min(max(score.low, least.low), score.high), score.high)
        found = spans(self.of) * good
        return found if enough.low == 1 else found.or_else(ZERO)

    def said(self, names: Names) -> Sentence:
        """In words."""
        values = {"of": names(self.of), "score": names(self.score), "least": names(self.least)}
        if self.is_ == "at_least":
            text = say(
                "%(of)s times %(score)s, if the latter is at least %(least)s; otherwise 0"
            ).text
        else:
            text = say(
                "%(of)s times %(score)s, if the latter is more than %(least)s; otherwise 0"
            ).text
        return Sentence(text, values)
