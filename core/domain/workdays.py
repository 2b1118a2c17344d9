"""Days on which Korean banks and offices work: not weekends, not public holidays.

A holiday that the government declares at short notice is known from the next release of the
calendar on; until then a day is counted that is not one, and a deadline ends a day early.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from holidays import country_holidays

SEOUL = ZoneInfo("Asia/Seoul")
SATURDAY = 5
DAY = timedelta(days=1)


def is_workday(day: date) -> bool:
    """Whether a bank moves money on this day."""
    return day.weekday() < SATURDAY and day not in _holidays(day.year)


def workdays_after(day: date, days: int) -> date:
    """The last of so many working days that follow; zero leaves the day as it is."""
    for _ in range(days):
        day += DAY
        while not is_workday(day):
            day += DAY
    return day


def moment_after(at: datetime, *, days: int) -> datetime:
    """The same time of the clock in Korea, so many working days later."""
    local = at.astimezone(SEOUL)
    return datetime.combine(workdays_after(local.date(), days), local.timetz())


@cache
def _holidays(year: int) -> frozenset[date]:
    return frozenset(country_holidays("KR", years=year))
