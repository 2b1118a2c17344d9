"""An interval in a sentence that an officer can read."""

from __future__ import annotations

import pytest

from outcomes.domain.intervals import interval_sentence

INTERVAL = {"low": "0.123456", "high": "0.987654", "confidence": "0.9"}


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        (INTERVAL, "is between 0.1234 and 0.9877 times the rate before (exact interval, 90 %)"),
        ({**INTERVAL, "high": None}, "is at least 0.1234 times the rate before"),
        ({**INTERVAL, "low": None}, "between 0 and 0.9877"),
        (None, "There is no interval"),
    ],
)
def test_it_is_said_in_words_and_rounded_outwards(stored: dict[str, str] | None, said: str) -> None:
    assert said in str(interval_sentence(stored))


@pytest.mark.parametrize(
    ("high", "said"),
    [
        (
            "0.987654",
            "between 0.1234 and 0.9877 times as many injuries as {expected}. 1 means no effect.",
        ),
        (None, "at least 0.1234 times as many injuries as {expected}; the data set no upper end."),
    ],
)
def test_what_was_expected_is_said_where_sites_were_held_against_others(
    high: str | None, said: str
) -> None:
    expected = "were to be expected without the programme (90 %)"
    found = interval_sentence({**INTERVAL, "high": high}, "empirical_bayes")
    assert str(found) == f"Afterwards there were {said.format(expected=expected)}"
