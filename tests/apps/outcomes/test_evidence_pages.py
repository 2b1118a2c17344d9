"""Pages about files: pictures without their place, twins side by side, alarms that stop a verifier."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from core.domain.errors import RuleBroken
from outcomes.domain.evidence.states import Alarm
from outcomes.domain.lifecycle import MeasurementState
from outcomes.gateways.store import Look
from outcomes.models import Evidence, Measurement, TwinExplanation
from outcomes.selectors import evaluation_of
from outcomes.services import attach_evidence, verify_target
from outcomes.services.rehashes import note_look
from people.domain.roles import Kind, Role
from people.models import User
from reports.selectors import inbox_of
from tests.apps.outcomes.conftest import english, page, sent
from tests.apps.outcomes.samples import a_pdf, a_photo_of_a_place, a_scene, a_video, as_file
from tests.apps.outcomes.stores import *  # noqa: F403
from tests.apps.outcomes.stores import swap
from tests.factories.companies import a_supplier, a_worksite
from tests.factories.outcomes import a_match, a_measurement, a_target, closed
from tests.factories.people import a_member, an_organization
from tests.factories.programs import an_agreement


@pytest.fixture(autouse=True)
def _own_store(settings: LazySettings, tmp_path: Path) -> None:
    """What is exchanged here is nobody else's."""
    settings.EVIDENCE_ROOT = tmp_path


@pytest.fixture
def measurement(carla: User) -> Measurement:
    return a_measurement(state=MeasurementState.MEASURED)


def attached(
    to: Measurement, by: User, at: datetime, file: BytesIO | None = None, name: str = "guard.jpg"
) -> Evidence:
    upload = file or as_file(a_scene(1))
    return attach_evidence(measurement_id=to.pk, upload=upload, name=name, by=by, at=at)


def picture(user: User, evidence: Evidence) -> Any:
    return english(user).get(reverse("outcomes:evidence_picture", args=[evidence.pk]))


def test_a_photo_is_shown_small_and_tells_no_place(
    measurement: Measurement, carla: User, victor: User, noon: datetime
) -> None:
    evidence = attached(measurement, carla, noon, a_photo_of_a_place())
    answer = picture(victor, evidence)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    with Image.open(BytesIO(answer.content)) as small:
        assert max(small.size) == 320
        assert not small.getexif()
    shown = page(victor, "measurement", measurement.pk)
    assert f"/evidence/{evidence.pk}/picture/" in shown
    assert "Not scanned for viruses" in shown


def test_what_was_exchanged_is_not_shown_as_a_picture(
    measurement: Measurement, carla: User, noon: datetime
) -> None:
    evidence = attached(measurement, carla, noon)
    swap(evidence.sha256, as_file(a_scene(2)).getvalue())
    assert picture(carla, evidence).status_code == 404
    shown = page(carla, "measurement", measurement.pk)
    assert "not what was sent" in shown
    assert "/picture/" not in shown


def test_a_document_and_a_video_have_their_kind_instead_of_a_picture(
    measurement: Measurement, carla: User, noon: datetime
) -> None:
    document = attached(measurement, carla, noon, a_pdf(), "report.pdf")
    attached(measurement, carla, noon, a_video(), "press.mp4")
    assert picture(carla, document).status_code == 404
    shown = page(carla, "measurement", measurement.pk)
    assert ">PDF</span>" in shown
    assert ">MP4</span>" in shown


def test_a_stranger_gets_no_picture(measurement: Measurement, carla: User, noon: datetime) -> None:
    evidence = attached(measurement, carla, noon)
    other = an_organization(kind=Kind.SUPPLIER, name="Other Safety (demo)")
    stranger = a_member(name="stranger", role=Role.EDITOR, organization=other)
    assert picture(stranger, evidence).status_code == 404


def test_the_editor_is_told_why_a_locked_pdf_is_no_evidence(
    measurement: Measurement, carla: User
) -> None:
    locked = SimpleUploadedFile("report.pdf", a_pdf(password="secret").getvalue())
    answer = sent(carla, "evidence_attach", measurement.pk, data={"file": locked}, status=422)
    assert "is encrypted, so nobody could look at it later" in answer
    assert 'id="id_file_error"' in answer


def test_a_video_may_be_larger_than_any_other_request(
    measurement: Measurement, carla: User, settings: LazySettings
) -> None:
    settings.LARGEST_REQUEST = 1024 * 1024
    video = a_video(data=b"\x00" * (2 * 1024 * 1024))
    sent(
        carla,
        "evidence_attach",
        measurement.pk,
        data={"file": SimpleUploadedFile("press.mp4", video.getvalue())},
    )
    assert measurement.evidence.get().content_type == "video/mp4"


def test_victor_sees_both_sides_and_says_what_it_means(
    measurement: Measurement, carla: User, cato: User, victor: User, noon: datetime
) -> None:
    first = attached(measurement, carla, noon)
    agreement = measurement.target.agreement
    site = a_worksite(supplier=agreement.supplier)
    other = a_measurement(
        target=a_target(match=a_match(agreement=agreement, worksite=site)),
        state=MeasurementState.MEASURED,
    )
    again = attached(other, carla, noon, as_file(a_scene(1), quality=40))
    twin = again.twins.get()
    for user, name, key in (
        (cato, "measurement_certify", other.pk),
        (cato, "measurement", measurement.pk),
        (victor, "measurement", other.pk),
        (victor, "target_verify", other.target_id),
        (victor, "twin_explain", twin.pk),
    ):
        shown = page(user, name, key)
        assert "looks nearly like one of another reading" in shown, name
        for evidence in (first, again):
            assert f"/evidence/{evidence.pk}/picture/" in shown, name
    assert [item.about for item in inbox_of(victor, noon).items if "used twice" in str(item.todo)]
    answer = sent(victor, "twin_explain", twin.pk, data={"words": ""}, status=422)
    assert 'id="id_words_error"' in answer
    sent(victor, "twin_explain", twin.pk, data={"words": "The same press has two gates."})
    assert TwinExplanation.objects.get().explained_by == victor
    assert "The same press has two gates." in page(cato, "measurement", other.pk)
    page(cato, "twin_explain", twin.pk, status=403)


def test_the_other_side_stays_hidden_from_another_firm(
    measurement: Measurement, carla: User, victor: User, noon: datetime
) -> None:
    attached(measurement, carla, noon)
    rivals = an_organization(kind=Kind.SUPPLIER, name="Rival Safety (demo)")
    rick = a_member(name="rick", role=Role.EDITOR, organization=rivals)
    agreement = an_agreement(supplier=a_supplier(name="Rival Safety (demo)"))
    match = a_match(agreement=agreement, worksite=a_worksite(supplier=agreement.supplier))
    theirs = a_measurement(target=a_target(match=match), state=MeasurementState.MEASURED)
    copy = attached(theirs, rick, noon, as_file(a_scene(1), quality=40), "copied.jpg")
    shown = page(rick, "measurement", theirs.pk)
    assert "A file of another firm, which you may not see." in shown
    assert "guard.jpg" not in shown
    assert f"/evidence/{copy.pk}/picture/" in shown
    both = page(victor, "measurement", theirs.pk)
    assert "guard.jpg" in both


def test_an_alarm_stops_the_verification_and_lies_in_the_inbox(
    measurement: Measurement,
    carla: User,
    victor: User,
    audrey: User,
    agnes: User,
    noon: datetime,
) -> None:
    evidence = attached(measurement, carla, noon)
    closed(measurement)
    note_look(sha256=evidence.sha256, look=Look(Alarm.MISSING), at=noon)
    shown = page(victor, "target_verify", measurement.target_id)
    assert "Missing from the store" in shown
    assert "See the result" not in shown
    now = timezone.now()
    with pytest.raises(RuleBroken, match="Nothing is verified or paid over it"):
        verify_target(
            target_id=measurement.target_id,
            independence="No tie.",
            accepted=None,
            digest=evaluation_of(measurement.target, now).digest,
            by=victor,
            at=now,
        )
    for person in (victor, audrey, agnes):
        waiting = [item.about for item in inbox_of(person, noon).items]
        assert any("guard.jpg" in about for about in waiting), person
    assert not [item for item in inbox_of(carla, noon).items if "guard.jpg" in item.about]


def test_the_original_comes_back_from_a_bucket_too(
    measurement: Measurement, carla: User, noon: datetime, bucket: Any
) -> None:
    raw = as_file(a_scene(1)).getvalue()
    evidence = attached(measurement, carla, noon)
    answer: Any = english(carla).get(reverse("outcomes:evidence", args=[evidence.pk]))
    assert b"".join(answer) == raw
    assert answer["Content-Length"] == str(len(raw))
    assert picture(carla, evidence).status_code == 200


def test_machines_are_told_what_the_scanner_said(
    measurement: Measurement, carla: User, noon: datetime
) -> None:
    attached(measurement, carla, noon)
    address = reverse("outcomes_api:evidence", args=[measurement.pk])
    (row,) = english(carla).get(address).json()["results"]
    assert row["scan"] == "not_scanned"
