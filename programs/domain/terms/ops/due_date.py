"""T1. The day on which something is to be paid."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import member, operand
from programs.domain.terms.kinds import Kind
from programs.domain.terms.operands import Operand
from programs.domain.terms.ops.dating import later
from programs.domain.terms.slots import WholeSlot
from programs.domain.terms.spans import Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Due(RowOp):
    """T1. The day on which something is to be paid."""

    do, code, home = "due", "T1", Stage.SCHEDULE
    after: Operand = operand()
    months: int = member(WholeSlot(0, 1200), default=0)
    days: int = member(WholeSlot(0, 36_500), default=0)

    def kind(self, kinds: Kinds) -> Kind:
        """A date."""
        return kinds.date(self.after)

    def result(self, at: At) -> Fraction:
        """So much later."""
        return later(at.number(self.after), months=self.months, days=self.days)

    def span(self, spans: Spans) -> Span:
        """So much later than either end."""
        found = spans(self.after)
        return Span(
            later(found.low, months=self.months, days=self.days),
            later(found.high, months=self.months, days=self.days),
        )

    def said(self, names: Names) -> Sentence:
        """In words."""
        values = {
            "months": str(self.months),
            "days": str(self.days),
            "after": names(self.after),
        }
        return Sentence(AFTER[bool(self.months), bool(self.days)].text, values)


AFTER = {
    (True, True): say("%(months)s months and %(days)s days after %(after)s"),
    (True, False): say("%(months)s months after %(after)s"),
    (False, True): say("%(days)s days after %(after)s"),
    (False, False): say("the day of %(after)s"),
}
