"""A clause of the terms made concrete by the supplier."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from core.domain.errors import RuleBroken
from core.domain.periods import Period
from outcomes.domain.lifecycle import MatchState, TargetState
from outcomes.models import Match, Target
from outcomes.services import TargetDraft, set_target
from people.models import User
from programs.domain.lifecycle import AgreementState
from programs.models import Agreement, Indicator
from tests.factories.companies import a_supplier, a_worksite
from tests.factories.outcomes import a_match, a_target
from tests.factories.programs import an_agreement, an_indicator
from tests.factories.terms import promise

RATE = {"kind": "rate_reduction", "alpha": "0.05"}


@pytest.fixture
def match(carla: User) -> Match:
    return a_match()


def a_draft(match: Match | None, **changes: Any) -> TargetDraft:
    draft = TargetDraft(
        match_id=match.pk if match else None,
        clause_key="guards",
        indicator_id=an_indicator().pk,
        goal=Decimal(50),
        window=Period(date(2026, 1, 1), date(2026, 12, 31)),
        design={"kind": "quantity", "goal": "50"},
        evidence_rule="A photograph of each guard.",
    )
    return replace(draft, **changes)


def test_carla_sets_fifty_guards(match: Match, carla: User, noon: datetime) -> None:
    target = set_target(agreement_id=match.agreement_id, draft=a_draft(match), by=carla, at=noon)
    assert (target.number, target.state, target.set_by) == (
        "TG-2026-00001",
        TargetState.SET,
        carla,
    )
    assert target.rule.goal == target.goal == 50


def test_a_target_may_be_the_portfolios(match: Match, carla: User, noon: datetime) -> None:
    draft = a_draft(None, clause_key="injuries", goal=Decimal(1), design=RATE)
    target = set_target(agreement_id=match.agreement_id, draft=draft, by=carla, at=noon)
    assert target.match is None


@pytest.mark.parametrize(
    ("changes", "words", "field"),
    [
        ({"clause_key": "helmets"}, "no measure “helmets”.*guards, injuries", "clause_key"),
        ({"clause_key": "advance"}, "no measure “advance”", "clause_key"),
        ({"goal": Decimal(40)}, "The goal is 40, but .* aims at 50", "goal"),
        ({"evidence_rule": " "}, "which evidence", "evidence_rule"),
        ({"indicator_id": 0}, "not one of the programme's. Choose one of: guards", "indicator"),
        ({"design": {"kind": "luck"}}, "kind must be one of", ""),
        ({"design": {"kind": "quantity"}}, "goal is missing", ""),
        ({"match_id": 0}, "Choose a worksite of this agreement", "match"),
    ],
)
def test_what_does_not_fit_is_refused_in_words(
    match: Match, carla: User, noon: datetime, changes: dict[str, Any], words: str, field: str
) -> None:
    with pytest.raises(RuleBroken, match=words) as refusal:
        set_target(
            agreement_id=match.agreement_id, draft=a_draft(match, **changes), by=carla, at=noon
        )
    assert refusal.value.field == field
    assert not Target.objects.exists()


@pytest.mark.parametrize("goal", ["2", "51", "10.5"])
def test_a_goal_that_the_terms_do_not_reach_to_is_refused(
    goal: str, carla: User, noon: datetime
) -> None:
    terms = promise(injuries=(30_000_000, "1"))
    terms["inputs"][1] |= {"least": "5", "most": "50", "decimals": 0}
    match = a_match(agreement=an_agreement(terms=terms))
    draft = a_draft(
        match,
        clause_key="injuries",
        goal=Decimal(goal),
        design={"kind": "quantity", "goal": goal},
    )
    with pytest.raises(RuleBroken, match="agreed for goals from 5 to 50, with at most 0 decimals"):
        set_target(agreement_id=match.agreement_id, draft=draft, by=carla, at=noon)


def test_terms_that_look_at_each_worksite_want_a_worksite(carla: User, noon: datetime) -> None:
    terms = promise(advance=40_000_000, injuries=(30_000_000, "1"))
    names = {"en": "worksite", "ko": "사업장"}
    terms["levels"] = [{"key": "worksite", "label": names, "most": 9}]
    for one in terms["inputs"][1:]:
        one["subject"] = "worksite"
    match = a_match(agreement=an_agreement(terms=terms))
    draft = a_draft(None, clause_key="injuries", goal=Decimal(1), design=RATE)
    with pytest.raises(RuleBroken, match="look at each worksite by itself") as refusal:
        set_target(agreement_id=match.agreement_id, draft=draft, by=carla, at=noon)
    assert refusal.value.field == "match"


@pytest.mark.parametrize("state", [s for s in MatchState if s != MatchState.RECORDED])
def test_the_before_state_comes_first(state: MatchState, carla: User, noon: datetime) -> None:
    match = a_match(state=state)
    with pytest.raises(RuleBroken, match="before-state is on record"):
        set_target(agreement_id=match.agreement_id, draft=a_draft(match), by=carla, at=noon)


def test_an_indicator_of_another_programme_is_refused(
    match: Match, carla: User, noon: datetime
) -> None:
    foreign = Indicator.objects.create(
        code="x",
        name_ko="x",
        name_en="x",
        unit_ko="x",
        unit_en="x",
        is_leading=True,
        definition="x",
    )
    draft = a_draft(match, indicator_id=foreign.pk)
    with pytest.raises(RuleBroken, match="not one of the programme's"):
        set_target(agreement_id=match.agreement_id, draft=draft, by=carla, at=noon)


def test_a_worksite_of_another_agreement_is_refused(
    match: Match, carla: User, noon: datetime
) -> None:
    other = an_agreement(supplier=a_supplier(name="Other Safety (demo)"))
    foreign = a_match(agreement=other, worksite=a_worksite(supplier=other.supplier))
    with pytest.raises(RuleBroken, match="worksite of this agreement"):
        set_target(agreement_id=match.agreement_id, draft=a_draft(foreign), by=carla, at=noon)


@pytest.mark.parametrize("state", [s for s in AgreementState if s != AgreementState.SIGNED])
def test_only_an_agreement_in_force_has_targets(
    match: Match, carla: User, noon: datetime, state: AgreementState
) -> None:
    signed_at = None if state != AgreementState.CLOSED else noon
    Agreement.objects.filter(pk=match.agreement_id).update(
        state=state, base_reserved=0, success_reserved=0, signed_at=signed_at
    )
    with pytest.raises(RuleBroken, match="not in force"):
        set_target(agreement_id=match.agreement_id, draft=a_draft(match), by=carla, at=noon)


def test_one_clause_has_one_target_at_a_site(match: Match, carla: User, noon: datetime) -> None:
    set_target(agreement_id=match.agreement_id, draft=a_draft(match), by=carla, at=noon)
    with pytest.raises(RuleBroken, match="already has the target TG-2026-00001"):
        set_target(agreement_id=match.agreement_id, draft=a_draft(match), by=carla, at=noon)


def test_only_editors_of_the_supplier(
    match: Match, cato: User, agnes: User, noon: datetime
) -> None:
    for someone in (cato, agnes):
        with pytest.raises(PermissionDenied):
            set_target(agreement_id=match.agreement_id, draft=a_draft(match), by=someone, at=noon)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"window_last": date(2025, 1, 1)}, "target_window"),
        ({"goal": 0}, "target_goal_positive"),
        ({"agreed_by": None}, "target_agreed_by_someone"),
    ],
)
def test_the_database_holds_the_line(match: Match, change: dict[str, Any], constraint: str) -> None:
    target = a_target(match=match)
    with pytest.raises(IntegrityError, match=constraint):
        Target.objects.filter(pk=target.pk).update(**change)


def test_the_database_knows_one_target_for_a_clause(match: Match) -> None:
    a_target(match=match)
    with pytest.raises(IntegrityError, match="target_clause_once_for_match"), transaction.atomic():
        a_target(match=match)


def test_the_database_knows_one_portfolio_target_for_a_clause(match: Match) -> None:
    first = a_target(match=match)
    Target.objects.filter(pk=first.pk).update(match=None)
    second = a_target(match=match)
    with pytest.raises(IntegrityError, match="target_clause_once_for_portfolio"):
        Target.objects.filter(pk=second.pk).update(match=None)
