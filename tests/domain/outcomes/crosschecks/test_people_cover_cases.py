"""Carla writes accidents where people are asked for, and is told which is which."""

from __future__ import annotations

import pytest

from outcomes.domain.crosschecks.people_cover_cases import people_cover_cases
from tests.domain.outcomes.crosschecks.readings import after, facts, said


def test_three_accidents_hurt_at_least_three_people() -> None:
    ((weight, sentence),) = said([*people_cover_cases(facts(after(events=3, people=2)))])
    assert weight == "blocks"
    assert sentence.startswith("3 injuries with 2 people hurt: each hurts at least one.")


@pytest.mark.parametrize(("events", "people"), [(3, 3), (1, 3), (0, 0), (None, 2), (3, None)])
def test_what_fits_or_is_unknown_says_nothing(events: int | None, people: int | None) -> None:
    assert not [*people_cover_cases(facts(after(events=events, people=people)))]
