"""The supplier says what it reached: once for each period, without a zero for what nobody knows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from core.domain.errors import IllegalMove, RuleBroken
from core.domain.periods import Period
from core.domain.tables import RowsBroken
from outcomes.domain.claims import Claim, Reading
from outcomes.domain.lifecycle import (
    MEASUREMENT,
    TARGET,
    MatchState,
    MeasurementState,
    Phase,
    Source,
    TargetState,
)
from outcomes.models import Measurement, Target
from outcomes.services import measure, measure_batch, reopen_measurement
from people.models import User
from tests.apps.outcomes.conftest import asked
from tests.factories.companies import a_supplier, a_worksite
from tests.factories.outcomes import a_match, a_measurement, a_target
from tests.factories.people import the
from tests.factories.programs import an_agreement

SPRING = Period(date(2026, 1, 1), date(2026, 3, 31))
TEN = Reading(Phase.FOLLOW_UP, SPRING, quantity=Decimal(10), note="Ten guards.")


@pytest.fixture
def target(carla: User) -> Target:
    return a_target()


def measured(
    target: Target, by: User, at: datetime, reading: Reading = TEN, key: UUID | None = None
) -> Measurement:
    return measure(target_id=target.pk, reading=reading, key=key or uuid4(), by=by, at=at)


def test_carla_measures_ten_guards(target: Target, carla: User, noon: datetime) -> None:
    done = measured(target, carla, noon)
    assert (done.state, done.quantity, done.events, done.hours, done.source) == (
        MeasurementState.MEASURED,
        Decimal(10),
        None,
        None,
        Source.FORM,
    )


def test_sending_it_twice_measures_once(target: Target, carla: User, noon: datetime) -> None:
    key = uuid4()
    assert measured(target, carla, noon, key=key) == measured(target, carla, noon, key=key)
    assert Measurement.objects.count() == 1


def test_the_same_key_for_something_else_is_refused(
    target: Target, carla: User, noon: datetime
) -> None:
    key = uuid4()
    measured(target, carla, noon, key=key)
    with pytest.raises(RuleBroken, match="key was used before"):
        measured(target, carla, noon, replace(TEN, quantity=Decimal(11)), key)


@pytest.mark.parametrize(
    "state", [MeasurementState.MEASURED, MeasurementState.REOPENED, MeasurementState.DISPUTED]
)
def test_the_same_period_again_replaces(
    target: Target, carla: User, noon: datetime, state: MeasurementState
) -> None:
    old = a_measurement(target=target, state=state)
    new = measured(target, carla, noon, replace(TEN, quantity=Decimal(11)))
    old.refresh_from_db()
    assert (old.state, new.supersedes) == (MeasurementState.SUPERSEDED, old)


def test_a_replaced_reading_is_asked_about_no_more(
    target: Target, carla: User, noon: datetime
) -> None:
    old = a_measurement(target=target, state=MeasurementState.CERTIFIED)
    question, _ = asked(old, by=carla, at=noon)
    reopen_measurement(measurement_id=old.pk, reason="Miscounted.", by=the("cato"), at=noon)
    measured(target, carla, noon)
    question.refresh_from_db()
    assert question.state == "withdrawn"


def test_what_the_worksite_confirmed_stays(target: Target, carla: User, noon: datetime) -> None:
    a_measurement(target=target)
    with pytest.raises(RuleBroken, match="confirmed by the worksite and stays") as refusal:
        measured(target, carla, noon)
    assert refusal.value.field == "first_day"


@pytest.mark.parametrize("state", list(MeasurementState))
def test_which_states_give_way(state: MeasurementState) -> None:
    stays = {
        MeasurementState.CERTIFIED, MeasurementState.CONFIRMED, MeasurementState.SUPERSEDED
    }  # fmt: skip
    if state in stays:
        with pytest.raises(IllegalMove):
            MEASUREMENT.after("supersede", state)
    else:
        assert MEASUREMENT.after("supersede", state) == MeasurementState.SUPERSEDED


def test_overlapping_days_are_refused(target: Target, carla: User, noon: datetime) -> None:
    measured(target, carla, noon)
    longer = replace(TEN, period=Period(date(2026, 3, 1), date(2026, 4, 30)))
    with pytest.raises(RuleBroken, match="would count twice"):
        measured(target, carla, noon, longer)


def test_nothing_read_is_nothing_to_send(target: Target, carla: User, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="write 0 only when there was none"):
        measured(target, carla, noon, replace(TEN, quantity=None))


def test_a_worksite_is_one_of_this_agreement_and_on_record(
    target: Target, carla: User, noon: datetime
) -> None:
    here, signed = target.match, target.agreement
    assert here is not None
    early = a_match(
        agreement=signed,
        worksite=a_worksite(name="Not yet", supplier=signed.supplier),
        state=MatchState.CONSENTED,
    )
    elsewhere = a_match(agreement=an_agreement(supplier=a_supplier(name="Another Guard Co.")))

    def at_site(match_id: int) -> Measurement:
        return measured(target, carla, noon, replace(TEN, site=match_id))

    def is_refused(match_id: int) -> None:
        with pytest.raises(RuleBroken, match="Name a worksite of this agreement") as refusal:
            at_site(match_id)
        assert refusal.value.field == "worksite"

    is_refused(here.pk)  # the target is of this one worksite alone
    Target.objects.filter(pk=target.pk).update(match=None)
    for match_id in (early.pk, elsewhere.pk, 0):
        is_refused(match_id)
    assert not Measurement.objects.exists()
    assert at_site(here.pk).match == here


@pytest.mark.parametrize("state", [s for s in TargetState if not TARGET.allows("verify", s)])
def test_only_an_agreed_target_is_measured(state: TargetState, carla: User, noon: datetime) -> None:
    with pytest.raises(IllegalMove, match="once a target is agreed"):
        measured(a_target(state=state), carla, noon)


def test_only_editors_of_the_supplier(
    target: Target, cato: User, victor: User, noon: datetime
) -> None:
    for someone in (cato, victor):
        with pytest.raises(PermissionDenied):
            measured(target, someone, noon)


def test_a_batch_is_all_or_nothing(target: Target, carla: User, noon: datetime) -> None:
    good = Claim(target.pk, TEN, uuid4())
    bad = Claim(target.pk, replace(TEN, period=Period(date(2025, 1, 1), date(2025, 2, 1))), uuid4())
    with pytest.raises(RuleBroken, match="within the window") as refusal, transaction.atomic():
        measure_batch(claims=(good, bad), source=Source.API, by=carla, at=noon)
    assert isinstance(refusal.value, RowsBroken)
    assert [(one.row, one.column) for one in refusal.value.errors] == [(2, "first_day")]
    assert not Measurement.objects.exists()


def test_a_batch_may_be_sent_again(target: Target, carla: User, noon: datetime) -> None:
    claims = (Claim(target.pk, TEN, uuid4()),)
    first = measure_batch(claims=claims, source=Source.API, by=carla, at=noon)
    assert measure_batch(claims=claims, source=Source.API, by=carla, at=noon) == first


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"last_day": date(2025, 1, 1)}, "measurement_period"),
        ({"quantity": -1}, "measurement_not_negative"),
        ({"hours": -1}, "measurement_not_negative"),
        ({"certified_by": None}, "measurement_certified_by_someone"),
    ],
)
def test_the_database_holds_the_line(
    target: Target, change: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        a_measurement(target=target, **change)


def test_the_database_wants_two_people(target: Target, carla: User) -> None:
    with pytest.raises(IntegrityError, match="measurement_two_people"):
        a_measurement(target=target, certified_by=carla)


def test_the_database_knows_a_period_once(target: Target) -> None:
    a_measurement(target=target)
    with pytest.raises(IntegrityError, match="measurement_period_once"):
        a_measurement(target=target)
