"""Days are lost by people."""

from __future__ import annotations

import pytest

from outcomes.domain.crosschecks.days_need_people import days_need_people
from tests.domain.outcomes.crosschecks.readings import after, facts, said


@pytest.mark.parametrize(("people", "events"), [(0, 3), (None, 0)])
def test_days_without_anybody_hurt_ask_for_a_word(people: int | None, events: int) -> None:
    ((weight, sentence),) = said(
        [*days_need_people(facts(after(events=events, people=people, lost_days=12)))]
    )
    assert (weight, sentence.startswith("12 days were lost although nobody")) == ("warns", True)


@pytest.mark.parametrize(("events", "days"), [(1, 12), (0, 0), (0, None), (None, 12)])
def test_what_fits_says_nothing(events: int | None, days: int | None) -> None:
    assert not [*days_need_people(facts(after(events=events, lost_days=days)))]
