"""Panels: any number of sites, errors by cluster, and sites chosen for a bad year."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import statsmodels.api as sm

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.statistics import bad_year, panel
from outcomes.domain.evaluation.statistics.panel_rows import Rows, dummies, places
from tests.domain.outcomes.statistics.mines import some
from tests.domain.outcomes.statistics.test_models import industry, rows


@pytest.mark.parametrize("companies", [1, 4])
def test_a_rate_of_its_own_for_each_site_is_the_regression_with_a_dummy_for_each(
    companies: int,
) -> None:
    """`companies` sites belong together; statsmodels with forty dummies is the yardstick."""
    one = rows(0.6)
    together = [f"C{int(name[1:]) // companies}" for name in one.site]
    found = panel.difference_in_differences(replace(one, cluster=together))
    every = [places(one.site) == site for site in range(40)]
    design = np.column_stack([*every, *dummies(one.period), one.active]).astype(float)
    model = sm.GLM(one.cases, design, family=sm.families.Poisson(), exposure=one.exposure)
    groups = {"groups": places(together), "use_correction": True}
    yardstick = model.fit(cov_type="cluster", cov_kwds=groups, tol=1e-12)
    assert found.log_ratio == pytest.approx(yardstick.params[-1], abs=1e-8)
    assert found.se == pytest.approx(yardstick.bse[-1], rel=1e-6)
    assert found.dispersion == pytest.approx(yardstick.pearson_chi2 / (160 - 44), rel=1e-6)
    assert found.degrees == 40 // companies - 1


def test_three_thousand_sites_are_no_trouble() -> None:
    found = panel.difference_in_differences(rows(0.7, sites=3000))
    assert found.ratio == pytest.approx(0.7, rel=0.06)
    assert found.by_lot
    assert found.by_lot["smaller"] < 0.01


def test_lot_is_not_asked_where_it_could_not_have_chosen_otherwise() -> None:
    one = rows(0.6)
    first = np.isin(one.site, ["S0"]) & np.isin(one.period, ["Y2"])
    staggered = replace(one, active=np.where(first, 0.0, one.active))
    assert panel.difference_in_differences(one).by_lot
    assert panel.difference_in_differences(staggered).by_lot is None
    mixed = replace(one, cluster=[f"C{int(name[1:]) % 10}" for name in one.site])
    assert panel.difference_in_differences(mixed).by_lot is None


def test_covariates_are_followed_also_where_a_site_has_no_case() -> None:
    one = rows(0.6)
    quiet = replace(one, cases=np.where(places(one.site) == 7, 0.0, one.cases))
    shift = np.random.Generator(np.random.PCG64(1)).normal(size=160)
    plain = panel.difference_in_differences(quiet)
    found = panel.difference_in_differences(quiet, [shift])
    assert (plain.clusters, found.clusters) == (39, 39)
    assert found.log_ratio != plain.log_ratio
    assert found.log_ratio == pytest.approx(plain.log_ratio, abs=0.1)
    with pytest.raises(RuleBroken, match="cannot be told apart"):
        panel.difference_in_differences(quiet, [quiet.active])
    with pytest.raises(RuleBroken, match="cannot be told apart"):
        panel.poisson(quiet, [quiet.active])


@pytest.mark.parametrize("year", ["Y0", "Y1"])
def test_a_year_without_a_single_case_has_no_finite_effect(year: str) -> None:
    """Its own effect would have to be minus infinity, so nothing is said of the programme."""
    one = rows(0.6)
    quiet = replace(one, cases=np.where(np.isin(one.period, [year]), 0.0, one.cases))
    with pytest.raises(RuleBroken, match="did not settle: some effect has no finite ratio"):
        panel.difference_in_differences(quiet)


def test_sites_that_were_chosen_for_a_bad_year_come_back() -> None:
    counts = industry(4, 400)
    rate = counts.before / counts.exposure_before
    worst = rate >= np.quantile(rate, 0.9)
    back = bad_year.comes_back(some(counts, worst), some(counts, ~worst))
    trend = 0.85
    seen = counts.after[worst].sum() / counts.before[worst].sum() / trend
    assert back == pytest.approx(seen, abs=0.12)
    ordinary = np.arange(400) % 10 == 3
    assert bad_year.comes_back(some(counts, ordinary), some(counts, ~ordinary)) > 0.9


def test_who_comes_back_is_not_known_without_others_or_time_before() -> None:
    one = rows(0.6)
    assert bad_year.comes_back_in(one) is not None

    def part(kept: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Rows:
        names = [
            [n for n, k in zip(all_, kept, strict=True) if k] for all_ in (one.site, one.period)
        ]
        return Rows(names[0], names[1], one.cases[kept], one.exposure[kept], one.active[kept])

    treated = np.bincount(places(one.site), one.active)[places(one.site)] > 0
    assert bad_year.comes_back_in(part(treated)) is None
    assert bad_year.comes_back_in(part(np.isin(one.period, ["Y2", "Y3"]))) is None
    quiet = replace(one, cases=np.where(treated, one.cases, 0.0))
    assert bad_year.comes_back_in(quiet) is None
