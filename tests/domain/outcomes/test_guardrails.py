"""What puts a target on hold until people have looked: deaths, hidden injuries, sudden silence."""

from __future__ import annotations

from typing import Any

import pytest

from outcomes.domain.claims import Reading
from outcomes.domain.guardrails import tripped_by
from tests.domain.outcomes.crosschecks.readings import after, before, facts

TOLD = before(near_misses=20, events=4)


def held(reading: Reading, *others: Reading) -> dict[str, str]:
    """The rails that are tripped, each with its reason."""
    return {one.rail.value: str(one.sentence) for one in tripped_by(facts(reading, *others))}


@pytest.mark.parametrize("counted", [{"events": 0}, {"events": 2, "people": 0}])
def test_three_lost_days_and_nobody_hurt_look_hidden(counted: dict[str, Any]) -> None:
    assert held(after(lost_days=3, **counted)) == {
        "concealment": "3 days were lost in 2026-01-01 – 2026-12-31 and no injury is told; "
        "from 3 days on one has to be reported."
    }


@pytest.mark.parametrize(
    "told",
    [
        {"events": 0, "lost_days": 2},  # nobody has to report two
        {"events": 0, "lost_days": None},
        {"events": 1, "lost_days": 40},
        {"events": 0, "people": 1, "lost_days": 40},
        {"events": None, "lost_days": 40},  # nobody said that nobody was hurt
    ],
)
def test_days_that_an_injury_explains_or_nobody_has_to_report_hide_nothing(
    told: dict[str, Any],
) -> None:
    assert held(after(**told)) == {}


def test_near_misses_that_fall_silent_while_injuries_fall_hold_the_target() -> None:
    found = held(after(near_misses=3, events=1), TOLD)
    assert list(found) == ["near_miss_collapse"]
    assert found["near_miss_collapse"].startswith("3 near misses were reported in 60,000 hours")
    assert "ask whether people still tell" in found["near_miss_collapse"]
    assert held(after(near_misses=15, events=1), TOLD) == {}  # that is chance


def test_a_death_holds_the_target_whatever_else_is_told() -> None:
    assert held(after(deaths=2)) == {"fatality": "2 deaths are told for 2026-01-01 – 2026-12-31."}
    assert held(after(deaths=0)) == {}
    silent = after(deaths=1, events=0, people=0, lost_days=12, near_misses=0)
    assert list(held(silent, TOLD)) == ["fatality", "concealment", "near_miss_collapse"]


def test_a_baseline_holds_nothing() -> None:
    assert held(before(deaths=1, events=0, lost_days=12, near_misses=0), TOLD) == {}
