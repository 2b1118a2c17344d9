"""Looking often without being fooled: exact limits, as published and by simulation."""

from __future__ import annotations

import numpy as np
import pytest

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.statistics.maxsprt import (
    alpha_spent,
    continuous_critical_value,
    critical_value,
    llr,
)


@pytest.mark.parametrize(
    ("upper", "least", "limit"),
    [
        # Kulldorff et al. 2011, table 1 (alpha 0.05), continuous looks
        (1, 1, 2.853937),
        (2, 1, 3.046977),
        (5, 1, 3.297183),
        (10, 1, 3.467952),
        (20, 1, 3.628123),
        (2, 4, 2.000158),
        (10, 4, 2.921561),
    ],
)
def test_limits_as_published(upper: float, least: int, limit: float) -> None:
    assert continuous_critical_value(upper, least=least) == pytest.approx(limit, abs=1e-6)


def test_so_few_cases_that_any_rise_is_rare_need_no_limit() -> None:
    assert continuous_critical_value(1, least=4) == 0


@pytest.mark.parametrize("direction", ["larger", "smaller"])
def test_looks_spend_what_they_may_and_a_simulation_agrees(direction: str) -> None:
    looks = [3.0, 6.0, 9.0, 12.0]
    limit = critical_value(looks, direction=direction)
    spent = alpha_spent(limit, looks, direction=direction)
    assert 0.02 < spent <= 0.05
    draws = np.random.Generator(np.random.PCG64(7)).poisson(3.0, (20_000, 4)).cumsum(axis=1)
    ratios = {(c, e): llr(c, e, direction) for c in range(60) for e in looks}
    signalled = [
        any(ratios[int(c), e] > limit for c, e in zip(row, looks, strict=True)) for row in draws
    ]
    assert np.mean(signalled) == pytest.approx(spent, abs=0.005)


def test_one_look_more_costs_something() -> None:
    assert critical_value([2, 4, 6, 8]) >= critical_value([8])


def test_a_limit_is_the_smallest_that_keeps_the_level() -> None:
    looks = [1.0, 2.0, 3.0]
    limit = critical_value(looks)
    assert alpha_spent(limit, looks) <= 0.05 < alpha_spent(limit - 1e-6, looks)


def test_nothing_on_the_side_that_nobody_looks_for() -> None:
    assert llr(2, 3) == llr(4, 3, "smaller") == llr(3, 3) == 0
    assert llr(0, 3, "smaller") == 3


def test_looks_have_to_grow() -> None:
    for wrong in ([], [2, 1], [0, 1], [1, 1]):
        with pytest.raises(RuleBroken, match="have to grow"):
            critical_value(wrong)
