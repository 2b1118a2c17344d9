"""What has to hold for any sites: between model and count, no luck, promises kept."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.statistics import comparison, panel, pooling, predictive, regression
from outcomes.domain.evaluation.statistics.comparison import Four
from outcomes.domain.evaluation.statistics.empirical_bayes import effectiveness, expected
from outcomes.domain.evaluation.statistics.panel_rows import Rows
from outcomes.domain.evaluation.statistics.predictive import chance_of_at_most, predict
from outcomes.domain.evaluation.statistics.predictive_power import most_that_shows, power
from outcomes.domain.evaluation.statistics.reference_model import Counts, Reference, fit

USUAL = Reference(rate=2.0, phi=1.5, trend=0.9, drift=0.1, trend_variance=0.002)


def industry(seed: int, sites: int = 300, *, drift: float = 0.1, trend: float = 0.85) -> Counts:
    """Sites that differ lastingly and by the year; nobody does anything."""
    draws = np.random.Generator(np.random.PCG64(seed))
    hours = draws.uniform(0.5, 4.0, sites)
    rates = draws.gamma(2.0, 1.0, sites)

    def counted(factor: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        chance = draws.gamma(1 / drift, drift, sites)
        return draws.poisson(rates * chance * hours * factor).astype(float)

    return Counts(counted(1.0), counted(trend), hours, hours)


def test_what_is_usual_is_found_again() -> None:
    found = fit(industry(1, 4000))
    assert found.rate == pytest.approx(2.0, rel=0.05)
    assert found.trend == pytest.approx(0.85, rel=0.05)
    assert found.drift == pytest.approx(0.1, abs=0.05)
    assert 1 / found.phi == pytest.approx((1 + 0.5) * 1.1 - 1, rel=0.15)
    assert found.trend_variance < 0.001


@given(predicted=st.floats(0.01, 50), observed=st.integers(0, 80), k=st.floats(0.01, 5))
def test_an_estimate_lies_between_model_and_count(
    predicted: float, observed: int, k: float
) -> None:
    found = expected(
        predicted=np.array([predicted]), observed=np.array([float(observed)]), k=np.array([k])
    )
    low, high = sorted((predicted, float(observed)))
    assert low - 1e-9 <= found.before[0] <= high + 1e-9
    assert 0 < found.weight[0] < 1


@given(before=st.integers(0, 30), hours=st.floats(0.1, 10))
def test_a_prediction_lies_between_the_usual_and_the_counted(before: int, hours: float) -> None:
    found = predict(USUAL, np.array([float(before)]), np.array([hours]), np.array([1.0]))
    rate = found.mean[0] / USUAL.trend
    low, high = sorted((USUAL.rate, before / hours))
    assert low - 1e-9 <= rate <= high + 1e-9


def test_without_drift_it_is_the_gamma_poisson_law() -> None:
    plain = Reference(rate=2.0, phi=1.5)
    found = predict(plain, np.array([4.0]), np.array([3.0]), np.array([3.0]))
    assert found.mean[0] == pytest.approx((1.5 + 4) / (1.5 / 2 + 3) * 3)
    assert found.spread[0] == pytest.approx(1 / (1.5 + 4))


def test_where_nothing_is_done_hardly_anybody_passes_not_even_the_worst() -> None:
    passed, worst_passed, worst_bare = [], [], []
    for seed in range(8):
        counts = industry(100 + seed)
        found = predict(fit(counts), counts.before, counts.exposure_before, counts.exposure_after)
        p = np.array(
            [
                chance_of_at_most(
                    int(after),
                    predictive.Predicted(
                        found.mean[i : i + 1], found.spread[i : i + 1], found.trend_variance
                    ),
                )
                for i, after in enumerate(counts.after)
            ]
        )
        rate = counts.before / counts.exposure_before
        worst = rate >= np.quantile(rate, 0.9)
        passed.append((p < 0.05).mean())
        worst_passed.append((p[worst] < 0.05).mean())
        worst_bare.append((counts.after[worst] <= 0.8 * counts.before[worst]).mean())
    assert np.mean(worst_bare) > 0.6
    assert np.mean(passed) < 0.05
    assert np.mean(worst_passed) < 0.07  # 240 sites: within simulation error of 5 %


def test_a_true_effect_is_found_as_often_as_promised() -> None:
    shown, promised = [], []
    for seed in range(60):
        counts = industry(500 + seed, 200)
        ours = slice(0, 25)
        others = Counts(
            *(
                getattr(counts, n)[25:]
                for n in ("before", "after", "exposure_before", "exposure_after")
            )
        )
        found = predict(
            fit(others),
            counts.before[ours],
            counts.exposure_before[ours],
            counts.exposure_after[ours],
        )
        halved = np.random.Generator(np.random.PCG64(seed)).binomial(
            counts.after[ours].astype(int), 0.6
        )
        shown.append(chance_of_at_most(int(halved.sum()), found) < 0.05)
        promised.append(power(found, effect=0.6, alpha=0.05))
    assert 0.3 < np.mean(promised) < 0.95
    assert np.mean(shown) == pytest.approx(np.mean(promised), abs=0.15)


def test_the_sum_of_sites_is_exact() -> None:
    found = predict(Reference(2.0, 1.5), np.array([1.0, 4.0]), np.ones(2), np.array([1.0, 2.0]))
    draws = np.random.Generator(np.random.PCG64(3))
    rates = draws.gamma(1 / found.spread, found.spread * found.mean, (200_000, 2))
    totals = draws.poisson(rates).sum(axis=1)
    for cases in (0, 3, 7, 15):
        assert chance_of_at_most(cases, found) == pytest.approx((totals <= cases).mean(), abs=0.004)
    assert chance_of_at_most(-1, found) == 0


def test_an_interval_is_what_the_test_does_not_refuse() -> None:
    found = predict(USUAL, np.array([9.0, 7.0]), np.full(2, 3.0), np.full(2, 3.0))
    ends = predictive.effect_interval(5, found, alpha=0.1)
    assert chance_of_at_most(5, found, effect=ends.high) == pytest.approx(0.05, abs=1e-6)
    assert chance_of_at_most(4, found, effect=ends.low) == pytest.approx(0.95, abs=1e-6)
    assert predictive.effect_interval(0, found, alpha=0.1).low == 0


def test_a_small_site_cannot_show_anything() -> None:
    small = predict(USUAL, np.array([0.0]), np.array([0.1]), np.array([0.1]))
    assert most_that_shows(small, alpha=0.05) == -1
    assert power(small, effect=0.1, alpha=0.05) == 0


def test_a_reference_without_cases_says_nothing() -> None:
    none = np.zeros(5)
    with pytest.raises(RuleBroken, match="nothing is known of what is usual"):
        fit(Counts(none, none, np.ones(5), np.ones(5)))


def test_no_case_afterwards_still_has_an_error() -> None:
    found = effectiveness(observed=0, expectations=np.array([8.0]), variances=np.array([2.0]))
    assert found.theta == 0
    assert found.se_hsm > 0


def test_comparison_groups() -> None:
    found = comparison.compare(Four(40, 20, 400, 400))
    assert found.ratio() == pytest.approx(0.5)
    assert found.p_value() < 0.01 < found.p_value(alternative="larger")
    assert found.p_value(null=0.5) == pytest.approx(0.5)
    assert found.p_value(alternative="two-sided") == pytest.approx(2 * found.p_value())
    wide = comparison.compare(Four(40, 20, 400, 400), omega_variance=0.1)
    assert wide.p_value() > found.p_value()
    assert comparison.compare(Four(4, 0, 400, 400)).ratio() < 1
    swapped = comparison.compare(Four(20, 40, 400, 400))
    assert swapped.ratio() == pytest.approx(1 / found.ratio())
    with pytest.raises(RuleBroken, match="comparison group has no case"):
        comparison.compare(Four(4, 0, 400, 0))


def test_groups_that_moved_alike_are_comparable() -> None:
    alike = comparison.comparability([40, 44, 38, 41], [400, 440, 380, 410])
    assert alike.mean == pytest.approx(1, abs=0.05)
    assert alike.omega_variance == 0
    apart = comparison.comparability([10, 90, 12, 80], [400, 400, 400, 400])
    assert apart.omega_variance > 1
    with pytest.raises(RuleBroken, match="at least three years"):
        comparison.comparability([4, 4], [4, 4])


def test_pooling_tells_whether_results_differ() -> None:
    alike = pooling.pool(np.log([0.7, 0.72, 0.69]), np.array([0.1, 0.2, 0.1]))
    assert alike.tau_squared == 0
    assert alike.i_squared == 0
    assert alike.interval(0.05).low < alike.ratio() < alike.interval(0.05).high
    apart = pooling.pool(np.log([0.3, 1.2, 0.5]), np.array([0.1, 0.1, 0.1]))
    assert apart.tau_squared > 0.1
    assert apart.q_p_value < 0.001
    assert apart.se > pooling.pool(np.log([0.3, 1.2]), np.full(2, 0.1), random=False).se
    assert pooling.pool(np.log([0.5]), np.array([0.1])).q_p_value == 1
    with pytest.raises(RuleBroken, match="nothing to pool"):
        pooling.pool(np.array([]), np.array([]))


def rows(effect: float, seed: int = 4, sites: int = 40) -> Rows:
    draws = np.random.Generator(np.random.PCG64(seed))
    names = [f"S{i}" for i in range(sites) for _ in range(4)]
    years = [f"Y{y}" for _ in range(sites) for y in range(4)]
    active = np.array([float(i < sites // 2 and y > 1) for i in range(sites) for y in range(4)])
    rates = np.repeat(draws.gamma(3, 3, sites), 4) * np.tile([1, 0.9, 0.8, 0.7], sites)
    exposure = draws.uniform(0.5, 2, 4 * sites)
    cases = draws.poisson(rates * exposure * np.where(active > 0, effect, 1)).astype(float)
    return Rows(names, years, cases, exposure, active)


def test_difference_in_differences_finds_the_effect_beside_a_trend() -> None:
    found = panel.difference_in_differences(rows(0.6))
    assert found.interval(0.05).low < 0.6 < found.interval(0.05).high
    assert found.p_value() < 0.01
    assert (found.clusters, found.degrees) == (40, 39)
    plain = panel.poisson(rows(0.6))
    assert plain.se > found.se  # sites that differ make a plain regression unsure
    assert found.p_value(alternative="larger") > 0.9
    assert found.p_value(null=found.ratio, alternative="two-sided") == pytest.approx(1)


def test_what_cannot_be_told_apart_is_refused() -> None:
    one = rows(0.6)
    with pytest.raises(RuleBroken, match="cannot be told apart"):
        panel.difference_in_differences(
            Rows(one.site, one.period, one.cases, one.exposure, np.ones(len(one.cases)))
        )
    none = Rows(
        one.site, one.period, np.where(one.active > 0, 0.0, one.cases), one.exposure, one.active
    )
    with pytest.raises(RuleBroken, match="no finite ratio"):
        panel.poisson(none)


def test_a_model_that_does_not_settle_is_refused() -> None:
    """Sales in billions of won are followed; in millions or in won they are too large for it."""
    draws = np.random.Generator(np.random.PCG64(3))
    hours, sales = draws.uniform(1, 4, 300), draws.uniform(0.1, 5, (300, 1))
    cases = draws.poisson(2 * hours * np.exp(0.3 * sales[:, 0])).astype(float)
    assert regression.fit(cases, hours, sales).coefficients[1] == pytest.approx(0.3, abs=0.05)
    for scale in (1e3, 1e9):
        with pytest.raises(RuleBroken, match="The reference model did not settle on these sites"):
            regression.fit(cases, hours, sales * scale)
