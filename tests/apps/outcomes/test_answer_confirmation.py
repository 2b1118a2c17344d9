"""The worksite's own word: once, in time, and safe against a lost network."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError

from audit.models import Event
from core.domain.errors import IllegalMove, Stale
from outcomes.domain.lifecycle import (
    CONFIRMATION,
    MATCH,
    MEASUREMENT,
    ConfirmationState,
    MatchState,
    MeasurementState,
    Severity,
)
from outcomes.models import Confirmation, Match, Measurement
from outcomes.services import answer_confirmation, ask_worksite
from people.models import User
from tests.apps.outcomes.conftest import asked
from tests.factories.outcomes import a_match, a_measurement, closed


def answered(
    token: str, at: datetime, *, agrees: bool = True, comment: str = "", key: UUID | None = None
) -> Confirmation:
    return answer_confirmation(
        token=token, agrees=agrees, comment=comment, key=key or uuid4(), at=at
    )


@pytest.fixture
def consent(carla: User, noon: datetime) -> tuple[Match, str]:
    match = a_match(state=MatchState.PROPOSED)
    return match, ask_worksite(match_id=match.pk, by=carla, at=noon)[1]


@pytest.fixture
def result(carla: User, noon: datetime) -> tuple[Measurement, str]:
    measurement = a_measurement(state=MeasurementState.CERTIFIED)
    return measurement, asked(measurement, by=carla, at=noon)[1]


@pytest.mark.parametrize(
    ("agrees", "said", "then"),
    [
        (True, ConfirmationState.CONFIRMED, MatchState.CONSENTED),
        (False, ConfirmationState.DISPUTED, MatchState.REFUSED),
    ],
)
def test_wendy_says_yes_or_no_to_the_improvement(
    consent: tuple[Match, str],
    noon: datetime,
    agrees: bool,
    said: ConfirmationState,
    then: MatchState,
) -> None:
    match, token = consent
    answer = answered(token, noon, agrees=agrees)
    match.refresh_from_db()
    assert (answer.state, match.state, answer.answered_at) == (said, then, noon)


def test_a_confirmed_result_stands(result: tuple[Measurement, str], noon: datetime) -> None:
    measurement, token = result
    answered(token, noon)
    measurement.refresh_from_db()
    assert measurement.state == MeasurementState.CONFIRMED
    assert not measurement.target.findings.exists()


def test_a_disputed_result_opens_a_finding(result: tuple[Measurement, str], noon: datetime) -> None:
    measurement, token = result
    answered(token, noon, agrees=False, comment="Only three guards.")
    measurement.refresh_from_db()
    (finding,) = measurement.target.findings.all()
    assert measurement.state == MeasurementState.DISPUTED
    assert (finding.severity, finding.text, finding.recorded_by) == (
        Severity.MAJOR,
        "Only three guards.",
        None,
    )


def test_a_lost_network_loses_nothing(result: tuple[Measurement, str], noon: datetime) -> None:
    _, token = result
    key = uuid4()
    first = answered(token, noon, key=key)
    again = answered(token, noon + timedelta(days=30), key=key, agrees=False)
    assert (again.pk, again.state, again.answered_at) == (first.pk, "confirmed", noon)
    assert Event.objects.filter(action="confirmation.answer").count() == 1


def test_a_second_answer_is_refused(result: tuple[Measurement, str], noon: datetime) -> None:
    _, token = result
    answered(token, noon)
    with pytest.raises(Stale, match="answered already, on 2026-06-01"):
        answered(token, noon, agrees=False)


def test_after_fourteen_days_it_is_too_late(consent: tuple[Match, str], noon: datetime) -> None:
    match, token = consent
    answered_at = noon + timedelta(days=14)
    with pytest.raises(Stale, match="could be used until 2026-06-15"):
        answered(token, answered_at)
    match.refresh_from_db()
    assert match.state == MatchState.PROPOSED
    answered(token, answered_at - timedelta(seconds=1))


def test_a_replaced_link_says_so(consent: tuple[Match, str], carla: User, noon: datetime) -> None:
    match, token = consent
    ask_worksite(match_id=match.pk, by=carla, at=noon)
    with pytest.raises(Stale, match="newer link"):
        answered(token, noon)


def test_a_token_that_nobody_gave_out_opens_nothing(db: None, noon: datetime) -> None:
    with pytest.raises(Stale, match="not complete or not known"):
        answered("made-up", noon)


def test_the_log_names_the_mailbox_and_not_the_token(
    consent: tuple[Match, str], noon: datetime
) -> None:
    _, token = consent
    answered(token, noon, comment="Gladly.")
    event = Event.objects.get(action="confirmation.answer")
    assert (event.actor, event.details["agrees"]) == ("wendy@example.test", True)
    assert token not in str(Event.objects.values_list("details"))


def test_the_database_wants_answers_complete(consent: tuple[Match, str]) -> None:
    match, _ = consent
    with pytest.raises(IntegrityError, match="confirmation_answer_complete"):
        match.confirmations.update(state=ConfirmationState.CONFIRMED)


@pytest.mark.parametrize("state", list(MatchState))
@pytest.mark.parametrize("verb", ["consent", "refuse"])
def test_a_match_is_answered_only_while_proposed(verb: str, state: MatchState) -> None:
    if state == MatchState.PROPOSED:
        assert MATCH.after(verb, state) in {MatchState.CONSENTED, MatchState.REFUSED}
    else:
        with pytest.raises(IllegalMove):
            MATCH.after(verb, state)


# A question is about something certified, and that never goes back to before.
@pytest.mark.parametrize("state", [s for s in MeasurementState if s != MeasurementState.MEASURED])
@pytest.mark.parametrize("verb", ["confirm", "dispute"])
def test_a_result_is_answered_only_while_certified(
    verb: str, state: MeasurementState, result: tuple[Measurement, str], noon: datetime
) -> None:
    measurement, token = result
    closed(measurement, state)
    if MEASUREMENT.allows(verb, state):
        answered(token, noon, agrees=verb == "confirm")
    else:
        with pytest.raises(IllegalMove):
            answered(token, noon, agrees=verb == "confirm")


@pytest.mark.parametrize("state", list(ConfirmationState))
@pytest.mark.parametrize("verb", list(CONFIRMATION.moves))
def test_a_question_lives_once(verb: str, state: ConfirmationState) -> None:
    if state == ConfirmationState.ASKED:
        CONFIRMATION.after(verb, state)
    else:
        with pytest.raises(IllegalMove):
            CONFIRMATION.after(verb, state)
