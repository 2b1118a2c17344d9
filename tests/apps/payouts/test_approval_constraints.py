"""Whose yes counts, to what, and how often: the database decides it a second time."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from payouts.models import Approval, Payout
from people.domain.roles import Role
from tests.apps.payouts.forbidden import (
    Attempts,
    a_sight,
    all_refused,
    an_approval,
    an_unsigned_approval,
    refused,
)
from tests.factories.outcomes import a_measurement
from tests.factories.payouts import (
    NOON,
    a_computed_payout,
    a_prepared_payout,
    an_approved_payout,
    approved,
    the_bank,
)
from tests.factories.people import a_member, the

pytestmark = pytest.mark.django_db


def approved_by(payout: Payout, name: str) -> Approval:
    return an_approval(payout, the(name))


PREPARED: Attempts[Payout] = {
    "an approval names the real maker": (
        "approval_names_the_maker",
        lambda p: an_approval(p, the("anna"), maker_id=the("theo").pk),
    ),
    "the maker does not approve": (
        "approval_not_by_the_maker",
        lambda p: an_approval(p, the("olivia")),
    ),
    "an approval is of what is there": (
        "approval_of_what_is_there",
        lambda p: an_approval(p, the("anna"), digest="0" * 64),
    ),
    "an approval of nothing": (
        "approval_of_what_is_there",
        lambda p: an_approval(p, the("anna"), digest=""),
    ),
    **{
        f"{name} from an earlier stage does not approve": (
            "approval_not_by_an_earlier_hand",
            partial(approved_by, name=name),
        )
        for name in ("victor", "carla", "cato")
    },
}

GIVEN: Attempts[Payout] = {
    "one person approves once": ("approval_once", lambda p: an_approval(p, the("anna"))),
    "an approval passes to nobody": (
        "approval_only_voided",
        lambda p: p.approvals.update(approver=the("ben")),
    ),
    "a comment is not improved": (
        "approval_only_voided",
        lambda p: p.approvals.update(comment="Better."),
    ),
}


def test_nothing_is_approved_before_it_is_prepared() -> None:
    payout = a_computed_payout()
    early = partial(an_approval, payout, the("anna"), maker_id=the("olivia").pk)
    refused("approval_only_when_prepared", early)


def test_what_is_prepared_is_approved_by_others_as_it_is() -> None:
    payout = a_prepared_payout()
    assert payout.verification is not None
    a_measurement(target=payout.verification.target)
    all_refused(payout, PREPARED)
    key = uuid4()
    an_approval(payout, the("anna"), key=key)
    refused("approval_key", lambda: an_approval(payout, the("ben"), key=key))


def test_an_approval_is_given_once_and_voided_once() -> None:
    payout = approved(a_prepared_payout(), "anna")
    all_refused(payout, GIVEN)
    payout.approvals.update(voided_at=NOON)
    refused("approval_only_voided", lambda: payout.approvals.update(voided_at=None))


def test_no_approval_after_it_is_approved() -> None:
    payout = an_approved_payout()
    third = a_member(name="bea", role=Role.APPROVER, organization=the_bank())
    refused("approval_only_when_prepared", lambda: an_approval(payout, third))


def test_no_approval_is_stored_without_a_second_factor() -> None:
    """Whatever code wrote it: when the transaction ends, it is not there."""
    payout = a_prepared_payout()

    def unsigned() -> None:
        with transaction.atomic():
            an_unsigned_approval(payout, the("anna"))
            transaction.get_connection().check_constraints()

    with pytest.raises(IntegrityError, match="approval_signed_with_a_factor"):
        unsigned()
    with pytest.raises(IntegrityError, match="sight_names_a_factor"), transaction.atomic():
        a_sight(an_unsigned_approval(payout, the("anna")), factor="")
    assert not payout.approvals.exists()
