"""The road of a result over the pages, as each person walks it."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from outcomes.domain.lifecycle import MatchState, MeasurementState, TargetState
from outcomes.gateways.store import path_of
from outcomes.models import Finding, Match, Measurement, Target
from outcomes.services import attach_evidence
from people.domain.roles import Kind, Role
from tests.doors import signed_in
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_measurement, a_target, verified
from tests.factories.people import a_member, an_organization, the
from tests.factories.programs import a_hazard, an_agreement, an_indicator

HEADER = "target,phase,first_day,last_day,quantity"


@pytest.fixture(autouse=True)
def _english(client: Client) -> None:
    client.cookies["django_language"] = "en"


def english(user) -> Client:
    browser = signed_in(user)
    browser.cookies["django_language"] = "en"
    return browser


def page(user, name, *args, status=200, **query):
    response = english(user).get(reverse(f"outcomes:{name}", args=args), query)
    assert response.status_code == status, response.content.decode()[:2000]
    return response.content.decode()


def sent(user, name, *args, status=302, data=None):
    response = english(user).post(reverse(f"outcomes:{name}", args=args), data or {})
    assert response.status_code == status, response.content.decode()[:3000]
    return response


def typed(target: Target, **changes):
    return {
        "clause_key": "guards",
        "match": target.match_id if isinstance(target, Target) else target.pk,
        "indicator": an_indicator().pk,
        "kind": "quantity",
        "goal": "50",
        "window_first": "2026-01-01",
        "window_last": "2026-12-31",
        "evidence_rule": "A photograph of each guard.",
        **changes,
    }


def test_carla_proposes_asks_records_and_sets(carla):
    agreement = an_agreement()
    site = a_worksite(supplier=agreement.supplier)
    assert "Propose a worksite" in page(carla, "matches")
    assert site.name in page(carla, "match_propose")
    choice = {"agreement": agreement.pk, "worksite": site.pk, "hazard": a_hazard().pk}
    sent(carla, "match_propose", data=choice)
    match = Match.objects.get()
    assert "Ask the worksite for its consent" in page(carla, "match", match.pk)
    assert "wendy@example.test" in page(carla, "worksite_ask", match.pk)
    sent(carla, "worksite_ask", match.pk, data={"language": "ko"})
    assert len(mail.outbox) == 1
    Match.objects.update(state=MatchState.CONSENTED)
    assert "before the improvement" in page(carla, "match_record", match.pk)
    sent(carla, "match_record", match.pk, data={"text": "No guard."})
    assert "Set a target" in page(carla, "match", match.pk)
    assert "What the terms say" in page(carla, "target_set", agreement.pk, match=match.pk)
    sent(carla, "target_set", agreement.pk, data=typed(match))
    assert Target.objects.get().state == TargetState.SET
    assert site.name in page(carla, "matches")


def test_a_refused_proposal_keeps_what_was_chosen(carla):
    match = a_match()
    choice = {
        "agreement": match.agreement_id,
        "worksite": match.worksite_id,
        "hazard": match.hazard_id,
    }
    answer = sent(carla, "match_propose", data=choice, status=422).content.decode()
    assert "already matched against" in answer
    assert f'value="{match.worksite_id}" selected' in answer


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"goal": ""}, "Enter the goal"),
        ({"kind": "rate_reduction", "alpha": ""}, "Enter the level of the test"),
        ({"window_last": "2025-01-01"}, "before it begins"),
        ({"goal": "many"}, "Enter a number"),
    ],
)
def test_a_target_that_makes_no_sense_comes_back_in_words(carla, changes, words):
    match = a_match()
    answer = sent(carla, "target_set", match.agreement_id, data=typed(match, **changes), status=422)
    assert words in answer.content.decode()


def test_an_injury_target_needs_no_goal(carla):
    match = a_match()
    data = typed(
        match, kind="rate_reduction", goal="", alpha="0.05", match="", clause_key="injuries"
    )
    sent(carla, "target_set", match.agreement_id, data=data)
    target = Target.objects.get()
    assert (target.match, target.goal, target.design["alpha"]) == (None, 1, "0.05")
    assert "exact one-sided test" in page(carla, "target", target.pk)
    assert 'value="0.05"' in page(carla, "target_amend", target.pk)


def test_agnes_sees_what_changed_and_agrees(carla, agnes):
    old = a_target()
    assert "50" in page(carla, "target_amend", old.pk)
    sent(carla, "target_amend", old.pk, data=typed(old, goal="40"))
    new = Target.objects.get(supersedes=old)
    seen = page(agnes, "target_agree", new.pk)
    assert "50.0000" in seen
    assert "40.0000" in seen
    sent(agnes, "target_agree", new.pk)
    assert new.number in page(agnes, "targets")
    assert "It was replaced by" in page(agnes, "target", old.pk)
    assert "It replaces" in page(agnes, "target", new.pk)


def test_carla_measures_attaches_and_cato_certifies(carla, cato, photo):
    target = a_target()
    reading = page(carla, "measure", target.pk)
    assert 'name="quantity"' in reading
    assert 'name="hours"' not in reading
    key = re.search(r'name="key" value="([^"]+)"', reading)[1]
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
    assert answer["Location"].endswith(f"/measurements/{measurement.pk}/")
    assert "guard.jpg" in page(carla, "evidence_attach", measurement.pk)
    assert "I certify that this is so" in page(cato, "measurement_certify", measurement.pk)
    sent(cato, "measurement_certify", measurement.pk)
    assert "Ask the worksite whether it is so" in page(cato, "measurement", measurement.pk)
    assert "right?" in page(cato, "worksite_ask", target.match_id, measurement.pk)
    answer = sent(cato, "worksite_ask", target.match_id, measurement.pk, data={"language": "en"})
    assert answer["Location"].endswith(f"/measurements/{measurement.pk}/")


def test_a_reading_outside_the_window_comes_back_beside_its_field(carla):
    target = a_target()
    data = {
        "phase": "follow_up",
        "first_day": "2025-01-01",
        "last_day": "2025-03-31",
        "quantity": "10",
        "key": "5f0c7f3e-7f6d-4f4e-9b8b-0a1b2c3d4e5f",
    }
    answer = sent(carla, "measure", target.pk, data=data, status=422).content.decode()
    assert 'id="id_first_day_error"' in answer
    assert 'value="2025-01-01"' in answer


def test_a_file_is_checked_first_and_then_stored(carla):
    target = a_target()
    content = f"{HEADER}\n{target.number},follow_up,2026-01-01,2026-01-31,10\n".encode("cp949")
    asked = page(carla, "measure_from_file", target.pk)
    key = re.search(r'name="key" value="([^"]+)"', asked)[1]
    data = {"file": SimpleUploadedFile("m.csv", content), "key": key}
    checked = sent(carla, "measure_from_file", target.pk, data=data, status=200).content.decode()
    assert "1 row can be stored" in checked
    assert not Measurement.objects.exists()
    carried = re.search(r'name="content" value="([^"]+)"', checked)[1]
    sent(carla, "measure_from_file", target.pk, data={"content": carried, "key": key, "store": "y"})
    assert Measurement.objects.get().quantity == 10


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"file": b"target\n"}, "This column is missing"),
        ({}, "Choose a CSV file"),
        ({"content": "%%%", "store": "y"}, "The page lost the file"),
        ({"file": b"PK\x03\x04"}, "Excel workbook"),
        ({"file": b"x" * 5_000_001}, "This file is too large"),
    ],
)
def test_a_file_that_can_not_be_stored_says_why(carla, data, words):
    target = a_target()
    if "file" in data:
        data = {**data, "file": SimpleUploadedFile("m.csv", data["file"])}
    data = {**data, "key": "5f0c7f3e-7f6d-4f4e-9b8b-0a1b2c3d4e5f"}
    answer = sent(carla, "measure_from_file", target.pk, data=data, status=422)
    assert words in answer.content.decode()


def test_victor_draws_finds_resolves_and_signs(victor, carla, photo, noon):
    measurement = a_measurement(state=MeasurementState.MEASURED)
    attach_evidence(
        measurement_id=measurement.pk, upload=photo, name="guard.jpg", by=carla, at=noon
    )
    Measurement.objects.update(state="confirmed", certified_by=the("cato"), certified_at=noon)
    target = measurement.target
    assert target.number in page(victor, "verifications")
    assert "1 measurements are in the list" in page(victor, "plan_draw", target.pk)
    sent(victor, "plan_draw", target.pk, data={"seed": "lotto 1185"})
    assert "lotto 1185" in page(victor, "target", target.pk)
    page(victor, "finding_record", target.pk)
    finding = {"severity": "major", "text": "Two guards are missing.", "effect": "Two less."}
    sent(victor, "finding_record", target.pk, data=finding)
    assert "A major finding is open" in page(victor, "target_verify", target.pk)
    found = Finding.objects.get()
    assert "Two guards are missing." in page(victor, "verifications")
    page(victor, "finding_resolve", found.pk)
    sent(victor, "finding_resolve", found.pk, data={"resolution": "Seen on site."})
    assert "guard.jpg" in page(victor, "target_verify", target.pk)
    words = {"independence": "I have no tie to either.", "accepted": "8"}
    shown = sent(victor, "target_verify", target.pk, data=words, status=200).content.decode()
    assert "Verified 8 of 50" in shown
    assert Target.objects.get().state == TargetState.AGREED
    digest = re.search(r'name="digest" value="([^"]+)"', shown)[1]
    sent(victor, "target_verify", target.pk, data={**words, "digest": digest, "sign": "yes"})
    assert "The verifier accepted 8 of 10" in page(victor, "target", target.pk)


def test_what_was_shown_is_what_is_signed(victor):
    target = a_measurement().target
    words = {"independence": "I have no tie.", "digest": "0" * 64, "sign": "yes"}
    answer = sent(victor, "target_verify", target.pk, data=words, status=409)
    assert "changed since they were shown" in answer.content.decode()


def test_bare_difference_and_test_stand_side_by_side(victor, carla, noon):
    rate = {"kind": "rate_reduction", "alpha": "0.05"}
    target = a_target(design=rate, clause="injuries")
    Target.objects.update(goal=1, window_first="2025-07-01", window_last="2025-12-31")
    rows = [
        ("baseline", "2025-01-01", "2025-06-30", 3),
        ("follow_up", "2025-07-01", "2025-12-31", 1),
    ]
    for phase, first, last, events in rows:
        row = a_measurement(target=target, quantity=None)
        Measurement.objects.filter(pk=row.pk).update(
            phase=phase, first_day=first, last_day=last, events=events, hours=100_000
        )
    seen = page(victor, "target_verify", target.pk)
    assert "nothing, ever" in seen
    assert "never pays for luck" in seen
    assert "times the rate before" in seen
    assert 'name="accepted"' not in seen
    assert "1 injury, 100,000 hours" in page(carla, "target", target.pk)
    assert "Hours worked" in page(carla, "measure", target.pk)


def test_a_tie_is_said_before_anything_is_typed(victor, carla):
    target = a_measurement().target
    Measurement.objects.update(certified_by=victor)
    seen = page(victor, "target_verify", target.pk)
    assert "Somebody independent has to verify" in seen
    assert "See the result" not in seen


def test_a_dispute_is_shown_to_both_sides(carla, victor, noon):
    target = a_measurement(state=MeasurementState.DISPUTED).target
    Finding.objects.create(target=target, severity="major", text="", recorded_at=noon)
    assert "The worksite says that the result is not so" in page(carla, "target", target.pk)
    assert "The worksite says that the result is not so" in page(victor, "verifications")
    assert "Send it again, corrected" in page(carla, "measurement", target.measurements.get().pk)


def test_a_verified_target_shows_its_verdict_to_the_bank(olivia, victor, noon):
    target = a_measurement().target
    verified(target, "10", by=victor, at=noon)
    seen = page(olivia, "target", target.pk)
    assert "Statement of independence" in seen
    assert "Send a measurement" not in seen


@pytest.mark.parametrize("name", ["matches", "targets"])
def test_empty_lists_say_what_comes_next(otto, name):
    assert "under a signed agreement" in page(otto, name)


def test_an_empty_desk_says_so(victor):
    assert "No target is ready to be verified" in page(victor, "verifications")


def test_evidence_is_downloaded_and_never_shown_in_a_page(carla, audrey, photo, noon):
    raw = photo.getvalue()
    measurement = a_measurement(state=MeasurementState.MEASURED)
    evidence = attach_evidence(
        measurement_id=measurement.pk, upload=photo, name="가드.jpg", by=carla, at=noon
    )
    response = english(audrey).get(reverse("outcomes:evidence", args=[evidence.pk]))
    assert b"".join(response.streaming_content) == raw
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert response["X-Content-Type-Options"] == "nosniff"
    other = an_organization(kind=Kind.SUPPLIER, name="Other Safety (demo)")
    stranger = a_member(name="stranger", role=Role.EDITOR, organization=other)
    page(stranger, "evidence", evidence.pk, status=404)
    path_of(evidence.sha256).unlink()
    page(audrey, "evidence", evidence.pk, status=404)
    assert "not what was sent" in page(audrey, "measurement", measurement.pk)


def test_other_suppliers_find_nothing(carla):
    target = a_measurement().target
    other = an_organization(kind=Kind.SUPPLIER, name="Other Safety (demo)")
    stranger = a_member(name="stranger", role=Role.EDITOR, organization=other)
    for name, pk in [
        ("match", target.match_id),
        ("target", target.pk),
        ("measurement", target.measurements.get().pk),
        ("measure", target.pk),
        ("target_set", target.agreement_id),
    ]:
        page(stranger, name, pk, status=404)


@pytest.mark.parametrize("name", ["target_verify", "target_agree"])
def test_a_supplier_can_not_open_the_pages_of_others(carla, name):
    page(carla, name, a_target().pk, status=403)


def test_an_expired_question_looks_expired(carla):
    match = a_match(state=MatchState.PROPOSED)
    sent(carla, "worksite_ask", match.pk, data={"language": "ko"})
    match.confirmations.update(expires_at=timezone.now() - timedelta(days=1))
    assert "Expired" in page(carla, "match", match.pk)


def test_a_file_larger_than_memory_is_refused_in_words(carla):
    measurement = a_measurement(state=MeasurementState.MEASURED)
    large = BytesIO(b"%PDF-1.7\n" + b" " * (20 * 1024 * 1024))
    large.name = "report.pdf"
    answer = sent(carla, "evidence_attach", measurement.pk, data={"file": large}, status=422)
    assert "larger than 20 MB" in answer.content.decode()


def test_each_page_offers_what_comes_next_and_only_that(carla, cato, victor, agnes, noon):
    match = a_match(state=MatchState.CONSENTED)
    assert "Record the state before the improvement" in page(carla, "match", match.pk)
    assert 'class="b-buttons"' not in page(agnes, "match", match.pk)
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
        target=target, severity="note", text="Dust.", recorded_by=victor, recorded_at=noon
    )
    resolve = reverse("outcomes:finding_resolve", args=[finding.pk])
    assert resolve in page(victor, "target", target.pk)
    assert resolve not in page(carla, "target", target.pk)
    sent(victor, "finding_resolve", finding.pk, data={"resolution": "Swept."})
    assert resolve not in page(victor, "target", target.pk)
    Target.objects.update(match=None)
    Measurement.objects.update(state="certified", certified_by=cato, certified_at=noon)
    assert "Ask the worksite" not in page(carla, "measurement", measurement.pk)
