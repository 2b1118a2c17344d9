"""Who sees what, and what waits for whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db.models import QuerySet
from django.utils.translation import override

from outcomes import selectors
from outcomes.domain.lifecycle import MatchState, MeasurementState, TargetState
from outcomes.models import Finding, Match, Measurement, Target
from outcomes.selectors.likeness import twins_about
from outcomes.selectors.scope import seen_by
from outcomes.services import ask_worksite, attach_evidence
from people.domain.roles import Kind, Role
from people.models import User
from reports.selectors import programs_for
from tests.apps.outcomes.conftest import asked
from tests.factories.companies import a_supplier, a_worksite
from tests.factories.outcomes import a_match, a_measurement, a_target
from tests.factories.people import a_member, an_organization, the
from tests.factories.programs import an_agreement


@pytest.fixture
def measurement(carla: User, photo: BytesIO, noon: datetime) -> Measurement:
    measurement = a_measurement(state=MeasurementState.MEASURED)
    attach_evidence(
        measurement_id=measurement.pk, upload=photo, name="guard.jpg", by=carla, at=noon
    )
    Finding.objects.create(
        target=measurement.target, severity="note", text="Dust.", recorded_at=noon
    )
    ask_worksite(
        match_id=another_match(measurement.target, MatchState.PROPOSED).pk, by=carla, at=noon
    )
    return measurement


def another_match(target: Target, state: MatchState) -> Match:
    site = a_worksite(supplier=target.agreement.supplier)
    return a_match(agreement=target.agreement, worksite=site, state=state)


@pytest.fixture
def stranger(db: None) -> User:
    a_supplier(name="Other Safety (demo)")
    other = an_organization(kind=Kind.SUPPLIER, name="Other Safety (demo)")
    return a_member(name="stranger", role=Role.EDITOR, organization=other)


SEEN: list[Callable[[User], QuerySet[Any]]] = [
    selectors.matches_seen,
    selectors.targets_seen,
    selectors.measurements_seen,
    selectors.evidence_seen,
    selectors.confirmations_seen,
    selectors.findings_seen,
]


SEERS = ["carla", "cato", "agnes", "victor", "olivia", "anna", "theo", "otto", "audrey"]


def test_own_people_and_everybody_who_guards_the_money_see_it(measurement: Measurement) -> None:
    blind = [(seen.__name__, name) for name in SEERS for seen in SEEN if not seen(the(name))]
    assert not blind


def test_other_suppliers_and_reviewers_see_nothing(
    measurement: Measurement, stranger: User, rita: User
) -> None:
    sighted = [(seen.__name__, who) for who in (stranger, rita) for seen in SEEN if seen(who)]
    assert not sighted


def test_a_site_waits_to_be_asked_until_a_link_is_open(
    carla: User, stranger: User, noon: datetime
) -> None:
    match = a_match(state=MatchState.PROPOSED)
    assert list(selectors.matches_to_ask(carla, noon)) == [match]
    assert not selectors.matches_to_ask(stranger, noon)
    ask_worksite(match_id=match.pk, by=carla, at=noon)
    assert not selectors.matches_to_ask(carla, noon)
    assert [c.match for c in selectors.confirmations_waiting(carla, noon)] == [match]
    later = noon + timedelta(days=15)
    assert list(selectors.matches_to_ask(carla, later)) == [match]
    assert not selectors.confirmations_waiting(carla, later)


def test_a_consent_waits_for_its_before_state(carla: User, cato: User) -> None:
    match = a_match(state=MatchState.CONSENTED)
    assert list(selectors.matches_to_record(carla)) == [match]
    assert not selectors.matches_to_record(cato)


def test_a_target_waits_for_its_own_agency(agnes: User, carla: User) -> None:
    target = a_target(state=TargetState.SET)
    assert list(selectors.targets_to_agree(agnes)) == [target]
    assert not selectors.targets_to_agree(carla)


def test_an_agreed_target_waits_for_its_first_reading(carla: User, stranger: User) -> None:
    target = a_target()
    assert list(selectors.targets_to_measure(carla)) == [target]
    assert not selectors.targets_to_measure(stranger)
    a_measurement(target=target)
    assert not selectors.targets_to_measure(carla)


def test_a_reading_waits_for_another_person_to_certify_it(carla: User, cato: User) -> None:
    measurement = a_measurement(state=MeasurementState.MEASURED)
    assert list(selectors.measurements_to_certify(cato)) == [measurement]
    assert not selectors.measurements_to_certify(carla)
    a_member(name="cato", role=Role.EDITOR, organization=cato.memberships.get().organization)
    measurement.measured_by = cato
    measurement.save()
    assert not selectors.measurements_to_certify(cato)


def test_a_certified_reading_waits_until_its_site_is_asked(carla: User, noon: datetime) -> None:
    measurement = a_measurement(state=MeasurementState.CERTIFIED)
    assert list(selectors.measurements_to_ask(carla, noon)) == [measurement]
    asked(measurement, by=carla, at=noon)
    assert not selectors.measurements_to_ask(carla, noon)


def test_a_disputed_reading_waits_for_its_editor(carla: User, cato: User) -> None:
    measurement = a_measurement(state=MeasurementState.DISPUTED)
    assert list(selectors.measurements_disputed(carla)) == [measurement]
    assert not selectors.measurements_disputed(cato)


@pytest.mark.parametrize("state", list(MeasurementState))
def test_a_target_waits_for_a_verifier_once_everything_is_confirmed(
    state: MeasurementState, victor: User, carla: User
) -> None:
    target = a_measurement(state=state).target
    ready = state == MeasurementState.CONFIRMED
    assert selectors.targets_to_verify(victor).contains(target) is ready
    assert not selectors.targets_to_verify(carla)


def test_a_portfolio_waits_once_everything_is_certified(victor: User, carla: User) -> None:
    target = a_measurement(state=MeasurementState.CERTIFIED).target
    Target.objects.filter(pk=target.pk).update(match=None)
    assert list(selectors.targets_to_verify(victor)) == [target]


def test_open_findings_wait_for_verifiers(
    measurement: Measurement, victor: User, carla: User
) -> None:
    assert selectors.findings_to_resolve(victor).count() == 1
    assert not selectors.findings_to_resolve(carla)


def test_a_photo_that_is_claimed_twice_is_shown(
    measurement: Measurement, carla: User, photo: BytesIO, noon: datetime
) -> None:
    assert not twins_about([measurement], carla)
    match = another_match(measurement.target, MatchState.RECORDED)
    twin = a_measurement(target=a_target(match=match), state=MeasurementState.MEASURED)
    photo.seek(0)
    attach_evidence(measurement_id=twin.pk, upload=photo, name="again.jpg", by=carla, at=noon)
    (found,) = twins_about([measurement], carla)
    assert found.evidence
    assert (found.evidence.measurement, found.evidence.name) == (twin, "again.jpg")


def test_editors_choose_among_their_own(carla: User, cato: User, stranger: User) -> None:
    agreement = an_agreement()
    site = a_worksite(supplier=agreement.supplier)
    assert list(selectors.agreements_to_match(carla)) == [agreement]
    assert list(selectors.worksites_to_match(carla)) == [site]
    found = selectors.measures_under(agreement)
    assert [one.key for one in found] == ["guards", "injuries"]
    for someone in (cato, stranger):
        assert not selectors.agreements_to_match(someone)
        assert not selectors.worksites_to_match(someone)


def test_a_first_version_has_changed_nothing(carla: User) -> None:
    assert selectors.changes_of(a_target()) == ()


def test_rows_say_what_they_are(measurement: Measurement, victor: User, noon: datetime) -> None:
    with override("en"):
        assert str(measurement.evidence.get()) == "guard.jpg"
        assert str(Finding.objects.get()).endswith("Note")
        assert str(selectors.confirmations_seen(victor).get()).endswith("Consent")
        assert str(measurement.target.match) in str(selectors.matches_seen(victor).last())


def test_another_bank_sees_nothing_of_a_programme_that_is_not_its_own(carla: User) -> None:
    target = a_target()
    other = an_organization(kind=Kind.FUNDER, name="Another bank")
    stranger = a_member(name="strange", role=Role.TREASURER, organization=other)
    assert target in Target.objects.filter(seen_by(the("olivia")))
    assert target not in Target.objects.filter(seen_by(stranger))
    assert not programs_for(stranger).exists()
    assert programs_for(the("olivia")).exists()
