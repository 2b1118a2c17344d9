"""Working days in Korea, over weekends, feasts and days that are made up for."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.workdays import is_workday, moment_after, workdays_after


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-02-13", True),  # Friday
        ("2026-02-14", False),  # Saturday
        ("2026-02-16", False),  # Seollal, three days of it
        ("2026-02-18", False),
        ("2026-02-19", True),
        ("2026-03-01", False),  # Independence Movement Day, a Sunday
        ("2026-03-02", False),  # made up for
        ("2026-06-03", False),  # local elections
        ("2026-09-25", False),  # Chuseok
    ],
)
def test_which_days_are_worked(day: str, works: bool) -> None:
    assert is_workday(date.fromisoformat(day)) is works


def test_days_are_counted_over_a_feast() -> None:
    assert workdays_after(date(2026, 2, 13), 1) == date(2026, 2, 19)
    assert workdays_after(date(2026, 2, 14), 2) == date(2026, 2, 20)
    assert workdays_after(date(2026, 2, 14), 0) == date(2026, 2, 14)


def test_the_clock_stays_where_it_is_in_korea() -> None:
    """Half past eight on Friday evening in Seoul is still Friday noon in Greenwich."""
    late = datetime(2026, 6, 5, 14, 59, tzinfo=UTC)
    assert moment_after(late, days=1) == datetime(2026, 6, 8, 14, 59, tzinfo=UTC)
    next_day = datetime(2026, 6, 5, 15, 1, tzinfo=UTC)  # Saturday already
    assert moment_after(next_day, days=1) == datetime(2026, 6, 7, 15, 1, tzinfo=UTC)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 30))
def test_it_ends_on_a_working_day_and_counts_each_once(day: date, days: int) -> None:
    end = workdays_after(day, days)
    assert is_workday(end)
    between = [date.fromordinal(n) for n in range(day.toordinal() + 1, end.toordinal() + 1)]
    assert sum(map(is_workday, between)) == days
