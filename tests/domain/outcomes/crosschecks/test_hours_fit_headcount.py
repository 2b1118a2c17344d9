"""Thirty people work so many hours in a year, and no more."""

from __future__ import annotations

import pytest

from outcomes.domain.crosschecks.hours_fit_headcount import hours_fit_headcount
from tests.domain.outcomes.crosschecks.readings import after, facts, said


@pytest.mark.parametrize(
    ("hours", "weight", "week"),
    [
        ("262801", "blocks", "168.0"),  # 30 × 365 × 24 hours, and one
        ("262800", "warns", "168.0"),
        ("112800", "warns", "72.1"),
        ("12500", "warns", "8.0"),  # just below eight hours a week each
        ("2400", "warns", "1.5"),  # what one of them works
    ],
)
def test_hours_that_thirty_people_hardly_worked(hours: str, weight: str, week: str) -> None:
    ((found, sentence),) = said([*hours_fit_headcount(facts(after(hours=hours), headcount=30))])
    assert (found, f"are {week} hours a week for each" in sentence) == (weight, True)


@pytest.mark.parametrize(
    ("hours", "people"),
    [("60000", 30), ("112600", 30), ("12600", 30), (None, 30), ("999999", None), ("9", 0)],
)
def test_plausible_or_unknown_hours_say_nothing(hours: str | None, people: int | None) -> None:
    assert not [*hours_fit_headcount(facts(after(hours=hours), headcount=people))]
