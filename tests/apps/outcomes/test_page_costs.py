"""Pages cost the same number of questions to the database however long they grow."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from outcomes.domain.lifecycle import MeasurementState, Severity
from outcomes.models import Finding, Target
from outcomes.services import attach_evidence
from people.models import User
from tests.apps.outcomes.conftest import a_photo, english
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_measurement, a_target, closed
from tests.factories.people import the
from tests.factories.plans import FREE

APRIL = date(2026, 4, 1)


def more(target: Target, numbers: range, at: datetime) -> None:
    """Another site with a target, and another reading with its file and a finding, each time."""
    agreement = target.agreement
    for number in numbers:
        site = a_worksite(supplier=agreement.supplier)
        a_measurement(target=a_target(match=a_match(agreement=agreement, worksite=site)))
        day = APRIL + timedelta(days=number)
        reading = a_measurement(
            target=target, state=MeasurementState.MEASURED, first_day=day, last_day=day
        )
        photo = a_photo(size=(64, 64))
        attach_evidence(
            measurement_id=reading.pk, upload=photo, name="guard.jpg", by=the("carla"), at=at
        )
        closed(reading)
        Finding.objects.create(
            target=target,
            severity=Severity.NOTE,
            text="Dust.",
            recorded_at=at,
            independence=FREE,
            recorded_by=the("victor"),
        )


def test_no_page_asks_again_for_every_row(carla: User, victor: User, noon: datetime) -> None:
    target = a_target()
    more(target, range(2), noon)
    reading = target.measurements.earliest("pk")
    pages: list[tuple[User, str, list[int]]] = [
        (carla, "matches", []),
        (carla, "targets", []),
        (carla, "target", [target.pk]),
        (carla, "measurement", [reading.pk]),
        (carla, "match", [target.match_id or 0]),
        (carla, "match_propose", []),
        (carla, "target_set", [target.agreement_id]),
        (carla, "measure_from_file", [target.pk]),
        (victor, "target", [target.pk]),
        (victor, "target_verify", [target.pk]),
        (victor, "verifications", []),
    ]
    browsers = {user.pk: english(user) for user in (carla, victor)}

    def costs() -> dict[tuple[str, str], int]:
        found = {}
        for user, name, keys in pages:
            with CaptureQueriesContext(connection) as queries:
                answer = browsers[user.pk].get(reverse(f"outcomes:{name}", args=keys))
            assert answer.status_code == 200
            found[user.email, name] = len(queries)
        return found

    costs()  # the first visit fills caches
    few = costs()
    more(target, range(2, 7), noon)
    assert costs() == few
    assert max(few.values()) <= 32  # whoever signs sees every tie, twin and finding asked for
