"""Sites and targets over the pages: proposed, asked, set, changed, agreed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from outcomes.domain.lifecycle import MatchState, TargetState
from outcomes.models import Match, Target
from people.domain.roles import Kind, Role
from people.models import User
from tests.apps.outcomes.conftest import page, sent
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_measurement, a_target
from tests.factories.people import a_member, an_organization
from tests.factories.programs import a_hazard, an_agreement, an_indicator

HEADER = "target,phase,first_day,last_day,quantity"


def typed(thing: Target | Match, **changes: object) -> dict[str, Any]:
    match = thing.match if isinstance(thing, Target) else thing
    return {
        "clause_key": "guards",
        "match": match.pk if match else "",
        "indicator": an_indicator().pk,
        "kind": "quantity",
        "goal": "50",
        "window_first": "2026-01-01",
        "window_last": "2026-12-31",
        "evidence_rule": "A photograph of each guard.",
        **changes,
    }


YEAR = {"baseline_first": "2025-01-01", "baseline_last": "2025-12-31"}


def test_carla_proposes_asks_records_and_sets(carla: User) -> None:
    agreement = an_agreement()
    site = a_worksite(supplier=agreement.supplier)
    assert "Propose a worksite" in page(carla, "matches")
    assert site.name in page(carla, "match_propose")
    choice = {"agreement": agreement.pk, "worksite": site.pk, "hazard": a_hazard().pk}
    sent(carla, "match_propose", data=choice)
    match = Match.objects.get()
    assert "Ask the worksite for its consent" in page(carla, "match", match.pk)
    assert "wendy@example.test" in page(carla, "worksite_ask", match.pk)
    sent(carla, "worksite_ask", match.pk, data={"language": "ko", "alone": "on"})
    assert len(mail.outbox) == 1
    Match.objects.update(state=MatchState.CONSENTED)
    assert "before the improvement" in page(carla, "match_record", match.pk)
    sent(carla, "match_record", match.pk, data={"text": "No guard."})
    assert "Set a target" in page(carla, "match", match.pk)
    assert "What the terms say" in page(carla, "target_set", agreement.pk, match=match.pk)
    sent(carla, "target_set", agreement.pk, data=typed(match))
    assert Target.objects.get().state == TargetState.SET
    assert site.name in page(carla, "matches")


def test_a_refused_proposal_keeps_what_was_chosen(carla: User) -> None:
    match = a_match()
    choice = {
        "agreement": match.agreement_id,
        "worksite": match.worksite_id,
        "hazard": match.hazard_id,
    }
    answer = sent(carla, "match_propose", data=choice, status=422)
    assert "already matched against" in answer
    assert f'value="{match.worksite_id}" selected' in answer


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"goal": ""}, "Enter the goal"),
        ({"kind": "rate_reduction", "alpha": ""}, "Enter the level of the test"),
        ({"kind": "rate_reduction", "alpha": "0.05"}, "Enter the days of the baseline"),
        ({"kind": "empirical_bayes", "alpha": "0.05"}, "Choose the reference sites"),
        ({"kind": "comparison_group", "alpha": "0.05"}, "Choose the reference sites"),
        ({"window_last": "2025-01-01"}, "before it begins"),
        ({"goal": "many"}, "Enter a number"),
    ],
)
def test_a_target_that_makes_no_sense_comes_back_in_words(
    carla: User, changes: dict[str, Any], words: str
) -> None:
    match = a_match()
    answer = sent(carla, "target_set", match.agreement_id, data=typed(match, **changes), status=422)
    assert words in answer


def test_an_injury_target_needs_no_goal(carla: User) -> None:
    match = a_match()
    data = typed(
        match, kind="rate_reduction", goal="", alpha="0.05", match="", clause_key="injuries", **YEAR
    )
    sent(carla, "target_set", match.agreement_id, data=data)
    target = Target.objects.get()
    assert target.match is None
    assert (target.goal, target.design["alpha"]) == (Decimal(1), "0.05")
    assert target.design["baseline"] == ["2025-01-01", "2025-12-31"]
    assert "exact one-sided test" in page(carla, "target", target.pk)
    assert 'value="0.05"' in page(carla, "target_amend", target.pk)


def test_agnes_sees_what_changed_and_agrees(carla: User, agnes: User) -> None:
    old = a_target()
    assert "50" in page(carla, "target_amend", old.pk)
    sent(carla, "target_amend", old.pk, data=typed(old, goal="40"))
    new = Target.objects.get(supersedes=old)
    seen = page(agnes, "target_agree", new.pk)
    assert "50.0000" in seen
    assert "40.0000" in seen
    sent(agnes, "target_agree", new.pk)
    assert new.number in page(agnes, "targets")
    assert "It was replaced by" in page(agnes, "target", old.pk)
    assert "It replaces" in page(agnes, "target", new.pk)


@pytest.mark.parametrize("name", ["matches", "targets"])
def test_empty_lists_say_what_comes_next(otto: User, name: str) -> None:
    assert "under a signed agreement" in page(otto, name)


def test_other_suppliers_find_nothing(carla: User) -> None:
    target = a_measurement().target
    other = an_organization(kind=Kind.SUPPLIER, name="Other Safety (demo)")
    stranger = a_member(name="stranger", role=Role.EDITOR, organization=other)
    for name, pk in [
        ("match", target.match_id),
        ("target", target.pk),
        ("measurement", target.measurements.get().pk),
        ("measure", target.pk),
        ("target_set", target.agreement_id),
    ]:
        page(stranger, name, pk, status=404)


@pytest.mark.parametrize("name", ["target_verify", "target_agree"])
def test_a_supplier_can_not_open_the_pages_of_others(carla: User, name: str) -> None:
    page(carla, name, a_target().pk, status=403)


def test_an_expired_question_looks_expired(carla: User) -> None:
    match = a_match(state=MatchState.PROPOSED)
    sent(carla, "worksite_ask", match.pk, data={"language": "ko", "alone": "on"})
    match.confirmations.update(expires_at=timezone.now() - timedelta(days=1))
    assert "Expired" in page(carla, "match", match.pk)
