"""M7, C5, T1, T4: days between dates, days of a recognition, and when something is due."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from core.domain.words import Sentence, say
from programs.domain.terms.fields import choice, may, member, operand
from programs.domain.terms.kinds import Kind, number
from programs.domain.terms.operands import Operand
from programs.domain.terms.slots import WholeSlot
from programs.domain.terms.spans import ONE, Span
from programs.domain.terms.step import At, Kinds, Names, RowOp, Spans, Stage
from programs.domain.terms.units import Unit

DAY = Unit((("day", 1),))
LAST_DAY = date.max.toordinal()


def later(day: Fraction, *, years: int = 0, months: int = 0, days: int = 0) -> Fraction:
    """The same day of a later month; the last day of the month where it has no such day."""
    found = date.fromordinal(int(day))
    month = found.month - 1 + months + 12 * years
    year, month = found.year + month // 12, month % 12 + 1
    if year > date.max.year:
        return Fraction(LAST_DAY)
    day_of_month = min(found.day, monthrange(year, month)[1])
    return Fraction(min(date(year, month, day_of_month).toordinal() + days, LAST_DAY))


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
