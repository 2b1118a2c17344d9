"""What is called after lies after what is called before."""

from __future__ import annotations

from datetime import date

from core.domain.periods import Period
from outcomes.domain.crosschecks.after_follows_before import after_follows_before
from tests.domain.outcomes.crosschecks.readings import YEAR, after, before, facts, said

INTO = Period(date(2025, 7, 1), date(2026, 1, 1))


def test_the_days_of_both_sides_may_not_cross() -> None:
    late = before(period=INTO)
    for one, other in ((after(), late), (late, after())):
        ((weight, sentence),) = said([*after_follows_before(facts(one, other))])
        assert weight == "blocks"
        assert f"days {YEAR} count as after, but the days {INTO}" in sentence


def test_nothing_was_improved_before_anybody_had_seen_the_site() -> None:
    seen = date(2027, 1, 1)
    ((weight, sentence),) = said([*after_follows_before(facts(after(), before_seen_on=seen))])
    assert (weight, "recorded on 2027-01-01" in sentence) == ("warns", True)
    assert not [*after_follows_before(facts(after(), before_seen_on=YEAR.last))]
    assert not [*after_follows_before(facts(before(), before_seen_on=seen))]


def test_one_after_the_other_and_other_sites_say_nothing() -> None:
    assert not [*after_follows_before(facts(after(), before(), after(site=3)))]
    assert not [*after_follows_before(facts(after(), before(period=INTO, site=3)))]
