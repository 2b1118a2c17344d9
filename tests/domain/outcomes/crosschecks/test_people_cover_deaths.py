"""Whoever died is among those who were hurt."""

from __future__ import annotations

import pytest

from outcomes.domain.crosschecks.people_cover_deaths import people_cover_deaths
from tests.domain.outcomes.crosschecks.readings import after, facts, said


@pytest.mark.parametrize(("people", "events"), [(1, 5), (None, 1)])
def test_two_deaths_among_one_hurt_cannot_be(people: int | None, events: int) -> None:
    ((weight, sentence),) = said(
        [*people_cover_deaths(facts(after(events=events, people=people, deaths=2)))]
    )
    assert (weight, sentence.startswith("2 deaths among 1 people hurt")) == ("blocks", True)


@pytest.mark.parametrize(("people", "deaths"), [(1, 1), (2, 0), (2, None), (None, None)])
def test_what_fits_says_nothing(people: int | None, deaths: int | None) -> None:
    assert not [*people_cover_deaths(facts(after(events=2, people=people, deaths=deaths)))]
