"""What does not fit together is seen by everybody, and is not certified."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from core.domain.errors import RuleBroken
from outcomes.domain.lifecycle import MeasurementState
from outcomes.models import Measurement
from outcomes.selectors import crosscheck_of
from outcomes.services import certify_measurement
from people.models import User
from tests.apps.outcomes.conftest import english
from tests.factories.outcomes import a_measurement, a_target


@pytest.fixture
def odd(carla: User) -> Measurement:
    """Three accidents that hurt two people, in more hours than twelve people usually work."""
    row = a_measurement(state=MeasurementState.MEASURED)
    row.events, row.people, row.hours = 3, 2, Decimal(20_000)
    row.save()
    return row


def test_cato_cannot_certify_what_does_not_fit(
    odd: Measurement, cato: User, noon: datetime
) -> None:
    with pytest.raises(RuleBroken, match="3 injuries with 2 people hurt"):
        certify_measurement(measurement_id=odd.pk, by=cato, at=noon)
    Measurement.objects.filter(pk=odd.pk).update(people=3)
    done = certify_measurement(measurement_id=odd.pk, by=cato, at=noon)
    assert done.state == MeasurementState.CERTIFIED


def test_the_pages_say_it_before_anybody_signs(odd: Measurement, cato: User, victor: User) -> None:
    for page in ("outcomes:measurement", "outcomes:measurement_certify"):
        shown = english(cato).get(reverse(page, args=[odd.pk])).content.decode()
        assert "This does not fit together" in shown
        assert "3 injuries with 2 people hurt" in shown
        assert "Look at this twice" in shown
    verify = reverse("outcomes:target_verify", args=[odd.target_id])
    assert "3 injuries with 2 people hurt" in english(victor).get(verify).content.decode()


def test_hours_are_held_against_the_people_of_the_worksite(odd: Measurement) -> None:
    (warning,) = crosscheck_of(odd).warnings
    assert f"by {odd.target.match.worksite.headcount} people are" in str(warning)  # type: ignore[union-attr]


def test_a_portfolio_knows_each_of_its_worksites(carla: User) -> None:
    target = a_target()
    match = target.match
    target.match = None
    target.save()
    reading = a_measurement(target=target, state=MeasurementState.MEASURED)
    assert crosscheck_of(reading).warnings == ()
    reading.hours = Decimal(20_000)
    reading.save()
    assert crosscheck_of(reading).warnings == ()  # nobody knows how many people
    reading.match = match
    reading.save()
    assert len(crosscheck_of(reading).warnings) == 1


def test_what_was_over_before_the_site_was_seen_is_asked_about(odd: Measurement) -> None:
    match = odd.target.match
    assert match is not None
    seen = datetime(2026, 6, 1, tzinfo=UTC)
    match.before_recorded_at = seen
    said = " ".join(map(str, crosscheck_of(odd).warnings))
    assert "before the state of the worksite was recorded on 2026-06-01" in said
