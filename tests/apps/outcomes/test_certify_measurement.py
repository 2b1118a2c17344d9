"""A second person of the supplier stands for a reading."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import Event
from core.domain.errors import IllegalMove, RuleBroken
from outcomes.domain.lifecycle import MEASUREMENT, MeasurementState
from outcomes.services import attach_evidence, certify_measurement
from people.domain.roles import Kind, Role
from people.models import Membership, User
from tests.factories.outcomes import a_measurement
from tests.factories.people import a_member, an_organization


def test_cato_certifies_what_carla_measured(
    cato: User, carla: User, photo: BytesIO, noon: datetime
) -> None:
    measurement = a_measurement(state=MeasurementState.MEASURED)
    file = attach_evidence(
        measurement_id=measurement.pk, upload=photo, name="guard.jpg", by=carla, at=noon
    )
    done = certify_measurement(measurement_id=measurement.pk, by=cato, at=noon)
    assert (done.state, done.certified_by, done.certified_at) == (
        MeasurementState.CERTIFIED,
        cato,
        noon,
    )
    event = Event.objects.get(action="measurement.certify")
    assert event.details["evidence"] == [file.sha256]


@pytest.mark.parametrize(
    "state", [s for s in MeasurementState if not MEASUREMENT.allows("certify", s)]
)
def test_from_any_other_state_it_is_refused(
    state: MeasurementState, cato: User, noon: datetime
) -> None:
    measurement = a_measurement(state=state)
    with pytest.raises(IllegalMove):
        certify_measurement(measurement_id=measurement.pk, by=cato, at=noon)


def test_nobody_certifies_their_own_reading(carla: User, noon: datetime) -> None:
    measurement = a_measurement(state=MeasurementState.MEASURED)
    own = carla.memberships.get().organization
    Membership.objects.create(user=carla, organization=own, role=Role.CERTIFIER)
    with pytest.raises(RuleBroken, match="Another person of your firm"):
        certify_measurement(measurement_id=measurement.pk, by=carla, at=noon)


def test_a_certifier_of_another_supplier_may_not(carla: User, noon: datetime) -> None:
    measurement = a_measurement(state=MeasurementState.MEASURED)
    other = an_organization(kind=Kind.SUPPLIER, name="Other Safety (demo)")
    stranger = a_member(name="stranger", role=Role.CERTIFIER, organization=other)
    for someone in (stranger, carla):
        with pytest.raises(PermissionDenied):
            certify_measurement(measurement_id=measurement.pk, by=someone, at=noon)
