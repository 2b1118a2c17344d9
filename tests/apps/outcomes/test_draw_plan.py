"""Which measurements are looked at: drawn so that anybody can draw again."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied

from core.domain.errors import IllegalMove, RuleBroken
from outcomes.domain.lifecycle import TARGET, TargetState
from outcomes.domain.sampling import sample_of
from outcomes.models import Target, VerificationPlan
from outcomes.selectors import plan_of
from outcomes.services import draw_plan
from people.models import Membership, User
from tests.factories.outcomes import a_measurement, a_target


@pytest.fixture
def target(carla: User) -> Target:
    target = a_target()
    a_measurement(target=target)
    return target


def drawn(target: Target, by: User, at: datetime, seed: str = "lotto 1185") -> VerificationPlan:
    return draw_plan(target_id=target.pk, seed=seed, by=by, at=at)


def test_anybody_can_draw_again(target: Target, victor: User, noon: datetime) -> None:
    plan = drawn(target, victor, noon)
    assert plan.sample == list(sample_of(plan.frame, seed=plan.seed, size=len(plan.sample)))
    (row,) = plan_of(target)
    assert (row.is_sampled, row.measurement) == (True, target.measurements.get())


def test_without_a_plan_nothing_is_sampled(target: Target) -> None:
    assert plan_of(target) == ()


def test_it_is_drawn_once(target: Target, victor: User, noon: datetime) -> None:
    drawn(target, victor, noon)
    with pytest.raises(RuleBroken, match="drawn already"):
        drawn(target, victor, noon, seed="another")


def test_a_draw_needs_a_seed_and_something_to_draw_from(
    target: Target, victor: User, noon: datetime
) -> None:
    with pytest.raises(RuleBroken, match="needs a seed"):
        drawn(target, victor, noon, seed=" ")
    target.measurements.update(state="superseded")
    with pytest.raises(RuleBroken, match="no measurement to draw from"):
        drawn(target, victor, noon)


@pytest.mark.parametrize("state", [s for s in TargetState if not TARGET.allows("verify", s)])
def test_only_for_an_agreed_target(state: TargetState, victor: User, noon: datetime) -> None:
    with pytest.raises(IllegalMove):
        drawn(a_target(state=state), victor, noon)


def test_only_by_independent_verifiers(
    target: Target, carla: User, agnes: User, victor: User, noon: datetime
) -> None:
    for someone in (carla, agnes):
        with pytest.raises(PermissionDenied):
            drawn(target, someone, noon)
    supplier = target.agreement.supplier.organization
    Membership.objects.create(user=victor, organization=supplier, role="editor")
    with pytest.raises(RuleBroken, match="Somebody independent"):
        drawn(target, victor, noon)
