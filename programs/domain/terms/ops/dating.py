"""M7, C5, T1, T4: days between dates, days of a recognition, and when something is due."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from fractions import Fraction

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
