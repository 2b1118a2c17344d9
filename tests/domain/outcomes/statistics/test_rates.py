"""One and two rates: published numbers, what has to hold for any, and what is refused."""

from __future__ import annotations

from math import inf, isnan
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.statistics import one_rate, score, two_rates
from outcomes.domain.evaluation.statistics.bulk import Sites, compare
from outcomes.domain.evaluation.statistics.two_rates import two

COUNTS = st.integers(0, 60)
TIMES = st.floats(0.01, 1e6, allow_nan=False)
METHODS = sorted(one_rate.INTERVALS)


def test_garwood_1936() -> None:
    for cases, (low, high) in {0: (0, 3.688879), 3: (0.618672, 8.767273)}.items():
        ends = one_rate.interval(cases=cases, time=1)
        assert ends.low == pytest.approx(low, abs=1e-6)
        assert ends.high == pytest.approx(high, abs=1e-6)


def test_a_year_without_injury_shows_nothing() -> None:
    """Twenty people, 48,000 hours: up to 15.4 per 200,000 hours are possible (domain facts 4.1)."""
    high = one_rate.interval(cases=0, time=48_000).high
    assert high * 200_000 == pytest.approx(15.37, abs=0.01)


def test_fay_2010() -> None:
    data = two(2, 9, 17877, 16660)
    assert two_rates.exact(data) == pytest.approx(0.05011, abs=5e-6)
    ends = two_rates.interval(data)
    assert ends.low == pytest.approx(0.02177406, abs=1e-7)
    assert ends.high == pytest.approx(1.0005491, abs=1e-7)


@pytest.mark.parametrize("method", METHODS)
@given(cases=COUNTS, time=TIMES, by=st.sampled_from([0.5, 4.0, 1024.0]))
def test_more_exposure_makes_rates_smaller_by_as_much(
    method: str, cases: int, time: float, by: float
) -> None:
    ends = one_rate.interval(cases=cases, time=time, method=method)
    wider = one_rate.interval(cases=cases, time=time * by, method=method)
    assert wider.low == pytest.approx(ends.low / by, rel=1e-9, abs=1e-300)
    assert wider.high == pytest.approx(ends.high / by, rel=1e-9)


@given(x=COUNTS, y=COUNTS, t=TIMES, u=TIMES)
def test_swapping_the_periods_inverts_the_ratio(x: int, y: int, t: float, u: float) -> None:
    data = two(x, y, t, u)
    if not x + y:
        return
    ends, back = two_rates.interval(data), two_rates.interval(data.swapped())
    assert back.low == (pytest.approx(1 / ends.high, rel=1e-9) if ends.high < inf else 0)
    assert back.high == (pytest.approx(1 / ends.low, rel=1e-9) if ends.low else inf)
    assert two_rates.exact(data) == pytest.approx(two_rates.exact(data.swapped()), rel=1e-9)
    assert two_rates.exact(data, alternative="smaller") == pytest.approx(
        two_rates.exact(data.swapped(), alternative="larger"), rel=1e-9
    )


@pytest.mark.parametrize("convention", ["central", "minlike"])
@given(x=st.integers(1, 25), y=st.integers(1, 25), u=st.floats(0.2, 5))
def test_test_and_interval_agree(convention: str, x: int, y: int, u: float) -> None:
    """Outside the interval the test refuses; the central one refuses nothing inside."""
    data = two(x, y, 1, u)
    ends = two_rates.interval(data, convention=convention)
    for outside in (ends.low * 0.999, ends.high * 1.001):
        assert two_rates.exact(data, ratio=outside, convention=convention) < 0.05
    if convention == "central":
        for inside in (ends.low * 1.001, ends.high * 0.999):
            assert two_rates.exact(data, ratio=inside) > 0.05


@given(x=st.integers(0, 25), y=st.integers(1, 25))
def test_mid_p_is_less_conservative(x: int, y: int) -> None:
    data = two(x, y, 1, 1)
    wide, narrow = two_rates.interval(data), two_rates.mid_p_interval(data)
    assert wide.low <= narrow.low <= narrow.high <= wide.high
    one, other = (one_rate.interval(cases=y, time=2, method=m) for m in ("exact", "mid-p"))
    assert one.low < other.low < other.high < one.high


@pytest.mark.parametrize(("method", "least"), [("exact", 0.95), ("mid-p", 0.94)])
def test_intervals_cover_at_their_level(method: str, least: float) -> None:
    """Exactly, by summing over every count that a rate can give."""
    from_counts = {x: one_rate.interval(cases=x, time=1, method=method) for x in range(60)}
    for mean in (0.3, 1.7, 4.2, 11.0):
        chances = np.exp(-mean + np.arange(60) * np.log(mean) - _log_factorials(60))
        covered = [ends.low <= mean <= ends.high for ends in from_counts.values()]
        assert float(chances[covered].sum()) >= least


def _log_factorials(most: int) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.cumsum(np.log(np.maximum(np.arange(most), 1)))


def test_the_exact_ratio_interval_covers_in_simulation() -> None:
    draws = np.random.Generator(np.random.PCG64(2026))
    before, after = draws.poisson(6.0, 20_000), draws.poisson(4.5, 20_000)
    ones = np.ones(20_000)
    found = compare(Sites(before, after, 2 * ones, ones))
    covered = (found.low <= 1.5) & (found.high >= 1.5)
    assert 0.95 <= covered.mean() <= 0.99


@given(rows=st.lists(st.tuples(COUNTS, COUNTS, TIMES, TIMES), min_size=1, max_size=20))
def test_many_at_once_are_the_same_to_the_last_bit(
    rows: list[tuple[int, int, float, float]],
) -> None:
    before, after, t, u = (np.array(column) for column in zip(*rows, strict=True))
    found = compare(Sites(before, after, t, u))
    for place, (x, y, one, other) in enumerate(rows):
        data = two(y, x, other, one)
        assert found.p_value[place] == two_rates.exact(data, alternative="smaller")
        if x + y:
            ends = two_rates.interval(data)
            assert (found.low[place], found.high[place]) == (ends.low, ends.high)


def test_unknown_or_no_exposure_is_no_rate() -> None:
    unknown = np.array([np.nan, 0.0])
    found = compare(Sites(np.array([1, 1]), np.array([1, 1]), unknown, np.array([1.0, 1.0])))
    assert all(isnan(p) for p in found.p_value)
    with pytest.raises(RuleBroken, match="exposure of group 2 is 0"):
        two(1, 1, 1, 0)
    with pytest.raises(RuleBroken, match="whole numbers"):
        two(1.5, 1, 1, 1)
    with pytest.raises(RuleBroken, match="no case in either period"):
        two_rates.interval(two(0, 0, 1, 1))
    with pytest.raises(RuleBroken, match="lies between 0 and 1"):
        one_rate.interval(cases=1, time=1, alpha=1.5)


def test_a_side_without_a_case_is_open() -> None:
    assert two_rates.interval(two(0, 5, 1, 1)).low == 0
    assert two_rates.interval(two(5, 0, 1, 1)).high == inf
    assert two_rates.interval(two(5, 0, 1, 1), convention="minlike").high == inf
    assert two_rates.interval(two(0, 5, 1, 1), convention="minlike").low == 0
    assert score.interval(two(0, 5, 1, 1)).low == 0
    assert score.interval(two(5, 0, 1, 1)).high == inf
    assert two_rates.mid_p_interval(two(5, 0, 1, 1)).high == inf
    assert two(5, 0, 1, 1).ratio == inf
    assert isnan(two(0, 0, 1, 1).ratio)
    assert two_rates.exact(two(0, 0, 1, 1)) == 1
    assert two_rates.minlike(two(0, 0, 1, 1), 1) == 1


@pytest.mark.parametrize("method", ["exact", "mid-p", "score"])
def test_one_sided_tests_of_one_rate(method: str) -> None:
    asked: dict[str, Any] = {"cases": 3, "time": 10, "null": 0.8, "method": method}
    smaller = one_rate.p_value(**asked, alternative="smaller")
    larger = one_rate.p_value(**asked, alternative="larger")
    assert one_rate.p_value(**asked) == pytest.approx(2 * smaller)
    assert smaller < 0.06
    assert larger > 0.9
