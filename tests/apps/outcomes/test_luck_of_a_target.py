"""What is asked for a target: by its terms, its reference sites, and the other targets."""

from __future__ import annotations

from typing import Any

from outcomes.domain.lifecycle import TargetState
from outcomes.models import Match
from outcomes.selectors.luck import luck_is_known, luck_of
from people.models import User
from tests.factories.outcomes import a_match, a_target
from tests.factories.programs import an_agreement
from tests.factories.references import a_reference
from tests.factories.terms import named, promise

SITES = {"sites": [{"before": 9, "hours_before": "200000", "hours_after": "200000"}]}
TEST: dict[str, Any] = {
    "kind": "rate_reduction",
    "alpha": "0.05",
    "baseline": ["2025-01-01", "2025-12-31"],
}


def asked(match: Match, design: dict[str, Any], **assumed: Any) -> dict[str, Any]:
    answer = luck_of(
        match.agreement,
        clause_key="injuries",
        match_id=match.pk,
        design=design,
        assumed={**SITES, **assumed},
    )
    question: dict[str, Any] = answer.as_json()["question"]
    return question


def test_what_is_usual_comes_from_the_reference_sites_unless_it_is_told(carla: User) -> None:
    match, reference = a_match(), a_reference(2024, 2025)
    named_ = {**TEST, "reference": {"code": reference.code, "digest": reference.digest}}
    rows = [row for row in reference.rows if row.period.first.year == 2025]
    rate = sum(row.events for row in rows) * 1_000_000 / sum(row.hours for row in rows)
    found = asked(match, named_)
    assert abs(float(found["expected_rate"]) - float(rate)) < 1e-6
    assert found["phi"] != "3"
    assert asked(match, named_, expected_rate="7", phi="2")["phi"] == "2"
    assert asked(match, TEST)["expected_rate"] == "4.166667"


def test_the_seed_is_nobody_s_choice(carla: User) -> None:
    match = a_match()
    assert asked(match, TEST) == asked(match, TEST)
    assert asked(match, TEST)["seed"] != asked(match, TEST, phi="2")["seed"]


def test_other_targets_of_the_same_amount_count_as_reached(carla: User) -> None:
    """Guards and injuries are paid together here, so a missing one would pay nothing."""
    terms = promise(guards=(500_000, 50), injuries=(30_000_000, "1"))
    terms["steps"].append(
        {
            "key": "both",
            "do": "sum",
            "of": ["guards_paid", "injuries_paid"],
            "label": named("Terms"),
        }
    )
    terms["outputs"] = [{**terms["outputs"][0], "amount": "both"}]
    match = a_match(agreement=an_agreement(terms=terms))
    assert asked(match, TEST)["given"] == {}
    old = a_target(match=match, clause="guards", state=TargetState.SUPERSEDED)
    assert asked(match, TEST)["given"] == {}
    type(old).objects.filter(pk=old.pk).update(state=TargetState.SET)
    assert asked(match, TEST)["given"] == {"guards": "50"}


def test_ways_of_judging_that_nobody_can_foresee_are_told_apart() -> None:
    assert luck_is_known(TEST)
    assert luck_is_known({"kind": "quantity", "goal": "50"})
    held = {**TEST, "reference": {"code": "press-shops", "digest": "0" * 64}}
    assert luck_is_known({**held, "kind": "empirical_bayes"})
    assert not luck_is_known({**held, "kind": "comparison_group"})
