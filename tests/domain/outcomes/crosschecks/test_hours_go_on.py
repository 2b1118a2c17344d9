"""More hours make a lower rate without anybody being safer."""

from __future__ import annotations

import pytest

from outcomes.domain.crosschecks.hours_go_on import hours_go_on
from tests.domain.outcomes.crosschecks.readings import after, before, facts, said


@pytest.mark.parametrize(("hours", "now"), [("130000", "356.2"), ("29000", "79.5")])
def test_hours_that_double_or_halve_ask_for_a_word(hours: str, now: str) -> None:
    ((weight, sentence),) = said([*hours_go_on(facts(after(hours=hours), before()))])
    assert (weight, sentence.startswith(f"{now} hours a day, against 164.4")) == ("warns", True)


def test_about_the_same_or_nothing_to_compare_with_says_nothing() -> None:
    assert not [*hours_go_on(facts(after(hours="119000"), before()))]
    assert not [*hours_go_on(facts(after(hours="999999")))]
    assert not [*hours_go_on(facts(after(hours=None), before()))]
    assert not [*hours_go_on(facts(before(hours="999999"), after()))]
    assert not [*hours_go_on(facts(after(hours="999999"), before(hours="0")))]
    assert not [*hours_go_on(facts(after(hours="999999", site=1), before(site=2)))]
