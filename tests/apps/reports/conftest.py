"""People and papers that every test of this room may name."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from outcomes.domain.lifecycle import MeasurementState
from outcomes.gateways.store import path_of
from outcomes.models import Evidence, Finding, Measurement
from payouts.models import Payout
from reports.models import Report
from reports.services import render_statement
from tests.factories.outcomes import a_measurement, closed
from tests.factories.payouts import NOON, a_paid_payout
from tests.factories.people import the
from tests.factories.plans import FREE
from tests.people import *  # noqa: F403 - the people of the stories

SignIn = Callable[[str], Client]


@pytest.fixture
def signed_in(db: None) -> SignIn:
    """A browser in which the person of that name has signed in, second factor included."""

    def enter(name: str) -> Client:
        user = the(name)
        Authenticator.objects.get_or_create(user=user, type="totp", defaults={"data": {}})
        browser = Client()
        browser.force_login(user)
        return browser

    return enter


def evidence_for(measurement: Measurement, *, name: str, content: bytes, at: datetime) -> Evidence:
    """A file that really lies in the store under its hash."""
    sha256 = hashlib.sha256(content).hexdigest()
    place = path_of(sha256)
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return Evidence.objects.create(
        measurement=measurement,
        name=name,
        content_type="image/jpeg",
        size=len(content),
        sha256=sha256,
        attached_by=the("carla"),
        attached_at=at,
    )


def a_paid_world() -> Payout:
    """Ten guards, paid: with two photographs, one finding and everything on record."""
    payout = a_paid_payout()
    assert payout.verification is not None
    target = payout.verification.target
    measurement = a_measurement(target=target, state=MeasurementState.MEASURED)
    for number in (1, 2):
        evidence_for(
            measurement, name=f"방호장치 사진 {number}.jpg", content=b"photo %d" % number, at=NOON
        )
    closed(measurement)
    Finding.objects.create(
        target=target,
        severity="minor",
        text="안전난간 하나가 느슨함",
        effect="",
        independence=FREE,
        recorded_by=the("victor"),
        recorded_at=NOON,
        state="resolved",
        resolution="다시 조였음",
    )
    return payout


def a_statement_of(payout: Payout) -> Report:
    """The Korean statement, printed by audrey."""
    return render_statement(payout_id=payout.pk, by=the("audrey"), at=NOON, language="ko")


@pytest.fixture
def paid(db: None) -> Payout:
    """A world of its own for the test."""
    return a_paid_world()


@pytest.fixture
def report(paid: Payout) -> Report:
    """The statement of that payment."""
    return a_statement_of(paid)
