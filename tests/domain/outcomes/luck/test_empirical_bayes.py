"""Who knows what is usual is not fooled by a bad year: the test keeps its level among the worst."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from scipy import stats

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.asked import Asked, TooLittle
from outcomes.domain.evaluation.statistics.predictive import chance_of_at_most, predict
from outcomes.domain.evaluation.statistics.reference_model import Reference
from outcomes.domain.luck import Alike, Answer, Population, luck, question_from, usual_in
from outcomes.domain.luck.rules import BayesRule, Law
from outcomes.domain.luck.sites import known_to
from tests.domain.outcomes.luck.questions import a_question, a_site

HELD = {
    "kind": "empirical_bayes",
    "alpha": "0.05",
    "baseline": ["2025-01-01", "2025-12-31"],
    "reference": {"code": "press-shops", "digest": "0" * 64},
}
RULE = BayesRule(Asked(), {"kind": "empirical_bayes", "alpha": "0.05"})


def judged(rule: BayesRule = RULE, **changes: Any) -> Answer:
    found = question_from(a_question(expected_rate="60", **changes))
    return luck(replace(found, rule=known_to(rule, found.population, found.sites)))


@pytest.mark.parametrize(
    "changes",
    [
        {"sites": [a_site(before=25)]},
        {"sites": [a_site(before=2)]},
        {},
        {"baseline": "worst"},
        {"baseline": "worst", "worst_share": "0.01"},
        {"sites": [a_site(alike=10)]},
        {"sites": [a_site(alike=10)], "baseline": "worst"},
        {"baseline": "worst", "trend": "0.7"},
        {"sites": [a_site(before=25)], "drift": "0.2"},
        {"sites": [a_site(alike=10)], "drift": "0.2"},
    ],
)
def test_luck_is_paid_at_most_as_often_as_agreed(changes: dict[str, Any]) -> None:
    line = judged(**changes).lines[0]
    room = Decimal("0.004") if line.exact is None else Decimal(0)  # drift is matched, not exact
    assert line.best.paid <= Decimal("0.05") + room


def test_the_same_worst_sites_are_paid_for_luck_by_the_test_that_knows_nothing() -> None:
    sites = [a_site(alike=10)]
    found = luck(question_from(a_question(expected_rate="60", sites=sites, baseline="worst")))
    assert found.lines[0].drawn.paid > Decimal("0.35")
    assert judged(sites=sites, baseline="worst").lines[-1].drawn.paid > Decimal("0.9")


def test_the_chance_is_that_of_the_negative_binomial_law() -> None:
    law = Law(shape=3, mean_scale=0.4, drift=0)
    before, after = np.array([0, 2, 7, 7]), np.array([0, 1, 0, 9])
    expected = stats.nbinom(3 + before, 1 / (1 + 0.4 * 0.8)).cdf(after)
    assert law.chance_of_at_most(before, after, 0.8) == pytest.approx(expected)


@pytest.mark.parametrize("counts", [[4], [0], [9, 2, 0, 5]])
def test_it_is_the_test_of_the_design_where_the_reference_is_as_assumed(counts: list[int]) -> None:
    """Site by site as the design predicts them, or all of them as one group, comes to the same."""
    size = len(counts)
    hours = np.full(size, 200_000.0)
    usual = Reference(rate=60e-6, phi=3.0, trend=0.9)
    predicted = predict(usual, np.array(counts, dtype=float), hours, hours)
    sites = (Alike(Decimal(200_000 * size), Decimal(200_000 * size), None, size),)
    assumed = Population(rate=Decimal(60), phi=Decimal(3), trend=Decimal("0.9"))
    rule = known_to(RULE, assumed, sites)
    assert isinstance(rule, BayesRule)
    assert rule.law is not None
    for after in (0, 3, 12):
        (ours,) = rule.law.chance_of_at_most(np.array([sum(counts)]), np.array([after]), 0.8)
        theirs = chance_of_at_most(after, predicted, effect=0.8)
        assert ours == pytest.approx(theirs, abs=1e-9)


def test_a_stored_design_is_judged_by_its_rule() -> None:
    question = question_from(a_question(design=HELD, expected_rate="60"))
    assert isinstance(question.rule, BayesRule)
    assert luck(question).as_json()["question"]["design"]["kind"] == "empirical_bayes"
    assert question_from(question.as_json()) == question


@pytest.mark.parametrize("changes", [{"kind": "comparison_group"}, {"pays_on": "bound"}])
def test_what_hangs_on_other_sites_is_not_foreseen(changes: dict[str, str]) -> None:
    with pytest.raises(RuleBroken, match="depends on what the reference sites will see"):
        question_from(a_question(design={**HELD, **changes}))


def test_a_drift_widens_what_may_come() -> None:
    before, after = np.array([20]), np.array([3])
    calm = Law(3, 0.5, 0).chance_of_at_most(before, after, 1)
    assert Law(3, 0.5, 0.3).chance_of_at_most(before, after, 1) > 5 * calm


def test_drift_of_many_sites_evens_out() -> None:
    """A law that let all of them drift together would hardly pay at all."""
    line = judged(sites=[a_site(alike=10)], drift="0.2").lines[0]
    assert Decimal("0.035") < line.best.paid < Decimal("0.054")


def test_too_little_to_judge_by_is_as_it_was_agreed() -> None:
    sites = [a_site(before=3)]
    for said, unknown in ((TooLittle.CANNOT, 1), (TooLittle.NOT_MET, 0)):
        rule = replace(RULE, asked=Asked(least_events=4, too_little=said))
        assert judged(rule, sites=sites).lines[0].best.unknown == unknown


def test_it_is_said_that_the_reference_is_only_assumed() -> None:
    assert any("are taken to show just what" in str(one) for one in judged().sentences)
    assert RULE.document()["kind"] == "empirical_bayes"


def test_sites_have_to_be_alike() -> None:
    with pytest.raises(RuleBroken, match="of several that are alike"):
        judged(sites=[a_site(), a_site(alike=2)])


def test_what_is_usual_comes_from_the_reference_sites_by_moments() -> None:
    """Ten injuries in 400 hours; beyond 2·(2.5−1)² + 2·(2.5−4)² − 10 < 0 nothing varies."""
    even = [(3, Decimal(100)), (2, Decimal(100)), (3, Decimal(100)), (2, Decimal(100))]
    assert usual_in(even) == Population(rate=Decimal(25_000), phi=Decimal(1_000_000))
    uneven = [(0, Decimal(100)), (10, Decimal(100)), (0, Decimal(100)), (2, Decimal(100))]
    beyond = 3 * 3 + 7 * 7 + 3 * 3 + 1 - 12
    found = usual_in(uneven)
    assert found.rate == 30_000
    assert found.phi == pytest.approx(Decimal(4 * 9) / beyond, abs=Decimal("0.0001"))


def test_where_nobody_was_hurt_the_defaults_stand() -> None:
    assert usual_in([(0, Decimal(100))]) == usual_in([]) == Population()
