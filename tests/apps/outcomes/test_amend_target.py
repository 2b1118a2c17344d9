"""A changed target is a new version, which the agency must agree again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from core.domain.errors import IllegalMove, RuleBroken
from outcomes.domain.lifecycle import TARGET, MeasurementState, TargetState
from outcomes.models import Target
from outcomes.selectors import measurements_to_ask
from outcomes.services import TargetDraft, agree_target, amend_target
from people.models import User
from tests.apps.outcomes.conftest import asked
from tests.apps.outcomes.test_set_target import a_draft
from tests.factories.outcomes import a_match, a_measurement, a_target


def smaller(target: Target) -> TargetDraft:
    draft = a_draft(target.match)
    return replace(draft, goal=Decimal(40), design={"kind": "quantity", "goal": "40"})


def test_the_new_version_supersedes_the_old(carla: User, agnes: User, noon: datetime) -> None:
    old = a_target()
    new = amend_target(target_id=old.pk, draft=smaller(old), by=carla, at=noon)
    old.refresh_from_db()
    assert (old.state, old.goal) == (TargetState.SUPERSEDED, Decimal(50))
    assert (new.state, new.goal, new.supersedes) == (TargetState.SET, Decimal(40), old)
    assert new.number == f"{old.number}.2"
    agree_target(target_id=new.pk, by=agnes, at=noon)
    third = amend_target(target_id=new.pk, draft=smaller(old), by=carla, at=noon)
    assert third.number == f"{old.number}.3"


def test_clause_and_worksite_stay(carla: User, noon: datetime) -> None:
    target = a_target()
    draft = replace(smaller(target), clause_key="injuries")
    with pytest.raises(RuleBroken, match="keeps its clause"):
        amend_target(target_id=target.pk, draft=draft, by=carla, at=noon)
    target.refresh_from_db()
    assert target.state == TargetState.AGREED


@pytest.mark.parametrize("state", [s for s in TargetState if not TARGET.allows("amend", s)])
def test_what_is_over_stays_as_it_is(state: TargetState, carla: User, noon: datetime) -> None:
    target = a_target(match=a_match(), state=state)
    with pytest.raises(IllegalMove):
        amend_target(target_id=target.pk, draft=smaller(target), by=carla, at=noon)


def test_only_editors_of_the_supplier(cato: User, agnes: User, noon: datetime) -> None:
    target = a_target()
    for someone in (cato, agnes):
        with pytest.raises(PermissionDenied):
            amend_target(target_id=target.pk, draft=smaller(target), by=someone, at=noon)


def test_nobody_is_asked_about_a_version_that_is_replaced(carla: User, noon: datetime) -> None:
    old = a_target()
    reading = a_measurement(target=old, state=MeasurementState.CERTIFIED)
    assert list(measurements_to_ask(carla, noon)) == [reading]
    question, _ = asked(reading, by=carla, at=noon)
    amend_target(target_id=old.pk, draft=smaller(old), by=carla, at=noon)
    question.refresh_from_db()
    assert question.state == "withdrawn"
    assert not measurements_to_ask(carla, noon)
