"""Real mines where nobody did anything: what would each rule have paid?"""

from __future__ import annotations

import csv
from collections import defaultdict

import numpy as np
import pytest

from outcomes.domain.evaluation.statistics import predictive
from outcomes.domain.evaluation.statistics.bulk import Sites, compare
from outcomes.domain.evaluation.statistics.predictive import Predicted, chance_of_at_most, predict
from outcomes.domain.evaluation.statistics.predictive_power import power
from outcomes.domain.evaluation.statistics.reference_model import Counts, fit
from tests.domain.outcomes.statistics.vectors import DATA, vector

PANEL = DATA / "msha/msha_single_member_panel_2013_2016.csv"
pytestmark = pytest.mark.skipif(not PANEL.exists(), reason=f"{PANEL.name} is not on this machine")
TRIES = 80
NAMES = ("before", "after", "exposure_before", "exposure_after")


@pytest.fixture(scope="module")
def mines() -> Counts:
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * 4)
    with PANEL.open() as file:
        for row in csv.DictReader(file):
            if row["stable_hours"] == "1":
                later = int(row["year"]) > 2014
                sums[row["link_id"]][0 + later] += float(row["num_injuries"])
                sums[row["link_id"]][2 + later] += float(row["emp_hrs_total"])
    return Counts(*np.array(list(sums.values())).T)


@pytest.fixture(scope="module")
def worst(mines: Counts) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    rate = mines.before / mines.exposure_before
    return np.asarray(rate > np.sort(rate)[-29])


def some(mines: Counts, chosen: object) -> Counts:
    return Counts(*(getattr(mines, name)[chosen] for name in NAMES))


def by_empirical_bayes(mines: Counts) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Each mine against all others."""
    found = predict(fit(mines), mines.before, mines.exposure_before, mines.exposure_after)
    return np.array(
        [
            chance_of_at_most(
                int(after),
                Predicted(found.mean[i : i + 1], found.spread[i : i + 1], found.trend_variance),
            )
            for i, after in enumerate(mines.after)
        ]
    )


def test_the_bare_rule_pays_half_and_the_exact_test_a_little_too_much(
    mines: Counts, worst: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> None:
    _, expected = vector("msha_aa")
    some_before = mines.before > 0
    lower = mines.after / mines.exposure_after <= 0.8 * mines.before / mines.exposure_before
    found = compare(
        Sites(
            mines.before.astype(np.int64),
            mines.after.astype(np.int64),
            mines.exposure_before,
            mines.exposure_after,
        )
    )
    shown = found.p_value < 0.05
    assert (len(mines), some_before.sum(), worst.sum()) == (275, 175, 28)
    shares = {
        "naive_20pct_paid_share": lower[some_before].mean(),
        "naive_20pct_paid_share_worst": lower[worst].mean(),
        "exact_5pct_share": shown[some_before].mean(),
        "exact_5pct_share_worst": shown[worst].mean(),
    }
    for name, share in shares.items():
        assert share == pytest.approx(expected[name], abs=2e-4), name


def test_empirical_bayes_stays_below_its_level_over_all_and_among_the_worst(
    mines: Counts, worst: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> None:
    p = by_empirical_bayes(mines)
    assert (p < 0.05).mean() <= 0.05
    assert (p[mines.before > 0] < 0.05).mean() <= 0.05
    assert (p[worst] < 0.05).mean() <= 0.05


@pytest.mark.parametrize("size", [10, 25, 50])
def test_portfolios_stay_below_too_and_half_as_many_injuries_are_found_as_promised(
    mines: Counts, size: int
) -> None:
    draws = np.random.Generator(np.random.PCG64(size))
    luck, shown, promised = [], [], []
    for _ in range(TRIES):
        ours = np.zeros(len(mines), dtype=bool)
        ours[draws.choice(len(mines), size, replace=False)] = True
        group = some(mines, ours)
        found = predict(
            fit(some(mines, ~ours)), group.before, group.exposure_before, group.exposure_after
        )
        halved = draws.binomial(group.after.astype(int), 0.5).sum()
        luck.append(chance_of_at_most(int(group.after.sum()), found) < 0.05)
        shown.append(chance_of_at_most(int(halved), found) < 0.05)
        promised.append(power(found, effect=0.5, alpha=0.05))
    assert np.mean(luck) <= 0.05 + 2 * (0.05 * 0.95 / TRIES) ** 0.5
    assert np.mean(shown) == pytest.approx(np.mean(promised), abs=0.1)


def test_the_worst_mines_together_are_expected_to_become_ordinary(
    mines: Counts, worst: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> None:
    group = some(mines, worst)
    found = predict(
        fit(some(mines, ~worst)), group.before, group.exposure_before, group.exposure_after
    )
    assert found.total < 0.8 * group.before.sum()
    assert chance_of_at_most(int(group.after.sum()), found) > 0.05
    assert predictive.effect_interval(int(group.after.sum()), found, alpha=0.1).high > 1
