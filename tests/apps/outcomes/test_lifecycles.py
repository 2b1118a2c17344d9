"""Every verb tried from every state, through the services: what the tables say is what happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import transaction

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation import Verdict
from outcomes.domain.lifecycle import (
    CONFIRMATION,
    FINDING,
    MATCH,
    MEASUREMENT,
    TARGET,
    ConfirmationState,
    FindingState,
    MatchState,
    MeasurementState,
    Question,
    Severity,
    TargetState,
)
from outcomes.domain.links import digest_of_token
from outcomes.models import Confirmation, Finding, Match, Measurement, Target, VerificationPlan
from outcomes.selectors import evaluation_of, reading_of
from outcomes.services import (
    agree_target,
    amend_target,
    answer_confirmation,
    ask_worksite,
    certify_measurement,
    draw_plan,
    measure,
    record_before_state,
    reopen_measurement,
    resolve_finding,
    verify_target,
    withdraw_match,
)
from tests.apps.outcomes.test_set_target import a_draft
from tests.factories.outcomes import a_match, a_measurement, a_target, verified
from tests.factories.people import the
from tests.factories.plans import FREE, a_plan

TOKEN = "a-link-in-a-mail"
Verb = Callable[[], object]


def a_question(
    match: Match,
    noon: datetime,
    measurement: Measurement | None = None,
    state: ConfirmationState = ConfirmationState.ASKED,
) -> Confirmation:
    """A link in the hands of a worksite, whatever became of the match meanwhile."""
    answered = state in {ConfirmationState.CONFIRMED, ConfirmationState.DISPUTED}
    return Confirmation.objects.create(
        match=match,
        measurement=measurement,
        question=Question.RESULT if measurement else Question.CONSENT,
        token_digest=digest_of_token(TOKEN),
        sent_to="wendy@example.test",
        expires_at=noon + timedelta(days=14),
        state=state,
        answered_at=noon if answered else None,
        answer_key=uuid4() if answered else None,
        asked_by=the("carla"),
    )


def answer(noon: datetime, *, agrees: bool) -> Verb:
    return lambda: answer_confirmation(token=TOKEN, agrees=agrees, comment="", key=uuid4(), at=noon)


def moved(
    row: Match | Target | Measurement | Confirmation | Finding, verb: Verb
) -> tuple[bool, str]:
    """Whether the verb was refused, and where the row stands afterwards; then all is undone."""
    with transaction.atomic():
        undo = transaction.savepoint()
        refused = False
        try:
            with transaction.atomic():
                verb()
        except RuleBroken:
            refused = True
        row.refresh_from_db()
        state = row.state
        transaction.savepoint_rollback(undo)
    return refused, state


@pytest.mark.parametrize("state", MatchState)
def test_a_match(state: MatchState, carla: object, noon: datetime) -> None:
    match = a_match(state=state)
    a_question(match, noon)
    verbs: dict[str, Verb] = {
        "consent": answer(noon, agrees=True),
        "refuse": answer(noon, agrees=False),
        "record": lambda: record_before_state(
            match_id=match.pk, text="No guard.", by=the("carla"), at=noon
        ),
        "withdraw": lambda: withdraw_match(
            match_id=match.pk, reason="Wrong firm.", by=the("carla"), at=noon
        ),
    }
    assert set(verbs) == set(MATCH.moves)
    for verb, does in verbs.items():
        goes = MATCH.allows(verb, state)
        assert moved(match, does) == (not goes, MATCH.after(verb, state) if goes else state), verb


@pytest.mark.parametrize("state", TargetState)
def test_a_target(state: TargetState, carla: object, noon: datetime) -> None:
    target = a_target(state=state)
    a_measurement(target=target)
    draft = replace(
        a_draft(target.match), goal=Decimal(40), design={"kind": "quantity", "goal": "40"}
    )
    verbs: dict[str, Verb] = {
        "agree": lambda: agree_target(target_id=target.pk, by=the("agnes"), at=noon),
        "amend": lambda: amend_target(target_id=target.pk, draft=draft, by=the("carla"), at=noon),
        "verify": lambda: verify_target(
            target_id=target.pk,
            independence=FREE,
            accepted=None,
            digest=evaluation_of(target, noon).digest,
            by=the("victor"),
            at=noon,
        ),
    }
    assert set(verbs) == set(TARGET.moves)
    for verb, does in verbs.items():
        goes = TARGET.allows(verb, state)
        assert moved(target, does) == (not goes, TARGET.after(verb, state) if goes else state), verb


@pytest.mark.parametrize("state", MeasurementState)
def test_a_measurement(state: MeasurementState, carla: object, noon: datetime) -> None:
    row = a_measurement(state=state)
    assert row.target.match
    a_question(row.target.match, noon, row)
    verbs: dict[str, Verb] = {
        "certify": lambda: certify_measurement(measurement_id=row.pk, by=the("cato"), at=noon),
        "confirm": answer(noon, agrees=True),
        "dispute": answer(noon, agrees=False),
        "reopen": lambda: reopen_measurement(
            measurement_id=row.pk, reason="Miscounted.", by=the("cato"), at=noon
        ),
        "supersede": lambda: measure(
            target_id=row.target_id, reading=reading_of(row), key=uuid4(), by=the("carla"), at=noon
        ),
    }
    assert set(verbs) == set(MEASUREMENT.moves)
    for verb, does in verbs.items():
        goes = MEASUREMENT.allows(verb, state)
        refused, then = moved(row, does)
        assert then == (MEASUREMENT.after(verb, state) if goes else state), verb
        # beside a replaced reading a new one is simply the first; the old one does not stir
        gone = verb == "supersede" and state == MeasurementState.SUPERSEDED
        assert refused is not (goes or gone), verb


@pytest.mark.parametrize("state", ConfirmationState)
def test_a_confirmation(state: ConfirmationState, carla: object, noon: datetime) -> None:
    match = a_match(state=MatchState.PROPOSED)
    question = a_question(match, noon, state=state)
    verbs: dict[str, Verb] = {
        "confirm": answer(noon, agrees=True),
        "dispute": answer(noon, agrees=False),
        "withdraw": lambda: ask_worksite(match_id=match.pk, by=the("carla"), at=noon),
    }
    assert set(verbs) == set(CONFIRMATION.moves)
    for verb, does in verbs.items():
        goes = CONFIRMATION.allows(verb, state)
        refused, then = moved(question, does)
        assert then == (CONFIRMATION.after(verb, state) if goes else state), verb
        # asking again is always possible; it withdraws what is still open and nothing else
        assert refused is not (goes or verb == "withdraw"), verb


@pytest.mark.parametrize("state", FindingState)
def test_a_finding(state: FindingState, carla: object, noon: datetime) -> None:
    finding = Finding.objects.create(
        target=a_target(),
        severity=Severity.MAJOR,
        text="Dust.",
        recorded_at=noon,
        state=state,
        resolution="Swept." if state == FindingState.RESOLVED else "",
    )
    verbs: dict[str, Verb] = {
        "resolve": lambda: resolve_finding(
            finding_id=finding.pk, resolution="Swept.", independence=FREE, by=the("victor"), at=noon
        )
    }
    assert set(verbs) == set(FINDING.moves)
    for verb, does in verbs.items():
        goes = FINDING.allows(verb, state)
        assert moved(finding, does) == (not goes, FINDING.after(verb, state) if goes else state)


def test_a_plan_and_a_verification_are_made_once_and_have_no_verb_afterwards(
    carla: object, noon: datetime
) -> None:
    target = a_measurement().target
    plan = a_plan(target, by=the("victor"), at=noon)
    with pytest.raises(RuleBroken, match="drawn already"):
        draw_plan(target_id=target.pk, independence=FREE, by=the("victor"), at=noon)
    assert list(VerificationPlan.objects.values_list("seed", flat=True)) == [plan.seed]
    assert str(plan).startswith(target.number)
    final = verified(target, "10", by=the("victor"), at=noon)
    with pytest.raises(RuleBroken, match="cannot be done while the state is"):
        verify_target(
            target_id=target.pk,
            independence=FREE,
            accepted=None,
            digest=final.data_digest,
            by=the("victor"),
            at=noon,
        )
    final.refresh_from_db()
    assert (final.verdict, final.attained) == (Verdict.NOT_MET, Decimal(10))
