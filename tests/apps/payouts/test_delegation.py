"""Approving in the place of somebody who is away: both count, and neither twice."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from audit.selectors import events_about
from core.domain.errors import RuleBroken
from core.domain.periods import Period
from payouts import services
from payouts.domain.delegations import Absence
from payouts.models import Delegation
from payouts.selectors.delegations import delegations_to
from payouts.services import propose_delegation
from people.domain.roles import Role
from people.models import User
from tests.apps.payouts.forbidden import an_approval, changed, refused
from tests.factories.bands import bands_in_force
from tests.factories.payouts import (
    NOON,
    a_computed_payout,
    a_prepared_payout,
    approved,
    prepared,
    the_bank,
)
from tests.factories.people import a_member, the

pytestmark = pytest.mark.django_db
TODAY = date(2026, 6, 1)
WEEK = Period(TODAY, TODAY + timedelta(days=6))


def away(absent: str, delegate: str, period: Period = WEEK, **said: Any) -> Absence:
    people = {"absent": the(absent).pk, "delegate": the(delegate).pk}
    return Absence(
        **{
            "organization": the_bank().pk,
            **people,
            "period": period,
            "reason": "Holiday.",
            **said,
        }
    )


def given(absent: str, delegate: str, period: Period = WEEK) -> Delegation:
    """By the one who is away."""
    return propose_delegation(absence=away(absent, delegate, period), by=the(absent), at=NOON)


def test_the_absent_one_names_who_stands_in(noon: datetime, theo: User) -> None:
    payout = a_prepared_payout()
    delegation = given("ben", "theo")
    assert delegation.state == "confirmed"
    approved(payout, "anna", "theo")
    assert payout.state == "approved"
    standing = payout.approvals.get(approver=theo)
    assert (standing.role, standing.delegation) == ("approver", delegation)
    told = [e.details for e in events_about(payout) if e.action == "payout.approve"]
    assert [one["standing_in_for"] for one in told] == [None, "ben@example.test"]


def test_it_holds_from_its_first_day_to_the_end_of_its_last(theo: User) -> None:
    delegation = given("ben", "theo", Period(TODAY + timedelta(1), TODAY + timedelta(2)))
    midnight = NOON.replace(hour=0, day=2)
    second = timedelta(seconds=1)
    for at, holds in (
        (midnight - second, False),
        (midnight, True),
        (midnight + timedelta(2) - second, True),
        (midnight + timedelta(2), False),
    ):
        assert (delegation in delegations_to(theo, at)) is holds


def test_nobody_stands_in_before_or_after(noon: datetime, theo: User) -> None:
    payout = a_prepared_payout()
    given("ben", "theo", Period(TODAY + timedelta(1), TODAY + timedelta(2)))
    with pytest.raises(PermissionDenied):
        approved(payout, "theo")
    delegation = Delegation.objects.get()
    for day in (0, 3):
        early_or_late = {"delegation": delegation, "approved_at": noon + timedelta(day)}
        refused(
            "approval_by_a_delegation_in_force",
            partial(an_approval, payout, theo, **early_or_late),
        )


def test_who_could_approve_anyway_does_so_in_their_own_name(anna: User, ben: User) -> None:
    payout = a_prepared_payout()
    given("ben", "anna")
    approved(payout, "anna")
    assert payout.approvals.get().delegation is None
    with pytest.raises(RuleBroken, match="approved this payout already"):
        approved(payout, "anna")  # a second time, for ben
    approved(payout, "ben")
    assert payout.state == "approved"


def test_the_one_who_is_away_is_not_counted_twice(theo: User) -> None:
    payout = a_prepared_payout()
    given("ben", "theo")
    approved(payout, "theo")
    with pytest.raises(RuleBroken, match="Somebody who stands in for you"):
        approved(payout, "ben")
    refused("approval_once_for_everybody", lambda: an_approval(payout, the("ben")))


def test_nobody_stands_in_for_one_who_has_approved(theo: User) -> None:
    payout = approved(a_prepared_payout(), "ben")
    delegation = given("ben", "theo")
    with pytest.raises(RuleBroken, match=r"stand in for Ben, who has acted .* \(approved\)"):
        approved(payout, "theo")
    refused("approval_once_for_everybody", lambda: an_approval(payout, theo, delegation=delegation))


def test_the_maker_stands_in_for_nobody(olivia: User) -> None:
    payout = a_prepared_payout()
    delegation = given("ben", "olivia")
    with pytest.raises(RuleBroken, match=r"already acted on this payout \(prepared\)"):
        approved(payout, "olivia")
    refused(
        "approval_not_by_the_maker|approval_not_by_an_earlier_hand",
        lambda: an_approval(payout, olivia, delegation=delegation),
    )


def test_nobody_stands_in_for_the_maker(theo: User, noon: datetime) -> None:
    payout = a_computed_payout()
    olga = a_member(name="olivia", role=Role.APPROVER, organization=the_bank())
    payout = prepared(payout)
    delegation = propose_delegation(absence=away("olivia", "theo"), by=olga, at=noon)
    with pytest.raises(RuleBroken, match=r"stand in for Olivia, who has acted .* \(prepared\)"):
        approved(payout, "theo")
    refused(
        "approval_not_for_an_earlier_hand",
        lambda: an_approval(payout, theo, delegation=delegation),
    )


def test_nobody_stands_in_for_the_verifier(theo: User, noon: datetime) -> None:
    payout = a_prepared_payout()
    victor = a_member(name="victor", role=Role.APPROVER, organization=the_bank())
    delegation = propose_delegation(absence=away("victor", "theo"), by=victor, at=noon)
    with pytest.raises(RuleBroken, match=r"\(verified\)"):
        approved(payout, "theo")
    refused(
        "approval_not_for_an_earlier_hand",
        lambda: an_approval(payout, theo, delegation=delegation),
    )


def test_the_seat_is_that_of_the_absent_one(theo: User) -> None:
    payout = a_computed_payout()
    bands_in_force(payout.agreement.program, ((0, 1, 1),), at=NOON)
    payout = prepared(payout)
    delegation = given("sena", "theo")
    refused("approval_by_a_held_role", lambda: an_approval(payout, theo, delegation=delegation))
    approved(payout, "anna", "theo")
    assert payout.approvals.get(approver=theo).role == "senior_approver"
    assert payout.state == "approved"


def test_a_taken_seat_is_not_taken_for_another(theo: User) -> None:
    payout = a_prepared_payout()
    given("sena", "theo")
    with pytest.raises(RuleBroken, match="What is missing is an approver"):
        approved(payout, "theo")


def test_who_stood_in_does_not_send_nor_does_the_one_who_was_away(noon: datetime) -> None:
    payout = a_prepared_payout()
    given("ben", "theo")
    approved(payout, "anna", "theo")
    tess = a_member(name="tess", role=Role.TREASURER, organization=the_bank())
    ben = a_member(name="ben", role=Role.TREASURER, organization=the_bank())
    program = payout.agreement.program_id
    for hand in (the("theo"), ben):
        with pytest.raises(RuleBroken, match=r"already acted .* \(approved\)"):
            services.build_batch(program_id=program, by=hand, at=noon)
    batch = services.build_batch(program_id=program, by=tess, at=noon)
    refused(
        "not_by_who_was_stood_in_for",
        lambda: type(batch).objects.filter(pk=batch.pk).update(sent_by=ben),
    )
    services.withdraw_batch(batch_id=batch.pk, reason="Wrong day.", by=tess, at=noon)
    other = type(batch).objects.create(
        number="BF-X",
        program_id=program,
        lines=1,
        total=1,
        content_encrypted=b"",
        sha256="0" * 64,
        built_by=ben,
        built_at=noon,
    )
    refused(
        "not_by_who_was_stood_in_for",
        lambda: payout.disbursements.create(batch=other, attempt=9, key="K", amount=payout.amount),
    )


def test_who_was_stood_in_for_does_not_prepare_it_anew(noon: datetime) -> None:
    payout = approved(a_prepared_payout(), "anna")
    given("ben", "theo")
    approved(payout, "theo")
    services.hold_payout(payout_id=payout.pk, reason="A tip.", by=the("anna"), at=noon)
    services.release_payout(payout_id=payout.pk, reason="Fine.", by=the("anna"), at=noon)
    ben = a_member(name="ben", role=Role.PREPARER, organization=the_bank())
    with pytest.raises(RuleBroken, match=r"already acted .* \(approved\)"):
        services.prepare_payout(payout_id=payout.pk, by=ben, at=noon)
    payout.refresh_from_db()
    refused(
        "not_by_who_was_stood_in_for",
        lambda: changed(
            payout,
            state="prepared",
            preparations=payout.preparations + 1,
            prepared_by=ben,
            prepared_at=noon,
            bank_account=payout.agreement.supplier.bank_accounts.get(),
            digest="0" * 64,
        ),
    )
