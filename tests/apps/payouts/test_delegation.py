"""propose_delegation, confirm_delegation, end_delegation; approving in somebody's place"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from audit.selectors import events_about
from core.domain.errors import IllegalMove, RuleBroken
from core.domain.periods import Period
from payouts import services
from payouts.domain.delegations import Absence
from payouts.models import Delegation
from payouts.selectors.delegations import delegations_to
from payouts.services import confirm_delegation, end_delegation, propose_delegation
from people.domain.roles import Kind, Role
from people.models import User
from tests.apps.payouts.forbidden import Attempts, all_refused, an_approval, changed, refused
from tests.factories.bands import bands_in_force
from tests.factories.payouts import (
    NOON,
    a_computed_payout,
    a_prepared_payout,
    approved,
    prepared,
    the_bank,
)
from tests.factories.people import a_member, an_organization, the

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


def row(absent: str, delegate: str, **said: Any) -> Delegation:
    """As careless code would write it."""
    fields = {
        "organization": the_bank(),
        "absent": the(absent),
        "delegate": the(delegate),
        "days": DateRange(TODAY, TODAY + timedelta(7)),
        "reason": "Holiday.",
        "state": "confirmed",
        "proposed_by": the(absent),
        "proposed_at": NOON,
        "decided_by": the(absent),
        "decided_at": NOON,
    }
    return Delegation.objects.create(**{**fields, **said})


def by_two(delegation: Delegation, **said: Any) -> None:
    decided = {"state": "confirmed", "decided_by": the("anna"), "decided_at": NOON}
    Delegation.objects.filter(pk=delegation.pk).update(**{**decided, **said})


PROPOSED: Attempts[Delegation] = {
    "to oneself": ("delegation_to_somebody_else", lambda _: row("anna", "anna")),
    "without an end": (
        "delegation_has_an_end",
        lambda _: row("anna", "olivia", days=DateRange(TODAY, None)),
    ),
    "to a stranger": ("delegation_within_one_bank", lambda _: row("anna", "carla")),
    "for one who approves nothing": (
        "delegation_within_one_bank",
        lambda _: row("olivia", "anna"),
    ),
    "at another bank": (
        "delegation_within_one_bank",
        lambda _: row("anna", "olivia", organization=an_organization(kind=Kind.FUNDER, name="O")),
    ),
    "by two others at one stroke": (
        "delegation_begins_proposed",
        lambda _: row("anna", "olivia", proposed_by=the("ben"), decided_by=the("sena")),
    ),
    "confirmed by who proposed it": (
        "delegation_by_the_absent_or_two_others",
        lambda d: by_two(d, decided_by=the("olivia")),
    ),
    "confirmed by who is away": (
        "delegation_by_the_absent_or_two_others",
        lambda d: by_two(d, decided_by=the("ben")),
    ),
    "confirmed by who stands in": (
        "delegation_by_the_absent_or_two_others",
        lambda d: by_two(d, decided_by=the("theo")),
    ),
    "confirmed by nobody": (
        "delegation_decided_completely",
        lambda d: by_two(d, decided_by=None),
    ),
    "longer than proposed": (
        "delegation_never_edited",
        lambda d: by_two(d, days=DateRange(TODAY, TODAY + timedelta(99))),
    ),
    "to another than proposed": (
        "delegation_never_edited",
        lambda d: by_two(d, delegate=the("sena")),
    ),
    "thrown away": ("rows_stay", lambda d: d.delete()),
}
CONFIRMED: Attempts[Delegation] = {
    "passed on": ("delegation_never_passed_on", lambda _: row("anna", "ben")),
    "twice at a time": ("delegation_one_at_a_time", lambda _: row("ben", "olivia")),
    "confirmed by another later": (
        "delegation_never_edited",
        lambda d: Delegation.objects.filter(pk=d.pk).update(decided_by=the("sena")),
    ),
}


def test_the_database_keeps_a_delegation_as_it_was_made(noon: datetime) -> None:
    delegation = propose_delegation(absence=away("ben", "theo"), by=the("olivia"), at=noon)
    all_refused(delegation, PROPOSED)
    chained = row("sena", "ben")
    refused("delegation_never_passed_on", lambda: by_two(delegation))
    end_delegation(delegation_id=chained.pk, by=the("sena"), at=noon)
    by_two(delegation)
    all_refused(delegation, CONFIRMED)
    end_delegation(delegation_id=delegation.pk, by=the("ben"), at=noon)
    refused("delegation_never_edited", lambda: by_two(delegation))


def test_no_approval_changes_its_delegation(theo: User) -> None:
    payout = a_prepared_payout()
    an_approval(payout, theo, delegation=given("ben", "theo"))
    refused("approval_only_voided", lambda: payout.approvals.update(delegation=None))
