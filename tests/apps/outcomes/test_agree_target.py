"""The agency agrees; from here the way of evaluating is frozen."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from core.domain.errors import IllegalMove
from outcomes.domain.lifecycle import TARGET, TargetState
from outcomes.models import Target
from outcomes.services import agree_target
from people.domain.roles import Kind, Role
from people.models import User
from tests.factories.outcomes import a_target
from tests.factories.people import a_member, an_organization


def test_agnes_agrees(agnes: User, noon: datetime) -> None:
    target = a_target(state=TargetState.SET)
    agreed = agree_target(target_id=target.pk, by=agnes, at=noon)
    assert (agreed.state, agreed.agreed_by, agreed.agreed_at) == (TargetState.AGREED, agnes, noon)


@pytest.mark.parametrize("state", [s for s in TargetState if not TARGET.allows("agree", s)])
def test_from_any_other_state_it_is_refused(
    state: TargetState, agnes: User, noon: datetime
) -> None:
    target = a_target(state=state)
    with pytest.raises(IllegalMove):
        agree_target(target_id=target.pk, by=agnes, at=noon)


def test_only_officers_of_the_programmes_own_agency(
    carla: User, victor: User, noon: datetime
) -> None:
    target = a_target(state=TargetState.SET)
    elsewhere = an_organization(kind=Kind.AGENCY, name="Another Agency (demo)")
    stranger = a_member(name="stranger", role=Role.AGENCY_OFFICER, organization=elsewhere)
    for someone in (carla, victor, stranger):
        with pytest.raises(PermissionDenied):
            agree_target(target_id=target.pk, by=someone, at=noon)


def test_the_database_wants_two_people(carla: User, noon: datetime) -> None:
    target = a_target(state=TargetState.SET)
    with pytest.raises(IntegrityError, match="target_two_people"):
        Target.objects.filter(pk=target.pk).update(agreed_by=carla)
