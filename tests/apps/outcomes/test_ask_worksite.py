"""The worksite is asked by mail, over a link whose token is kept nowhere."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.test import override_settings

from companies.models import Worksite
from core.domain.errors import IllegalMove, RuleBroken
from outcomes.domain.lifecycle import (
    MATCH,
    MEASUREMENT,
    ConfirmationState,
    MatchState,
    MeasurementState,
    Question,
)
from outcomes.models import Confirmation
from outcomes.services import ask_worksite
from people.domain.roles import Role
from people.models import User
from tests.apps.outcomes.conftest import asked
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_measurement
from tests.factories.people import a_member


def test_wendy_gets_a_link_for_fourteen_days(carla: User, noon: datetime) -> None:
    match = a_match(state=MatchState.PROPOSED)
    question, token = ask_worksite(match_id=match.pk, by=carla, at=noon)
    assert question.question == Question.CONSENT
    assert question.expires_at == noon + timedelta(days=14)
    assert question.sent_to == "wendy@example.test"
    (letter,) = mail.outbox
    assert letter.to == ["wendy@example.test"]
    assert f"/w/{token}/" in letter.body


def test_only_the_hash_of_the_token_is_kept(carla: User, noon: datetime) -> None:
    match = a_match(state=MatchState.PROPOSED)
    question, token = ask_worksite(match_id=match.pk, by=carla, at=noon)
    row = Confirmation.objects.filter(pk=question.pk).values().get()
    assert token not in str(row)
    assert len(token) >= 40


def test_the_mail_speaks_english_when_asked_to(carla: User, noon: datetime) -> None:
    match = a_match(state=MatchState.PROPOSED)
    ask_worksite(match_id=match.pk, by=carla, at=noon, language="en")
    (letter,) = mail.outbox
    assert "make your site safer" in letter.subject
    assert "The link works once, until 2026-06-15 12:00 KST" in letter.body


def test_a_new_question_replaces_the_old_one(carla: User, noon: datetime) -> None:
    match = a_match(state=MatchState.PROPOSED)
    old, _ = ask_worksite(match_id=match.pk, by=carla, at=noon)
    new, _ = ask_worksite(match_id=match.pk, by=carla, at=noon)
    old.refresh_from_db()
    assert (old.state, new.state) == (ConfirmationState.WITHDRAWN, ConfirmationState.ASKED)


def test_the_certifier_may_ask_about_a_result(cato: User, noon: datetime) -> None:
    measurement = a_measurement(state=MeasurementState.CERTIFIED)
    question, _ = asked(measurement, by=cato, at=noon)
    assert (question.question, question.measurement) == (Question.RESULT, measurement)


@pytest.mark.parametrize("state", [s for s in MatchState if not MATCH.allows("consent", s)])
def test_consent_is_asked_once(state: MatchState, carla: User, noon: datetime) -> None:
    match = a_match(state=state)
    with pytest.raises(IllegalMove):
        ask_worksite(match_id=match.pk, by=carla, at=noon)
    assert not mail.outbox


@pytest.mark.parametrize(
    "state", [s for s in MeasurementState if not MEASUREMENT.allows("confirm", s)]
)
def test_a_result_is_asked_about_once_it_is_certified(
    state: MeasurementState, carla: User, noon: datetime
) -> None:
    measurement = a_measurement(state=state)
    with pytest.raises(IllegalMove):
        asked(measurement, by=carla, at=noon)


def test_the_right_worksite_is_asked(carla: User, noon: datetime) -> None:
    measurement = a_measurement(state=MeasurementState.CERTIFIED)
    agreement = measurement.target.agreement
    other = a_match(agreement=agreement, worksite=a_worksite(supplier=agreement.supplier))
    with pytest.raises(RuleBroken, match="is not about"):
        ask_worksite(match_id=other.pk, measurement_id=measurement.pk, by=carla, at=noon)


def test_only_the_supplier_asks(victor: User, agnes: User, noon: datetime) -> None:
    match = a_match(state=MatchState.PROPOSED)
    for someone in (victor, agnes):
        with pytest.raises(PermissionDenied):
            ask_worksite(match_id=match.pk, by=someone, at=noon)


class DeadServer:
    """A mail server that hangs up."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        pass

    def send_messages(self, messages: object) -> int:
        raise SMTPServerDisconnected(str(messages))


def test_a_mail_that_cannot_leave_is_said_and_can_be_asked_again(
    carla: User, noon: datetime
) -> None:
    match = a_match(state=MatchState.PROPOSED)
    with (
        override_settings(EMAIL_BACKEND=f"{__name__}.DeadServer"),
        pytest.raises(RuleBroken, match=r"wendy@example\.test could not be sent"),
    ):
        ask_worksite(match_id=match.pk, by=carla, at=noon)
    ask_worksite(match_id=match.pk, by=carla, at=noon)
    assert [c.state for c in match.confirmations.order_by("pk")] == ["withdrawn", "asked"]


def test_the_database_knows_one_open_question(carla: User, noon: datetime) -> None:
    match = a_match(state=MatchState.PROPOSED)
    question, _ = ask_worksite(match_id=match.pk, by=carla, at=noon)
    question.pk, question.token_digest = None, "0" * 64
    with pytest.raises(IntegrityError, match="confirmation_asked_once"), transaction.atomic():
        question.save()


def test_the_database_wants_a_result_behind_a_question_about_a_result(
    carla: User, noon: datetime
) -> None:
    match = a_match(state=MatchState.PROPOSED)
    question, _ = ask_worksite(match_id=match.pk, by=carla, at=noon)
    with pytest.raises(IntegrityError, match="confirmation_of_something"):
        Confirmation.objects.filter(pk=question.pk).update(question="result")


@pytest.mark.parametrize("address", ["carla@example.test", "CARLA+site@Example.Test"])
def test_a_link_may_not_lead_back_to_the_supplier(
    carla: User, noon: datetime, address: str
) -> None:
    match = a_match(state=MatchState.PROPOSED)
    carla.memberships.update(ended_at=noon - timedelta(days=90))
    cara = a_member(
        name="cara", role=Role.EDITOR, organization=carla.memberships.get().organization
    )
    Worksite.objects.update(contact_email=address)
    with pytest.raises(RuleBroken, match="would not answer for itself"):
        ask_worksite(match_id=match.pk, by=cara, at=noon)
    assert not mail.outbox
    assert not match.confirmations.exists()
