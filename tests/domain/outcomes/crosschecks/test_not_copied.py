"""Hours that are counted differ."""

from __future__ import annotations

from outcomes.domain.crosschecks.not_copied import not_copied
from tests.domain.outcomes.crosschecks.readings import after, facts, said


def test_the_same_hours_three_times_ask_for_a_word() -> None:
    ((weight, sentence),) = said([*not_copied(facts(after(), same_hours=2))])
    assert (weight, sentence.startswith("Exactly 60,000 hours stand in 2 other")) == ("warns", True)


def test_twice_may_happen_and_no_hours_are_no_copy() -> None:
    assert not [*not_copied(facts(after(), same_hours=1))]
    for none in (None, "0"):
        assert not [*not_copied(facts(after(hours=none), same_hours=9))]
