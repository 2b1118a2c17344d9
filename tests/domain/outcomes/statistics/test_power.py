"""What a site can ever show, and that the promise is kept when it is tried."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.statistics import power, two_rates, wald_power
from outcomes.domain.evaluation.statistics.bulk import Sites, compare
from outcomes.domain.evaluation.statistics.two_rates import two
from outcomes.domain.evaluation.statistics.wald_power import Arms


@pytest.mark.parametrize(("ratio", "needed"), [(0.5, 49.01), (0.7, 149.84), (0.9, 1492.67)])
def test_events_needed_for_two_sided_five_per_cent(ratio: float, needed: float) -> None:
    assert power.events_needed(ratio=ratio, alpha=0.025) == pytest.approx(needed, abs=0.01)


def test_a_third_fewer_injuries_take_fifteen_thousand_worker_years() -> None:
    """One injury in a hundred worker-years, 30 % fewer (domain facts 4.7)."""
    events = power.events_needed(ratio=0.7, alpha=0.025)
    assert power.worker_years_needed(events=events, rate=0.01) == 14_984


@pytest.mark.parametrize(("expected", "ratio", "arms"), [(12.0, 0.4, 1.0), (30.0, 0.6, 2.0)])
def test_the_exact_power_is_what_happens(expected: float, ratio: float, arms: float) -> None:
    draws = np.random.Generator(np.random.PCG64(1))
    before = draws.poisson(expected, 20_000)
    after = draws.poisson(expected * ratio * arms, 20_000)
    found = compare(Sites(before, after, np.ones(20_000), np.full(20_000, arms)))
    shown = ((found.p_value < 0.05) & (before > 0)).mean()
    promised = power.exact_power(expected=expected, ratio=ratio, arms=arms)
    assert shown == pytest.approx(promised, abs=0.01)


@pytest.mark.parametrize("alpha", [0.05, 0.0625])  # 4 cases against none come to 0.0625
def test_the_exact_power_is_the_sum_over_every_outcome(alpha: float) -> None:
    chances = stats.poisson.pmf(np.arange(40), 6.0), stats.poisson.pmf(np.arange(40), 4.5)
    total = sum(
        chances[0][before] * chances[1][after]
        for before in range(40)
        for after in range(40)
        if two_rates.exact(two(after, before, 1.5, 1), ratio=0.9, alternative="smaller") < alpha
    )
    found = power.exact_power(expected=6, ratio=0.5, arms=1.5, null=0.9, alpha=alpha)
    assert found == pytest.approx(total, abs=1e-10)


def test_a_level_that_is_just_reached_is_not_undercut() -> None:
    """Whatever comes out, four cases against none are p = 0.0625 and no reduction at that level."""
    at, above = (power.exact_power(expected=3, ratio=0.01, alpha=a) for a in (0.0625, 0.0626))
    assert above - at > 0.1


def test_a_small_site_shows_nothing_and_luck_stays_below_the_level() -> None:
    assert power.exact_power(expected=0.2, ratio=0.5) < 0.001
    for expected in (1, 5, 20, 80):
        assert power.exact_power(expected=expected, ratio=1.0) <= 0.05


def test_sites_that_differ_need_more() -> None:
    arms = Arms(1.0, 2.0, 30)
    plain = wald_power.negative_binomial_power(arms)
    assert plain == pytest.approx(wald_power.ratio_power(arms), abs=1e-9)
    assert wald_power.negative_binomial_power(arms, k=0.5) < plain


def test_no_ratio_no_answer() -> None:
    for wrong in (1, 0):
        with pytest.raises(RuleBroken, match="The ratio is"):
            power.events_needed(ratio=wrong, alpha=0.05)
