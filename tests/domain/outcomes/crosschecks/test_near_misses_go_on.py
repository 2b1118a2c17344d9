"""A site that stopped telling looks safer than it is."""

from __future__ import annotations

from typing import Any

import pytest

from outcomes.domain.crosschecks.near_misses_go_on import near_misses_go_on
from tests.domain.outcomes.crosschecks.readings import after, before, facts, said


def test_near_misses_that_fall_with_injuries_ask_whether_people_still_tell() -> None:
    was = before(near_misses=20, events=4)
    ((weight, sentence),) = said([*near_misses_go_on(facts(after(near_misses=3, events=1), was))])
    assert weight == "warns"
    assert sentence.startswith("3 near misses were reported in 60,000 hours, against 20 in 60,000")


@pytest.mark.parametrize(
    ("now", "was"),
    [
        ({"near_misses": 15}, {"near_misses": 20}),  # chance
        ({"near_misses": 3, "events": 5}, {"near_misses": 20, "events": 4}),  # no safer either
        ({"near_misses": None}, {"near_misses": 20}),
        ({"near_misses": 0}, {"near_misses": 0}),
        ({"near_misses": 0}, {}),
        ({"near_misses": 0, "hours": None}, {"near_misses": 20}),
        ({"near_misses": 0}, {"near_misses": 20, "hours": "0"}),
        ({"near_misses": 0, "site": 1}, {"near_misses": 20, "site": 2}),
    ],
)
def test_what_is_chance_or_unknown_says_nothing(now: dict[str, Any], was: dict[str, Any]) -> None:
    assert not [*near_misses_go_on(facts(after(**now), before(**was)))]


def test_unknown_injuries_do_not_excuse_silence() -> None:
    for unknown in ({"events": None}, {}):
        was = before(near_misses=20, **unknown)
        now = after(near_misses=0, **({} if unknown else {"events": None}))
        assert [*near_misses_go_on(facts(now, was))]


def test_the_baseline_itself_is_never_silent() -> None:
    assert not [*near_misses_go_on(facts(before(near_misses=0), before(near_misses=20)))]
