"""A delegation as the database keeps it: as it was made, for nobody already in the chain."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from payouts.models import Delegation
from payouts.services import end_delegation, propose_delegation
from people.domain.roles import Kind
from people.models import User
from tests.apps.payouts.forbidden import Attempts, all_refused, an_approval, refused
from tests.apps.payouts.test_delegation import TODAY, away, given
from tests.factories.payouts import (
    NOON,
    a_prepared_payout,
    the_bank,
)
from tests.factories.people import an_organization, the

pytestmark = pytest.mark.django_db


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
