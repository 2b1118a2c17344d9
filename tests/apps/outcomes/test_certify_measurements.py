"""Many readings of a portfolio, one signature of a second person; what does not fit is left."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from audit.selectors import events_found
from core.domain.errors import RuleBroken
from outcomes.domain.lifecycle import MeasurementState, Phase
from outcomes.models import Measurement, Target
from outcomes.services import certify_measurements
from people.models import User
from tests.apps.outcomes.conftest import english
from tests.factories.outcomes import a_target
from tests.factories.people import the
from tests.factories.programs import SPRING


def a_month(target: Target, month: int, *, events: int = 1, people: int = 1) -> Measurement:
    first = date(2026, month, 1)
    return Measurement.objects.create(
        target=target,
        phase=Phase.FOLLOW_UP,
        first_day=first,
        last_day=first + timedelta(days=27),
        events=events,
        people=people,
        hours=Decimal(2000 + month),
        key=uuid4(),
        measured_by=the("carla"),
        measured_at=SPRING,
    )


@pytest.fixture
def target(carla: User) -> Target:
    """Three months told, and in March more accidents than people."""
    target = a_target()
    a_month(target, 1)
    a_month(target, 2)
    a_month(target, 3, events=2)
    return target


def test_cato_certifies_what_fits_and_reads_what_does_not(
    target: Target, cato: User, noon: datetime
) -> None:
    done = certify_measurements(target_id=target.pk, by=cato, at=noon)
    assert done.done == 2
    (left,) = done.left
    assert (left.measurement.first_day.month, "2 injuries with 1 people" in str(left.reason)) == (
        3,
        True,
    )
    states = target.measurements.order_by("first_day").values_list("state", "certified_by")
    assert list(states) == [
        (MeasurementState.CERTIFIED, cato.pk),
        (MeasurementState.CERTIFIED, cato.pk),
        (MeasurementState.MEASURED, None),
    ]


def test_nobody_certifies_what_they_measured(target: Target, cato: User, noon: datetime) -> None:
    target.measurements.update(measured_by=cato)
    done = certify_measurements(target_id=target.pk, by=cato, at=noon)
    assert (done.done, len(done.left)) == (0, 3)
    assert "You took this measurement yourself" in str(done.left[0].reason)


def test_carla_may_not_and_nothing_twice(
    target: Target, carla: User, cato: User, noon: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        certify_measurements(target_id=target.pk, by=carla, at=noon)
    target.measurements.filter(first_day__month=3).delete()
    certify_measurements(target_id=target.pk, by=cato, at=noon)
    with pytest.raises(RuleBroken, match="Nothing waits to be certified"):
        certify_measurements(target_id=target.pk, by=cato, at=noon)


def test_the_page_shows_what_does_not_fit_first_and_says_what_was_left(
    target: Target, cato: User
) -> None:
    page = reverse("outcomes:measurements_certify", args=[target.pk])
    shown = english(cato).get(page).content.decode()
    assert shown.index("2 injuries with 1 people hurt") < shown.index("Look at this twice")
    assert "3 readings wait" in shown
    answer = english(cato).post(page, follow=True).content.decode()
    assert "2 certified, 1 left." in answer
    assert "2 injuries with 1 people hurt" in answer
    target.measurements.filter(state=MeasurementState.MEASURED).delete()
    assert "Nothing waits" in english(cato).get(page).content.decode()


def test_the_log_keeps_one_line_with_the_hash_of_all(
    target: Target, cato: User, noon: datetime
) -> None:
    certify_measurements(target_id=target.pk, by=cato, at=noon)
    event = events_found(action="measurement.certify").get()
    assert (event.details["certified"], event.details["left"]) == (2, 1)
    assert len(event.details["digest"]) == 64
