"""The laws behind the luck meter, held against scipy's and against their own definition."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from outcomes.domain.luck.chances import (
    after_seeing,
    among_the_worst,
    chances,
    poisson_chances,
)


@pytest.mark.parametrize("shape", [0.3, 1.0, 2.5, 7.0, 400.0])
@pytest.mark.parametrize("mean_scale", [0.001, 0.4, 3.0])
def test_counts_follow_the_negative_binomial_law_of_scipy(shape: float, mean_scale: float) -> None:
    found = chances(shape, mean_scale)
    law = stats.nbinom(shape, 1 / (1 + mean_scale))
    assert found == pytest.approx(law.pmf(np.arange(len(found))), rel=1e-9, abs=1e-300)
    assert found.sum() == pytest.approx(1, abs=1e-11)


@pytest.mark.parametrize("mean", [0.01, 1.0, 40.0])
def test_a_known_rate_gives_poisson_counts(mean: float) -> None:
    found = poisson_chances(mean)
    assert found == pytest.approx(stats.poisson(mean).pmf(np.arange(len(found))), rel=1e-9)
    assert found.sum() == pytest.approx(1, abs=1e-11)


@pytest.mark.parametrize("law", [chances(3, 0), chances(0, 3), poisson_chances(0)])
def test_where_nothing_can_happen_nothing_does(law: np.ndarray) -> None:
    assert law.tolist() == [1]


def test_a_bad_year_is_half_believed() -> None:
    """Three injuries against one expected, and sites of the shape 1: two are to be expected next.

    By the formula of empirical Bayes: w = 1 / (1 + 1/1) = 1/2, so 1/2 × 1 + 1/2 × 3.
    """
    shape, scale, hours = 1.0, 1 / 200_000, 200_000.0
    expected = (shape + 3) * after_seeing(scale, hours) * hours
    assert expected == pytest.approx(2)


def test_the_worst_tenth_is_a_tenth_and_the_upper_one() -> None:
    found = chances(2, 1.5)
    worst = among_the_worst(found, 0.1)
    assert worst.sum() == pytest.approx(1)
    edge = int(np.flatnonzero(worst)[0])
    assert found[edge + 1 :].sum() < 0.1 < found[edge:].sum()
    assert worst[edge + 1 :] == pytest.approx(found[edge + 1 :] / 0.1)


def test_everybody_is_among_the_worst_whole() -> None:
    found = chances(2, 1.5)
    assert among_the_worst(found, 1) == pytest.approx(found, abs=1e-12)
