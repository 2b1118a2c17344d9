"""A supplier's own system: targets are read, measurements and evidence come in, nothing twice."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from rest_framework.test import APIClient

from outcomes.domain.lifecycle import MeasurementState
from outcomes.models import Measurement, Target
from people.domain.roles import Kind, Role
from people.models import User
from people.services import create_token
from tests.factories.outcomes import a_measurement, a_target, verified
from tests.factories.people import a_member, an_organization

MEASUREMENTS = "/api/v1/measurements/"


@pytest.fixture
def target(carla: User) -> Target:
    return a_target()


def machine_of(user: User, at: datetime) -> APIClient:
    organization = user.memberships.earliest("pk").organization
    _, secret = create_token(organization=organization, name="ERP", by=user, at=at)
    client = APIClient(headers={"accept-language": "en"})
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    return client


@pytest.fixture
def machine(carla: User, noon: datetime) -> APIClient:
    return machine_of(carla, noon)


@pytest.fixture
def stranger(db: None, noon: datetime) -> APIClient:
    other = an_organization(kind=Kind.SUPPLIER, name="Other Safety (demo)")
    return machine_of(a_member(name="stranger", role=Role.EDITOR, organization=other), noon)


def a_row(wanted: Target, **changes: object) -> dict[str, Any]:
    return {
        "target": wanted.number,
        "phase": "follow_up",
        "first_day": "2026-01-01",
        "last_day": "2026-03-31",
        "quantity": "10",
        "key": str(uuid4()),
        **changes,
    }


def send(machine: APIClient, *rows: dict[str, Any]) -> Any:
    return machine.post(MEASUREMENTS, {"measurements": rows}, format="json")


def test_targets_are_read_with_their_verdict(
    machine: APIClient, target: Target, victor: User, noon: datetime
) -> None:
    verified(target, "10", by=victor, at=noon)
    (seen,) = machine.get("/api/v1/targets/").data["results"]
    assert (seen["number"], seen["verdict"], seen["attained"]) == (
        target.number,
        "not_met",
        "10.0000",
    )
    assert seen["design"] == {"kind": "quantity", "goal": "50"}
    assert machine.get(f"/api/v1/targets/{target.number}/").data["state"] == "verified"


def test_a_batch_is_stored_once_however_often_it_is_sent(
    machine: APIClient, target: Target
) -> None:
    rows = [a_row(target), a_row(target, first_day="2026-04-01", last_day="2026-04-30")]
    first, again = send(machine, *rows), send(machine, *rows)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.data == again.data
    assert Measurement.objects.count() == 2
    assert {m["source"] for m in first.data} == {"api"}
    listed = machine.get(MEASUREMENTS, {"target": target.number}).data["results"]
    assert len(listed) == 2
    assert not machine.get(MEASUREMENTS, {"target": "T-0"}).data["results"]
    one = machine.get(f"{MEASUREMENTS}{first.data[0]['id']}/")
    assert one.data["key"] == rows[0]["key"]


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"target": "T-0"}, "measurements[1].target", "There is no target T-0"),
        ({"last_day": "2025-01-01"}, "measurements[1].last_day", "Swap the two days"),
        ({"first_day": "soon"}, "measurements[1].first_day", "Date has wrong format"),
        ({"quantity": None}, "measurements[1].quantity", "This target counts a quantity"),
        ({"first_day": "2026-03-01"}, "measurements[1].first_day", "would count twice"),
        ({"key": None}, "measurements[1].key", "may not be null"),
    ],
)
def test_a_refusal_names_the_place_and_stores_nothing(
    machine: APIClient, target: Target, change: dict[str, Any], field: str, words: str
) -> None:
    second = a_row(target, **{"first_day": "2026-04-01", "last_day": "2026-04-30", **change})
    answer = send(machine, a_row(target), second)
    assert (answer.status_code, answer.data["field"]) == (422, field)
    assert words in answer.data["error"]
    assert not Measurement.objects.exists()


def test_an_empty_batch_is_refused(machine: APIClient) -> None:
    answer = send(machine)
    assert (answer.status_code, answer.data["field"]) == (422, "measurements")
    assert machine.post(MEASUREMENTS, [], format="json").data["field"] is None


def test_refusals_speak_the_readers_language(machine: APIClient, target: Target) -> None:
    answer = machine.post(
        MEASUREMENTS,
        {"measurements": [a_row(target, first_day="soon")]},
        format="json",
        headers={"accept-language": "ko"},
    )
    assert any("가" <= letter <= "힣" for letter in answer.data["error"])


def test_a_target_that_moved_on_is_a_conflict(
    machine: APIClient, target: Target, victor: User, noon: datetime
) -> None:
    verified(target, "10", by=victor, at=noon)
    assert send(machine, a_row(target)).status_code == 409


def test_evidence_comes_in_and_is_answered_with_its_hash(
    machine: APIClient, target: Target, photo: BytesIO
) -> None:
    measurement = a_measurement(target=target, state=MeasurementState.MEASURED)
    address = f"{MEASUREMENTS}{measurement.pk}/evidence/"
    photo.name = "guard.jpg"
    answer = machine.post(address, {"file": photo}, format="multipart")
    assert (answer.status_code, len(answer.data["sha256"])) == (201, 64)
    assert machine.get(address).data["results"][0]["sha256"] == answer.data["sha256"]
    photo.seek(0)
    again = machine.post(address, {"file": photo}, format="multipart")
    assert (again.status_code, again.data["field"]) == (422, "file")
    assert "already attached" in again.data["error"]
    nothing = machine.post(address, {}, format="multipart")
    assert (nothing.status_code, nothing.data["field"]) == (422, "file")


def test_after_certification_evidence_is_a_conflict(
    machine: APIClient, target: Target, photo: BytesIO
) -> None:
    measurement = a_measurement(target=target)
    photo.name = "guard.jpg"
    address = f"{MEASUREMENTS}{measurement.pk}/evidence/"
    assert machine.post(address, {"file": photo}, format="multipart").status_code == 409


def test_a_key_opens_only_its_own_organisation(
    stranger: APIClient, carla: User, target: Target
) -> None:
    measurement = a_measurement(target=target)
    assert not stranger.get("/api/v1/targets/").data["results"]
    assert stranger.get(f"/api/v1/targets/{target.number}/").status_code == 404
    assert stranger.get(f"{MEASUREMENTS}{measurement.pk}/").status_code == 404
    assert stranger.get(f"{MEASUREMENTS}{measurement.pk}/evidence/").status_code == 404
    refused = send(stranger, a_row(target))
    assert (refused.status_code, refused.data["field"]) == (422, "measurements[0].target")


def test_a_key_for_another_firm_opens_nothing_of_the_first(
    carla: User, target: Target, noon: datetime
) -> None:
    other = an_organization(kind=Kind.SUPPLIER, name="Other Safety (demo)")
    a_member(name="carla", role=Role.EDITOR, organization=other)
    _, secret = create_token(organization=other, name="ERP", by=carla, at=noon)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {secret}")
    assert not client.get("/api/v1/targets/").data["results"]


def test_who_may_not_measure_may_not_measure_by_machine(
    cato: User, target: Target, noon: datetime
) -> None:
    machine = machine_of(cato, noon)
    assert machine.get(MEASUREMENTS).status_code == 200
    assert send(machine, a_row(target)).status_code == 403


def test_without_a_key_nothing_opens(db: None) -> None:
    assert APIClient().get("/api/v1/targets/").status_code == 401


def test_other_methods_are_not_there(machine: APIClient, target: Target) -> None:
    assert machine.delete(f"/api/v1/targets/{target.number}/").status_code == 405


def test_the_openapi_document_is_valid_and_without_warnings(tmp_path: Path) -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "api.yml"))


def test_the_openapi_document_names_every_address(
    db: None, carla: User, machine: APIClient
) -> None:
    document = machine.get("/api/v1/schema/").content.decode()
    for address in ("targets/{number}/", "measurements/{id}/", "measurements/{id}/evidence/"):
        assert f"/api/v1/{address}" in document


def test_a_batch_of_a_thousand_at_most(machine: APIClient, target: Target) -> None:
    answer = send(machine, *[a_row(target) for _ in range(1001)])
    assert (answer.status_code, answer.data["field"]) == (422, "measurements")


def test_a_file_larger_than_allowed_is_refused(machine: APIClient, target: Target) -> None:
    measurement = a_measurement(target=target, state=MeasurementState.MEASURED)
    large = BytesIO(b"%PDF-1.7\n" + b" " * (20 * 1024 * 1024))
    large.name = "report.pdf"
    address = f"{MEASUREMENTS}{measurement.pk}/evidence/"
    answer = machine.post(address, {"file": large}, format="multipart")
    assert (answer.status_code, answer.data["field"]) == (422, "file")


def test_asking_only_for_the_head_is_asking(
    machine: APIClient, rita: User, target: Target, noon: datetime
) -> None:
    assert machine.head("/api/v1/targets/").status_code == 200
    browser = APIClient()
    browser.force_authenticate(rita)
    assert browser.head("/api/v1/targets/").status_code == 403
    assert browser.options("/api/v1/targets/").status_code == 200


def test_a_browser_reads_the_same_as_its_person(
    carla: User, stranger: APIClient, target: Target
) -> None:
    browser = APIClient()
    browser.force_authenticate(carla)
    assert [t["number"] for t in browser.get("/api/v1/targets/").data["results"]] == [target.number]
