"""T4. Days inside a window on which a recognition was in force."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import may, member, operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.dating import DAY, later
from programs.domain.terms.slots import WholeSlot
from programs.domain.terms.spans import ONE, Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedDays(RowOp):
    """T4. Days inside a window on which a recognition was in force.

    It is in force from `from` for so many years, and ends before the day on which it is revoked.
    """

    do, code, home = "recognised_days", "T4", Stage.MEASURE
    from_: Operand = operand()
    years: int = member(WholeSlot(1, 100))
    revoked: Operand | None = may()
    window_from: Operand = operand()
    window_to: Operand = operand()

    def kind(self, kinds: Kinds) -> Kind:
        """Whole days."""
        for one in (self.from_, self.revoked, self.window_from, self.window_to):
            if one:
                kinds.date(one)
        return number(DAY, Fraction(1))

    def result(self, at: At) -> Fraction:
        """Both ends of the window are counted."""
        start = at.number(self.from_)
        last = later(start, years=self.years) - 1
        if self.revoked:
            last = min(last, at.number(self.revoked) - 1)
        first, last = max(start, at.number(self.window_from)), min(last, at.number(self.window_to))
        return max(last - first + 1, Fraction(0))

    def span(self, spans: Spans) -> Span:
        """Never more than the window, nor than the years."""
        window = spans(self.window_to) - spans(self.window_from) + ONE
        most = min(window.high, Fraction(366 * self.years))
        return Span(Fraction(0), max(most, Fraction(0)))

    def said(self, names: Names) -> Sentence:
        """In words."""
        values = {
            "start": names(self.from_),
            "years": str(self.years),
            "first": names(self.window_from),
            "last": names(self.window_to),
        }
        text = say(
            "the days from %(first)s to %(last)s within %(years)s years from %(start)s on"
        ).text
        said = Sentence(text, values)
        if self.revoked:
            return say("%(said)s, and before %(revoked)s", said=said, revoked=names(self.revoked))
        return said
