"""Lot in the place of a programme."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from outcomes.domain.evaluation.statistics.comparison_test import judge
from outcomes.domain.evaluation.statistics.lot import by_lot, can_be_drawn, surprises
from tests.domain.outcomes.statistics.mines import some
from tests.domain.outcomes.statistics.test_models import industry

FIRST_20 = np.arange(80) < 20


def judged(seed: int, effect: float = 1.0, *, null: float = 1.0) -> tuple[float, float]:
    counts = industry(seed, 80)
    fewer = np.random.Generator(np.random.PCG64(seed)).binomial(counts.after.astype(int), effect)
    after = np.where(FIRST_20, fewer, counts.after).astype(float)
    counts = replace(counts, after=after)
    found = judge(some(counts, FIRST_20), some(counts, ~FIRST_20), null=null)
    assert found.by_lot
    return found.by_lot["smaller"], found.by_lot["larger"]


def test_where_nothing_is_done_each_chance_is_as_frequent_as_any_other() -> None:
    found = np.array([judged(seed)[0] for seed in range(60)])
    assert 0.4 < found.mean() < 0.6
    assert (found < 0.1).mean() <= 0.1 + 2 * (0.09 / 60) ** 0.5


def test_a_true_effect_is_seen_and_a_null_moves_with_it() -> None:
    smaller, larger = judged(3, 0.4)
    assert smaller < 0.01
    assert larger > 0.95
    assert judged(3, 0.4, null=0.4)[0] > 0.05
    assert judged(3, 0.4, null=0.2)[0] > 0.95


def test_the_same_seed_draws_the_same_and_the_choice_made_counts_as_one() -> None:
    treated = np.arange(40) < 8
    cases = np.full(40, 10.0)
    seen = surprises(np.where(treated, 0.0, 5.0), cases, np.full(40, 0.5), treated)
    one = by_lot(seen, treated)
    assert one == by_lot(seen, treated)
    assert one["smaller"] == 1 / 2000
    assert one["larger"] == 1
    assert one["two-sided"] == 2 / 2000


def test_too_few_choices_say_nothing() -> None:
    assert not can_be_drawn(np.arange(300) < 1)
    assert not can_be_drawn(np.arange(8) < 4)
    assert can_be_drawn(np.arange(60) < 3)
    counts = industry(1, 60)
    one = np.arange(60) < 1
    assert judge(some(counts, one), some(counts, ~one)).by_lot is None


def test_a_baseline_that_is_unusually_bad_is_seen() -> None:
    counts = industry(2, 100)
    worst = (
        counts.before / counts.exposure_before
        >= np.sort(counts.before / counts.exposure_before)[-10]
    )
    ordinary = np.arange(100) % 10 == 3
    assert judge(some(counts, worst), some(counts, ~worst)).chosen_for_a_bad_year
    assert not judge(some(counts, ordinary), some(counts, ~ordinary)).chosen_for_a_bad_year


def test_lot_decides_where_it_can_be_asked_else_the_error() -> None:
    counts = industry(5, 80)
    many = judge(some(counts, FIRST_20), some(counts, ~FIRST_20))
    assert many.by_lot
    assert many.p_value("smaller") == many.by_lot["smaller"]
    one = np.arange(80) < 1
    single = judge(some(counts, one), some(counts, ~one))
    assert single.p_value("larger") == single.by_error["larger"]
