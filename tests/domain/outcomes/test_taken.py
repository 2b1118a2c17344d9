"""Days that are taken are found as if every pair of readings had been compared."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from core.domain.periods import Period
from outcomes.domain.lifecycle import MeasurementState, Phase
from outcomes.domain.taken import Slot, Taken

START = date(2026, 1, 1)


def days(first: int, length: int) -> Period:
    begin = START + timedelta(days=first)
    return Period(begin, begin + timedelta(days=length))


PERIODS = st.builds(days, st.integers(0, 120), st.integers(0, 30))
SITES = st.sampled_from([None, 1, 2])


@given(st.lists(st.tuples(SITES, PERIODS), max_size=40))
def test_it_finds_what_comparing_each_with_each_finds(
    coming: list[tuple[int | None, Period]],
) -> None:
    taken, told = Taken(), list[tuple[int | None, Period]]()
    for site, period in coming:
        key = (7, Phase.FOLLOW_UP, site)
        beside = [
            (other, had)
            for other, had in told
            if had.overlaps(period) and (other == site or None in {other, site})
        ]
        found = list(taken.standing(key, period))
        assert bool(found) == bool(beside)
        assert {one.period for one in found if one.site == site} == {
            had for other, had in beside if other == site
        }
        if not beside:
            taken.take(key, Slot(period.first, period.last))
            told.append((site, period))


def test_the_same_days_take_the_place_of_what_stood_there() -> None:
    taken, key = Taken(), (7, Phase.FOLLOW_UP, 1)
    taken.take(key, Slot(START, START, MeasurementState.DISPUTED, pk=5))
    taken.take(key, Slot(START, START, row=2))
    assert [(one.pk, one.row) for one in taken.same(key, Period(START, START))] == [(None, 2)]


def test_other_targets_and_sides_are_not_in_the_way() -> None:
    taken = Taken()
    taken.take((7, Phase.FOLLOW_UP, None), Slot(START, START))
    for key in ((8, Phase.FOLLOW_UP, None), (7, Phase.BASELINE, None)):
        assert not list(taken.standing(key, Period(START, START)))


def test_the_first_and_the_last_day_there_are() -> None:
    taken = Taken()
    for day in (date.min, date(9999, 12, 30)):
        taken.take((7, Phase.BASELINE, 1), Slot(day, day))
        assert list(taken.standing((7, Phase.BASELINE, None), Period(day, day)))
