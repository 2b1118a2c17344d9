"""Once somebody has certified, nothing comes in over any door, and the database itself refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from rest_framework.test import APIClient

from audit.selectors import events_found
from core.domain.errors import IllegalMove, RuleBroken
from outcomes.domain.lifecycle import FileState, MeasurementState
from outcomes.models import Evidence, Measurement, MeasurementFile, Target
from outcomes.services import (
    accept_measurement_file,
    check_measurement_file,
    reopen_measurement,
    store_measurement_file,
)
from people.models import User
from tests.apps.outcomes.conftest import a_photo, english, page, sent
from tests.apps.outcomes.test_api import a_row, machine_of, send
from tests.factories.files import a_csv, a_workbook
from tests.factories.outcomes import a_measurement, closed

CLOSED = "is certified and closed. If it is wrong, whoever may certify for your firm opens it again"
DAYS = ["follow_up", "2026-01-01", "2026-03-31"]
HEADER = ["target", "phase", "first_day", "last_day", "quantity"]


@pytest.fixture
def certified(carla: User, cato: User) -> Measurement:
    """Ten guards that carla counted and cato certified."""
    return a_measurement(state=MeasurementState.CERTIFIED)


@pytest.fixture
def machine(carla: User, noon: datetime) -> APIClient:
    return machine_of(carla, noon)


def by_form(carla: User, target: Target) -> str:
    phase, first, last = DAYS
    data = {"phase": phase, "first_day": first, "last_day": last, "quantity": "11", "key": uuid4()}
    return sent(carla, "measure", target.pk, data=data, status=422)


def by_file(carla: User, target: Target, content: bytes, name: str) -> str:
    data = {"file": SimpleUploadedFile(name, content), "key": uuid4()}
    place = sent(carla, "measure_from_file", target.pk, data=data)
    assert MeasurementFile.objects.get().state == FileState.REFUSED
    return str(english(carla).get(place).content.decode())


def by_csv(carla: User, target: Target) -> str:
    row = ",".join([target.number, *DAYS, "11"])
    return by_file(carla, target, a_csv(row, header=",".join(HEADER)), "r.csv")


def by_workbook(carla: User, target: Target) -> str:
    return by_file(carla, target, a_workbook([HEADER, [target.number, *DAYS, 11]]), "r.xlsx")


def by_api(carla: User, target: Target) -> str:
    machine = APIClient(headers={"accept-language": "en"})
    machine.force_authenticate(carla)
    answer = send(machine, a_row(target, quantity="11"))
    assert answer.status_code == 422
    assert [(one["row"], one["column"]) for one in answer.data["errors"]] == [(1, "first_day")]
    return str(answer.data["errors"][0]["reason"])


@pytest.mark.parametrize("path", [by_form, by_csv, by_workbook, by_api])
def test_a_reading_is_refused_in_words(
    path: Callable[[User, Target], str], carla: User, certified: Measurement
) -> None:
    said = path(carla, certified.target)
    assert CLOSED in said
    certified.refresh_from_db()
    assert (certified.quantity, certified.state) == (Decimal(10), MeasurementState.CERTIFIED)
    assert Measurement.objects.count() == 1


def test_evidence_is_refused_by_page_and_by_machine(
    carla: User, certified: Measurement, machine: APIClient
) -> None:
    data = {"file": SimpleUploadedFile("guard.jpg", a_photo().getvalue())}
    said = sent(carla, "evidence_attach", certified.pk, data=data, status=409)
    assert "Evidence is attached before a measurement is certified" in said
    assert "Attach evidence" not in page(carla, "measurement", certified.pk)
    photo = a_photo()
    photo.name = "guard.jpg"
    answer = machine.post(
        f"/api/v1/measurements/{certified.pk}/evidence/", {"file": photo}, format="multipart"
    )
    assert (answer.status_code, "before a measurement is certified" in answer.data["error"]) == (
        409,
        True,
    )
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("verb", ["change", "delete", "add"])
def test_the_desk_of_the_agency_changes_nothing(
    agnes: User, certified: Measurement, verb: str
) -> None:
    keys = [] if verb == "add" else [certified.pk]
    address = reverse(f"admin:outcomes_measurement_{verb}", args=keys)
    data = {"quantity": "11", "state": "measured", "post": "yes"}
    answer = english(agnes).post(address, data)
    assert answer.status_code == 403
    certified.refresh_from_db()
    assert (certified.quantity, certified.state) == (Decimal(10), MeasurementState.CERTIFIED)


SQL = [
    "UPDATE outcomes_measurement SET quantity = 11 WHERE id = %s",
    "UPDATE outcomes_measurement SET quantity = NULL WHERE id = %s",
    "UPDATE outcomes_measurement SET first_day = '2026-02-01' WHERE id = %s",
    "UPDATE outcomes_measurement SET note = 'eleven' WHERE id = %s",
    "UPDATE outcomes_measurement SET measured_by_id = certified_by_id + 1 WHERE id = %s",
    "UPDATE outcomes_measurement SET state = 'measured', certified_by_id = NULL WHERE id = %s",
    "DELETE FROM outcomes_measurement WHERE id = %s",
]


@pytest.mark.parametrize("statement", SQL)
@pytest.mark.parametrize("state", [s for s in MeasurementState if s != MeasurementState.MEASURED])
def test_the_database_refuses_even_the_application_itself(
    certified: Measurement, statement: str, state: MeasurementState
) -> None:
    closed(certified, state)
    with (
        pytest.raises(IntegrityError, match="measurement_certified_stays"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, [certified.pk])


def test_the_database_lets_what_nobody_certified_be_mended(carla: User) -> None:
    row = a_measurement(state=MeasurementState.MEASURED)
    for statement in (SQL[0], SQL[-1]):
        with connection.cursor() as cursor:
            cursor.execute(statement, [row.pk])
            assert cursor.rowcount == 1


def test_the_database_adds_no_evidence_either(certified: Measurement, carla: User) -> None:
    row = {"name": "x.jpg", "content_type": "image/jpeg", "size": 1, "sha256": "0" * 64}
    who: dict[str, Any] = {"attached_by": carla, "attached_at": certified.measured_at}
    with pytest.raises(IntegrityError, match="evidence_before_certification"):
        Evidence.objects.create(measurement=certified, **row, **who)


def test_a_replaced_reading_does_not_come_back(certified: Measurement) -> None:
    closed(certified, MeasurementState.SUPERSEDED)
    with pytest.raises(IntegrityError, match="measurement_certified_stays"):
        closed(certified, MeasurementState.CERTIFIED)


def test_cato_opens_it_again_and_carla_corrects_it(
    carla: User, cato: User, certified: Measurement, noon: datetime
) -> None:
    assert "Open it again" in page(cato, "measurement", certified.pk)
    assert "Open it again" not in page(carla, "measurement", certified.pk)
    page(cato, "measurement_reopen", certified.pk)
    data = {"reason": "One guard was counted twice."}
    sent(cato, "measurement_reopen", certified.pk, data=data)
    shown = page(carla, "measurement", certified.pk)
    assert "One guard was counted twice." in shown
    assert "Send it again, corrected" in shown
    phase, first, last = DAYS
    again = {"phase": phase, "first_day": first, "last_day": last, "quantity": "9", "key": uuid4()}
    place = sent(carla, "measure", certified.target_id, data=again)
    chain = english(carla).get(place).content.decode()
    assert "Every version of this reading" in chain
    assert "quantity: 10.0000 → 9.0000" in chain
    certified.refresh_from_db()
    assert (certified.quantity, certified.state) == (Decimal(10), MeasurementState.SUPERSEDED)
    assert events_found(action="measurement.reopen").get().details["reason"] == data["reason"]


def test_only_a_certifier_opens_with_a_reason_and_before_the_verification(
    carla: User, cato: User, certified: Measurement, noon: datetime
) -> None:
    def opens(by: User, reason: str = "Miscounted.") -> None:
        reopen_measurement(measurement_id=certified.pk, reason=reason, by=by, at=noon)

    with pytest.raises(PermissionDenied):
        opens(carla)
    with pytest.raises(RuleBroken, match="Say why"):
        opens(cato, "  ")
    Target.objects.update(state="verified")
    with pytest.raises(IllegalMove):
        opens(cato)


def test_opened_for_a_reason_or_not_at_all(certified: Measurement) -> None:
    with pytest.raises(IntegrityError, match="measurement_reopened_for_a_reason"):
        Measurement.objects.update(state=MeasurementState.REOPENED)


def test_a_file_checked_before_and_stored_after_certification_is_refused(
    carla: User, noon: datetime
) -> None:
    row = a_measurement(state=MeasurementState.MEASURED)
    content = a_csv(",".join([row.target.number, *DAYS, "11"]), header=",".join(HEADER))
    data = {"file": SimpleUploadedFile("r.csv", BytesIO(content).read()), "key": uuid4()}
    sent(carla, "measure_from_file", row.target_id, data=data)
    file = MeasurementFile.objects.get()
    accept_measurement_file(file_id=file.pk, by=carla, at=noon)
    closed(row, MeasurementState.CERTIFIED)
    assert store_measurement_file(file_id=file.pk, at=noon).state == FileState.REFUSED
    assert check_measurement_file(file_id=file.pk, at=noon).state == FileState.REFUSED
    assert Measurement.objects.count() == 1
