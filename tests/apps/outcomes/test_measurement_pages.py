"""Readings and evidence over the pages: sent, shown, certified, downloaded."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse
from django.urls import reverse

from outcomes.domain.lifecycle import MatchState, MeasurementState
from outcomes.gateways.store import path_of
from outcomes.models import Finding, Match, Measurement, Target
from outcomes.services import attach_evidence
from people.domain.roles import Kind, Role
from people.models import User
from tests.apps.outcomes.conftest import english, hidden, page, sent
from tests.factories.outcomes import a_match, a_measurement, a_target
from tests.factories.people import a_member, an_organization
from tests.factories.plans import FREE


def test_carla_measures_attaches_and_cato_certifies(
    carla: User, cato: User, photo: BytesIO
) -> None:
    target = a_target()
    reading = page(carla, "measure", target.pk)
    assert 'name="quantity"' in reading
    assert 'name="hours"' not in reading
    key = hidden(reading, "key")
    data = {
        "phase": "follow_up",
        "first_day": "2026-01-01",
        "last_day": "2026-03-31",
        "quantity": "10",
        "key": key,
    }
    sent(carla, "measure", target.pk, data=data)
    sent(carla, "measure", target.pk, data=data)
    measurement = Measurement.objects.get()
    file = SimpleUploadedFile("guard.jpg", photo.getvalue())
    answer = sent(carla, "evidence_attach", measurement.pk, data={"file": file})
    evidence = measurement.evidence.get()
    assert evidence.sha256 in page(carla, "measurement", measurement.pk)
    assert answer.endswith(f"/measurements/{measurement.pk}/")
    assert "guard.jpg" in page(carla, "evidence_attach", measurement.pk)
    assert "I certify that this is so" in page(cato, "measurement_certify", measurement.pk)
    sent(cato, "measurement_certify", measurement.pk)
    assert "Ask the worksite whether it is so" in page(cato, "measurement", measurement.pk)
    assert "right?" in page(cato, "worksite_ask", target.match_id, measurement.pk)
    answer = sent(cato, "worksite_ask", target.match_id, measurement.pk, data={"language": "en"})
    assert answer.endswith(f"/measurements/{measurement.pk}/")


def test_a_reading_outside_the_window_comes_back_beside_its_field(carla: User) -> None:
    target = a_target()
    data = {
        "phase": "follow_up",
        "first_day": "2025-01-01",
        "last_day": "2025-03-31",
        "quantity": "10",
        "key": "5f0c7f3e-7f6d-4f4e-9b8b-0a1b2c3d4e5f",
    }
    answer = sent(carla, "measure", target.pk, data=data, status=422)
    assert 'id="id_first_day_error"' in answer
    assert 'value="2025-01-01"' in answer


def test_evidence_is_downloaded_and_never_shown_in_a_page(
    carla: User, audrey: User, photo: BytesIO, noon: datetime
) -> None:
    raw = photo.getvalue()
    measurement = a_measurement(state=MeasurementState.MEASURED)
    evidence = attach_evidence(
        measurement_id=measurement.pk, upload=photo, name="가드.jpg", by=carla, at=noon
    )
    response: Any = english(audrey).get(reverse("outcomes:evidence", args=[evidence.pk]))
    assert isinstance(response, FileResponse)
    assert b"".join(response) == raw
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    other = an_organization(kind=Kind.SUPPLIER, name="Other Safety (demo)")
    stranger = a_member(name="stranger", role=Role.EDITOR, organization=other)
    page(stranger, "evidence", evidence.pk, status=404)
    path_of(evidence.sha256).unlink()
    page(audrey, "evidence", evidence.pk, status=404)
    assert "not what was sent" in page(audrey, "measurement", measurement.pk)


def test_a_file_larger_than_memory_is_refused_in_words(carla: User) -> None:
    measurement = a_measurement(state=MeasurementState.MEASURED)
    large = BytesIO(b"%PDF-1.7\n" + b" " * (20 * 1024 * 1024))
    large.name = "report.pdf"
    answer = sent(carla, "evidence_attach", measurement.pk, data={"file": large}, status=422)
    assert "larger than 20 MB" in answer


def test_who_announces_a_gigabyte_is_turned_away_before_it_fills_the_disk(carla: User) -> None:
    measurement = a_measurement(state=MeasurementState.MEASURED)
    answer = english(carla).generic(
        "POST",
        reverse("outcomes:evidence_attach", args=[measurement.pk]),
        b"--x\r\n",
        "multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(10**9),
    )
    assert answer.status_code == 400
    assert "more than 32 MB at once" in answer.content.decode()


def test_each_page_offers_what_comes_next_and_only_that(
    carla: User, cato: User, victor: User, agnes: User, noon: datetime
) -> None:
    match = a_match(state=MatchState.CONSENTED)
    assert "Record the state before the improvement" in page(carla, "match", match.pk)
    assert "Record the state before the improvement" not in page(agnes, "match", match.pk)
    Match.objects.update(state=MatchState.PROPOSED)
    assert "Ask the worksite for its consent" in page(cato, "match", match.pk)
    Match.objects.update(
        state=MatchState.RECORDED, before_state="No guard.", before_recorded_at=noon
    )
    measurement = a_measurement(target=a_target(match=match), state=MeasurementState.MEASURED)
    target = measurement.target
    for person, sees in ((carla, "Attach evidence"), (cato, "Certify"), (victor, None)):
        seen = page(person, "measurement", measurement.pk)
        assert ('class="b-buttons"' in seen) is bool(sees)
        assert sees is None or sees in seen
    finding = Finding.objects.create(
        target=target,
        severity="note",
        text="Dust.",
        independence=FREE,
        recorded_by=victor,
        recorded_at=noon,
    )
    resolve = reverse("outcomes:finding_resolve", args=[finding.pk])
    assert resolve in page(victor, "target", target.pk)
    assert resolve not in page(carla, "target", target.pk)
    sent(victor, "finding_resolve", finding.pk, data={"resolution": "Swept.", "declares": "on"})
    assert resolve not in page(victor, "target", target.pk)
    Target.objects.update(match=None)
    Measurement.objects.update(state="certified", certified_by=cato, certified_at=noon)
    assert "Ask the worksite" not in page(carla, "measurement", measurement.pk)
