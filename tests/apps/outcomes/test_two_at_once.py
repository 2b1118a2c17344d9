"""Two who press the button in the same second: the second waits, and reads what became of it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from uuid import UUID, uuid4

import pytest

from core.domain.errors import IllegalMove, RuleBroken, Stale
from core.domain.periods import Period
from outcomes.domain.claims import Reading
from outcomes.domain.lifecycle import MeasurementState, Phase
from outcomes.models import Confirmation, Evidence, Match, Measurement, Target, Verification
from outcomes.selectors import evaluation_of
from outcomes.services import (
    answer_confirmation,
    attach_evidence,
    certify_measurement,
    measure,
    propose_match,
    verify_target,
)
from programs.models import Agreement, Application
from tests.apps.outcomes.conftest import a_photo, asked
from tests.conftest import NOON
from tests.crowd import overtaken
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_measurement
from tests.factories.people import the
from tests.factories.programs import a_call, a_hazard, a_recommendation, an_agreement

pytestmark = pytest.mark.django_db(transaction=True)


def of_another_call(agreement: Agreement) -> Agreement:
    """The same supplier, selected once more in a later call of the programme."""
    application = Application.objects.get(pk=agreement.recommendation.application_id)
    application.pk, application.call = None, a_call()
    application.save()
    other = Agreement.objects.get(pk=agreement.pk)
    other.pk, other.number = None, "AG-2026-0002"
    other.recommendation = a_recommendation(application=application)
    other.save()
    return other


def test_one_site_is_proposed_once_under_two_agreements() -> None:
    carla, one = the("carla"), an_agreement()
    other = of_another_call(one)
    site, hazard = a_worksite(supplier=one.supplier), a_hazard()

    def proposing(agreement: Agreement) -> Callable[[], Match]:
        return lambda: propose_match(
            agreement_id=agreement.pk,
            worksite_id=site.pk,
            hazard_id=hazard.pk,
            by=carla,
            at=NOON,
        )

    with pytest.raises(RuleBroken, match="already matched against") as refusal:
        overtaken(proposing(one), proposing(other))
    assert (refusal.value.field, Match.objects.count()) == ("worksite", 1)


def test_a_worksites_answer_that_is_sent_twice_is_one_record_and_two_answers_are_not_both() -> None:
    reading = a_measurement(state=MeasurementState.CERTIFIED)
    _, token = asked(reading, by=the("carla"), at=NOON)
    key = uuid4()

    def answering(key: UUID, *, agrees: bool) -> Callable[[], Confirmation]:
        return lambda: answer_confirmation(token=token, agrees=agrees, comment="", key=key, at=NOON)

    again = overtaken(answering(key, agrees=True), answering(key, agrees=True))
    assert (again.pk, again.state) == (Confirmation.objects.get().pk, "confirmed")
    with pytest.raises(Stale, match="answered already"):
        answering(uuid4(), agrees=False)()


def test_two_answers_that_differ_leave_the_first() -> None:
    reading = a_measurement(state=MeasurementState.CERTIFIED)
    _, token = asked(reading, by=the("carla"), at=NOON)

    def answering(*, agrees: bool) -> Callable[[], Confirmation]:
        return lambda: answer_confirmation(
            token=token, agrees=agrees, comment="", key=uuid4(), at=NOON
        )

    with pytest.raises(Stale, match="answered already"):
        overtaken(answering(agrees=False), answering(agrees=True))
    assert Measurement.objects.get().state == MeasurementState.DISPUTED


def test_the_same_file_at_the_same_moment_is_attached_once_and_named() -> None:
    carla, reading = the("carla"), a_measurement(state=MeasurementState.MEASURED)
    raw = a_photo().getvalue()

    def attaching(name: str) -> Callable[[], Evidence]:
        return lambda: attach_evidence(
            measurement_id=reading.pk, upload=BytesIO(raw), name=name, by=carla, at=NOON
        )

    with pytest.raises(RuleBroken, match="already attached, as “first"):
        overtaken(attaching("first.jpg"), attaching("second.jpg"))
    assert Evidence.objects.count() == 1


def test_a_reading_that_is_certified_just_now_gives_no_way_to_another() -> None:
    carla, cato = the("carla"), the("cato")
    ten = a_measurement(state=MeasurementState.MEASURED)
    eleven = Reading(Phase.FOLLOW_UP, Period(ten.first_day, ten.last_day), quantity=Decimal(11))

    def certifying() -> Measurement:
        return certify_measurement(measurement_id=ten.pk, by=cato, at=NOON)

    def replacing() -> Measurement:
        return measure(target_id=ten.target_id, reading=eleven, key=uuid4(), by=carla, at=NOON)

    with pytest.raises(Stale, match="was certified just now"):
        overtaken(certifying, replacing)
    stands = Measurement.objects.get()
    assert stands.state == MeasurementState.CERTIFIED
    assert stands.quantity == 10


def test_a_target_is_verified_once() -> None:
    victor, target = the("victor"), a_measurement().target
    shown = evaluation_of(target, NOON).digest

    def verifying(target: Target) -> Callable[[], Verification]:
        return lambda: verify_target(
            target_id=target.pk,
            independence="No tie.",
            accepted=None,
            digest=shown,
            by=victor,
            at=NOON,
        )

    with pytest.raises(IllegalMove):
        overtaken(verifying(target), verifying(target))
    assert Verification.objects.count() == 1
