"""Real mines where nobody did anything: what comparison groups and panels would have paid."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest

from outcomes.domain.evaluation.statistics import panel
from outcomes.domain.evaluation.statistics.comparison_test import four_of, judge
from outcomes.domain.evaluation.statistics.predictive_power import power_of_comparison
from outcomes.domain.evaluation.statistics.reference_model import Counts
from tests.domain.outcomes.statistics import mines
from tests.domain.outcomes.statistics.mines import Mask, halved, lots, panel_rows, some

pytestmark = mines.present
TRIES = 100


@pytest.fixture(scope="module")
def all_mines() -> Counts:
    return mines.counts()


@pytest.fixture(scope="module")
def worst(all_mines: Counts) -> Mask:
    rate = all_mines.before / all_mines.exposure_before
    return np.asarray(rate > np.sort(rate)[-29])


def within(tries: int, level: float = 0.05) -> float:
    """A level and twice its simulation error."""
    return level + 2 * sqrt(level * (1 - level) / tries)


def is_paid(own: Counts, others: Counts) -> bool:
    judged = judge(own, others)
    return bool(judged.p_value("smaller") < 0.05 and not judged.chosen_for_a_bad_year)


def test_single_mines_stay_below_their_level_also_the_worst(all_mines: Counts, worst: Mask) -> None:
    each = np.arange(len(all_mines))
    paid = np.array(
        [is_paid(some(all_mines, each == one), some(all_mines, each != one)) for one in each[::2]]
    )
    assert paid.mean() <= 0.05
    assert paid[worst[::2]].mean() <= 0.05


@pytest.mark.parametrize("size", [10, 25, 50])
def test_portfolios_stay_below_and_halved_injuries_are_found_as_promised(
    all_mines: Counts, size: int
) -> None:
    draws = np.random.Generator(np.random.PCG64(size))
    luck, shown, promised = [], [], []
    for ours in lots(all_mines, size, TRIES):
        own, others = some(all_mines, ours), some(all_mines, ~ours)
        judged = judge(own, others)
        luck.append(judged.p_value("smaller") < 0.05)
        shown.append(judge(halved(own, draws), others).p_value("smaller") < 0.05)
        omega = judged.omega_variance
        four = four_of(own, others)
        promised.append(power_of_comparison(four, effect=0.5, alpha=0.05, omega_variance=omega))
    assert np.mean(luck) <= within(TRIES)
    assert np.mean(shown) == pytest.approx(np.mean(promised), abs=2.5 * sqrt(0.25 / TRIES))


@pytest.mark.parametrize("size", [10, 25])
def test_the_worst_quarter_is_not_judged_although_a_bare_ratio_would_pay_it(
    all_mines: Counts, size: int
) -> None:
    rate = all_mines.before / all_mines.exposure_before
    quarter = rate >= np.quantile(rate, 0.75)
    bare, paid = [], []
    for ours in lots(all_mines, size, 30, of=quarter):
        judged = judge(some(all_mines, ours), some(all_mines, ~ours))
        bare.append(judged.by_error["smaller"] < 0.05)
        paid.append(judged.p_value("smaller") < 0.05 and not judged.chosen_for_a_bad_year)
    assert np.mean(bare) > 0.15, np.mean(bare)
    assert np.mean(paid) <= within(30)


def p_of(fitted: panel.Fitted) -> float:
    by_error = fitted.p_value(null=fitted.comes_back or 1.0)
    return max(by_error, fitted.by_lot["smaller"]) if fitted.by_lot else by_error


def test_difference_in_differences_pays_neither_lot_nor_the_worst(
    all_mines: Counts, worst: Mask
) -> None:
    found = [
        p_of(panel.difference_in_differences(panel_rows(ours), usual=True))
        for ours in lots(all_mines, 10, 40)
    ]
    assert (np.array(found) < 0.05).mean() <= within(40)
    bare = panel.difference_in_differences(panel_rows(worst))
    assert bare.p_value() < 0.01
    assert p_of(panel.difference_in_differences(panel_rows(worst), usual=True)) > 0.05
