"""M7, C5. Days from one date to another; none if the second lies before the first."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import choice, operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.dating import DAY
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Days(RowOp):
    """M7, C5. Days from one date to another; none if the second lies before the first."""

    do, code, home = "days", "M7", Stage.MEASURE
    from_: Operand = operand()
    to: Operand = operand()
    count: str = choice("both_ends", "one_end")

    def kind(self, kinds: Kinds) -> Kind:
        """Whole days."""
        kinds.date(self.from_)
        kinds.date(self.to)
        return number(DAY, Fraction(1))

    def result(self, at: At) -> Fraction:
        """With both ends, a day from itself to itself is one."""
        return self._days(at.number(self.to) - at.number(self.from_))

    def _days(self, apart: Fraction) -> Fraction:
        return max(apart + (self.count == "both_ends"), Fraction(0))

    def span(self, spans: Spans) -> Span:
        """The later the end and the earlier the beginning, the more."""
        apart = spans(self.to) - spans(self.from_)
        return Span(self._days(apart.low), self._days(apart.high))

    def said(self, names: Names) -> Sentence:
        """In words."""
        values = {"start": names(self.from_), "to": names(self.to)}
        if self.count == "both_ends":
            return Sentence(say("the days from %(start)s to %(to)s, both counted").text, values)
        return Sentence(
            say("the days from %(start)s to %(to)s, the first not counted").text, values
        )
