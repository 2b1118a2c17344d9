"""Empirical Bayes, comparison group and panels against published numbers and real sets."""

from __future__ import annotations

import csv
from typing import Any

import numpy as np
import pytest

from outcomes.domain.evaluation.statistics import comparison, empirical_bayes, regression
from outcomes.domain.evaluation.statistics.comparison import Four
from outcomes.domain.evaluation.statistics.reference_model import Reference, credible, fit_rate
from outcomes.domain.evaluation.statistics.within import within
from tests.domain.outcomes.statistics.vectors import DATA, present, vector

pytestmark = present


def table(name: str) -> list[dict[str, str]]:
    with (DATA / name).open() as file:
        return list(csv.DictReader(file))


def test_hauers_road() -> None:
    given, expected = vector("hauer_tutorial_ex1")
    mu = 0.0224 * given["adt"] ** 0.564
    found = empirical_bayes.expected(
        predicted=np.array([mu * given["years"] * given["length_km"]]),
        observed=np.array([float(given["count"])]),
        k=np.array([1 / (given["phi_per_km"] * given["length_km"])]),
    )
    per_km = float(found.before[0]) / given["length_km"]
    sd = float(found.variance[0]) ** 0.5 / given["length_km"]
    assert per_km == pytest.approx(expected["per_km_year"], abs=0.006)
    assert sd == pytest.approx(expected["per_km_year_sd"], abs=0.006)


def test_the_thirteen_passing_lanes_of_the_manual() -> None:
    _, expected = vector("hsm_9_10")
    rows = table("before_after/hsm_9_10_passing_lanes_13.csv")
    length = np.array([float(row["length_mi"]) for row in rows])
    per_aadt = length * 365e-6 * np.exp(-0.312)
    before, after = (
        np.array([float(row[f"aadt_{when}"]) * int(row[f"years_{when}"]) for row in rows])
        * per_aadt
        for when in ("before", "after")
    )
    observed = np.array([sum(int(row[f"obs_before_y{y}"]) for y in range(1, 6)) for row in rows])
    treated = sum(int(row["obs_after_y1"]) + int(row["obs_after_y2"]) for row in rows)
    found = empirical_bayes.expected(
        predicted=before, observed=observed.astype(float), k=0.236 / length
    )
    effect = empirical_bayes.effectiveness(
        **dict(
            zip(
                ("expectations", "variances"),
                empirical_bayes.afterwards(found, ratio=after / before),
                strict=True,
            )
        ),
        observed=treated,
    )
    assert (int(observed.sum()), treated) == (
        expected["sum_obs_before"],
        expected["sum_obs_after"],
    )
    assert effect.variance == pytest.approx(expected["sum_var"], abs=0.002)
    assert effect.theta == pytest.approx(0.6953897242921535, abs=1e-9)
    assert 100 * effect.se_hsm == pytest.approx(expected["se_effectiveness_pct"], abs=0.15)
    assert 100 * effect.se_hsm == pytest.approx(13.845526242967393, abs=1e-9)
    assert 100 * effect.se_hauer == pytest.approx(13.720410300061896, abs=1e-9)
    assert effect.z == pytest.approx(expected["test_statistic"], abs=0.02)


def test_traffic_signals_naive_and_against_their_comparison_group() -> None:
    given, expected = vector("bastudy_real")
    naive = empirical_bayes.effectiveness(
        observed=given["L"],
        expectations=np.array([float(given["K"])]),
        variances=np.array([float(given["K"])]),
    )
    assert naive.theta == pytest.approx(expected["naive"]["theta"], abs=1e-9)
    assert naive.se_hauer == pytest.approx(expected["naive"]["sd"], abs=1e-9)
    found = comparison.compare(Four(*(given[cell] for cell in "KLMN")))
    wanted = expected["comparison"]
    ends = found.interval(0.05)
    pairs: dict[str, Any] = {
        "r_T": found.comparison_ratio,
        "pi": found.expected,
        "sd_pi": found.expected_sd,
        "theta": found.theta,
        "sd_theta": found.theta_sd,
        "log_ratio_of_ratios": found.log_ratio,
        "se_log": found.log_ratio_se,
    }
    for name, value in pairs.items():
        assert value == pytest.approx(wanted[name], rel=1e-9), name
    assert -found.delta == pytest.approx(-wanted["delta"], rel=1e-9)
    # the vector took 1.959964 for the quantile of the normal law
    assert [ends.low, ends.high] == pytest.approx(wanted["ratio_ci"], abs=3e-9)


def test_traffic_signals_by_empirical_bayes() -> None:
    """Untreated intersections say what traffic alone makes of a treated one.

    The bare index is 1.255: by this model traffic explains a part of the rise, not all of it.
    """
    reference = table("before_after/traffic_signal_reference_318.csv")
    model = regression.fit(
        column(reference, "crashes"), column(reference, "years"), traffic(reference, "")
    )
    rows = table("before_after/traffic_signal_treated_228.csv")
    before, after = (
        model.predict(column(rows, f"years_{when}"), traffic(rows, f"_{when}"))
        for when in ("before", "after")
    )
    observed = column(rows, "crashes_before")
    found = empirical_bayes.expected(
        predicted=before, observed=observed, k=np.full(len(rows), model.k)
    )
    assert np.all((found.before - observed) * (found.before - before) <= 1e-9)
    means, variances = empirical_bayes.afterwards(found, ratio=after / before)
    effect = empirical_bayes.effectiveness(
        observed=float(column(rows, "crashes_after").sum()), expectations=means, variances=variances
    )
    assert model.coefficients[1] > 0  # more traffic, more crashes
    assert model.k > 0.3
    assert 1.1 < effect.theta < 1.255
    assert effect.se_hauer < 0.1


def column(rows: list[dict[str, str]], name: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([float(row[name]) for row in rows])


def traffic(rows: list[dict[str, str]], when: str) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.log(
        np.column_stack([column(rows, f"aadt_{road}{when}") for road in ("major", "minor")])
    )


def test_firms_that_were_trained_scrapped_less() -> None:
    """Wooldridge, example 14.1: effects of 54 firms and of years, grant −0.252 and −0.422."""
    given, expected = vector("fe_jtrain")
    rows = [row for row in table(given["data_file"]) if row["lscrap"]]
    names = ("d88", "d89", "grant", "grant_1")
    found = within(
        [row["fcode"] for row in rows],
        column(rows, "lscrap"),
        np.column_stack([column(rows, name) for name in names]),
    )
    values = dict(zip(names, zip(found.effects, found.errors, strict=True), strict=True))
    for name in ("grant", "grant_1"):
        effect, error = values[name]
        assert effect == pytest.approx(expected[name], abs=1e-4)
        assert error == pytest.approx(expected[f"{name}_se"], abs=1e-4)
    assert (len(rows), found.firms) == (expected["n"], expected["firms"])


def test_bad_intersections_became_ordinary_untouched() -> None:
    """Persaud's intersections, nothing done: who was bad was expected to be better, and was."""
    given, expected = vector("rtm_persaud")
    years = 3.0  # 1974 to 1976
    sites, before = np.array(given["rows_n_before_rate"]).T
    after = np.array(expected["after_rate"])
    cases = np.repeat(before * years, sites.astype(int)).round()
    rate, phi = fit_rate(cases, np.full(len(cases), years))
    lasting, _spread = credible(Reference(rate, phi), before * years, np.full(4, years))
    assert np.array_equal(np.sign(lasting - before), np.sign(after - before))
    change = 100 * (after / before.clip(1e-9) - 1)
    assert change[1:] == pytest.approx(expected["pct_change"][1:], abs=1)
    assert np.all(np.abs(lasting - after) < np.abs(before - after))
