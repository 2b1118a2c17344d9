"""propose_delegation, confirm_delegation, end_delegation: who names whom, and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from core.domain.errors import IllegalMove, RuleBroken
from core.domain.periods import Period
from payouts.selectors.delegations import delegations_to
from payouts.services import confirm_delegation, end_delegation, propose_delegation
from people.models import User
from tests.apps.payouts.forbidden import an_approval, refused
from tests.apps.payouts.test_delegation import TODAY, WEEK, away, given
from tests.factories.payouts import (
    NOON,
    a_prepared_payout,
    approved,
)
from tests.factories.people import the

pytestmark = pytest.mark.django_db


def test_two_others_name_somebody(theo: User, anna: User, noon: datetime) -> None:
    delegation = propose_delegation(absence=away("ben", "theo"), by=the("olivia"), at=noon)
    assert delegation.state == "proposed"
    assert not delegations_to(theo, noon).exists()
    with pytest.raises(RuleBroken, match="It is about you"), transaction.atomic():
        confirm_delegation(delegation_id=delegation.pk, by=the("ben"), at=noon)
    confirm_delegation(delegation_id=delegation.pk, by=anna, at=noon)
    assert delegation in delegations_to(theo, noon)


def test_who_proposed_it_does_not_confirm_it(anna: User, noon: datetime) -> None:
    delegation = propose_delegation(absence=away("ben", "theo"), by=anna, at=noon)
    with pytest.raises(RuleBroken, match="You proposed it yourself"):
        confirm_delegation(delegation_id=delegation.pk, by=anna, at=noon)
    with pytest.raises(PermissionDenied):
        confirm_delegation(delegation_id=delegation.pk, by=the("olivia"), at=noon)


@pytest.mark.parametrize(
    ("absent", "delegate", "by", "said", "sentence"),
    [
        ("ben", "ben", "ben", {}, "Nobody stands in for themselves"),
        ("ben", "theo", "theo", {}, "You would stand in yourself"),
        ("ben", "theo", "ben", {"reason": " "}, "Say why"),
        (
            "ben",
            "theo",
            "ben",
            {"period": Period(TODAY - timedelta(9), TODAY - timedelta(1))},
            "over already",
        ),
        ("theo", "ben", "theo", {}, "has to be an approver of this bank"),
        ("ben", "carla", "ben", {}, "has to work at the same bank"),
    ],
)
def test_who_can_be_named(
    absent: str, delegate: str, by: str, said: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        propose_delegation(absence=away(absent, delegate, **said), by=the(by), at=NOON)


def test_it_is_never_passed_on(noon: datetime) -> None:
    given("ben", "anna")
    for absent, delegate in (("anna", "theo"), ("sena", "ben")):
        with pytest.raises(RuleBroken, match="never passed on"), transaction.atomic():
            given(absent, delegate)
    after = Period(WEEK.last + timedelta(1), WEEK.last + timedelta(9))
    assert given("anna", "theo", after).state == "confirmed"


def test_one_person_stands_in_at_a_time(noon: datetime) -> None:
    given("ben", "theo")
    with pytest.raises(RuleBroken, match="Somebody stands in for this person"):
        given("ben", "olivia", Period(WEEK.last, WEEK.last + timedelta(3)))


@pytest.mark.parametrize("by", ["ben", "theo", "anna"])
def test_it_is_ended_early(by: str, theo: User, noon: datetime) -> None:
    delegation = given("ben", "theo")
    payout = a_prepared_payout()
    approved(payout, "theo")
    end_delegation(delegation_id=delegation.pk, by=the(by), at=noon)
    assert not delegations_to(theo, noon).exists()
    assert payout.approvals.get().voided_at is None  # what was approved stays
    with pytest.raises(IllegalMove, match="ended already"):
        end_delegation(delegation_id=delegation.pk, by=the(by), at=noon)


def test_a_proposal_is_turned_down(anna: User, noon: datetime) -> None:
    delegation = propose_delegation(absence=away("ben", "theo"), by=the("olivia"), at=noon)
    with pytest.raises(PermissionDenied):
        end_delegation(delegation_id=delegation.pk, by=the("olivia"), at=noon)
    end_delegation(delegation_id=delegation.pk, by=anna, at=noon)
    with pytest.raises(IllegalMove):
        confirm_delegation(delegation_id=delegation.pk, by=the("sena"), at=noon)


def test_who_left_the_bank_stands_in_no_longer(theo: User, noon: datetime) -> None:
    payout, delegation = a_prepared_payout(), given("ben", "theo")
    theo.memberships.update(ended_at=noon)
    assert not delegations_to(theo, noon).exists()
    refused(
        "approval_by_a_delegation_in_force",
        lambda: an_approval(payout, theo, delegation=delegation),
    )
