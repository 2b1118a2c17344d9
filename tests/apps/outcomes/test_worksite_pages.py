"""wendy at the worksite: a link on her phone, one question, no account, no script."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from outcomes.domain.lifecycle import MatchState, MeasurementState
from outcomes.models import Confirmation, Match, Measurement
from outcomes.services import ask_worksite, attach_evidence
from tests.apps.outcomes.conftest import a_photo
from tests.factories.outcomes import a_match, a_measurement

LIGHT = 100_000


@pytest.fixture
def phone() -> Client:
    """A browser that sends no cookie of anybody and is checked for forgery as in production."""
    return Client(enforce_csrf_checks=True, headers={"accept-language": "en", "origin": "null"})


@pytest.fixture
def consent(carla) -> str:
    match = a_match(state=MatchState.PROPOSED)
    return "/w/" + ask_worksite(match_id=match.pk, by=carla, at=timezone.now())[1] + "/"


@pytest.fixture
def result(carla, noon) -> str:
    row = a_measurement(state=MeasurementState.MEASURED)
    photo = a_photo(size=(3000, 2000))
    attach_evidence(measurement_id=row.pk, upload=photo, name="after.jpg", by=carla, at=noon)
    certified = {"state": "certified", "certified_by": carla, "measured_by": row.target.agreed_by}
    Measurement.objects.filter(pk=row.pk).update(**certified)
    token = ask_worksite(
        match_id=row.target.match_id, measurement_id=row.pk, by=carla, at=timezone.now()
    )[1]
    return f"/w/{token}/"


def text(response) -> str:
    return response.content.decode()


def key_in(response) -> str:
    return re.search(r'name="key" value="([^"]+)"', text(response))[1]


def check(phone, link, answer, key=None):
    return phone.post(link, {"step": "check", "answer": answer, "key": key or str(uuid4())})


def send(phone, link, answer, key=None, **more):
    return phone.post(link, {"step": "send", "answer": answer, "key": key or uuid4(), **more})


@pytest.mark.parametrize(("answer", "state"), [("yes", "consented"), ("no", "refused")])
def test_wendy_answers_in_five_taps(phone, consent, answer, state):
    asked = phone.get(consent)  # tap 1: the link
    assert "May your site be made safer?" in text(asked)
    assert "checked" not in text(asked)
    checked = check(phone, consent, answer, key_in(asked))  # taps 2 and 3: an answer, next
    assert "Send this answer?" in text(checked)
    done = send(phone, consent, answer, key_in(checked), comment="Gladly.")  # tap 4: send
    assert (done.status_code, "Your answer is stored" in text(done)) == (200, True)
    assert Match.objects.get().state == state
    assert Confirmation.objects.get().comment == "Gladly."


def test_yes_and_no_look_alike(phone, result):
    choices = re.findall(r'<div class="choice">(.*?)</div>', text(phone.get(result)))
    plain = {re.sub(r'value="\w+"|id_answer_\d|>[^<]+</label>', "", choice) for choice in choices}
    assert (len(choices), len(plain)) == (2, 1)


def test_a_result_is_shown_with_its_number_and_its_photo(phone, result):
    seen = phone.get(result)
    assert "<strong>10 cases</strong>" in text(seen)
    assert f"{result}photo/after/" in text(seen)
    assert f"{result}photo/before/" not in text(seen)
    assert "No guard at the press." in text(seen)


def test_the_photo_from_before_stands_beside_it(phone, result, carla, noon):
    target = Measurement.objects.get().target
    before = a_measurement(target=target, state=MeasurementState.SUPERSEDED)
    Measurement.objects.filter(pk=before.pk).update(phase="baseline", state="measured")
    photo = a_photo("grey")
    attach_evidence(measurement_id=before.pk, upload=photo, name="x.jpg", by=carla, at=noon)
    assert f"{result}photo/before/" in text(phone.get(result))
    assert phone.get(f"{result}photo/before/")["Content-Type"] == "image/jpeg"


def test_the_whole_page_is_light(phone, result):
    seen = phone.get(result)
    photo = phone.get(f"{result}photo/after/")
    style = finders.find("boram/worksite.css")
    assert style
    with open(style, "rb") as css:  # noqa: PTH123 - a path from the finder
        weight = len(seen.content) + len(photo.content) + len(css.read())
    assert weight < LIGHT
    assert "<script" not in text(seen)
    assert ".woff" not in text(seen)


@pytest.mark.parametrize("which", ["before", "elsewhere"])
def test_there_is_no_other_photo(phone, result, which):
    assert phone.get(f"{result}photo/{which}/").status_code == 404


def test_a_question_for_consent_has_no_photo(phone, consent):
    assert phone.get(f"{consent}photo/after/").status_code == 404


def test_photos_close_with_the_question(phone, result):
    send(phone, result, "yes")
    assert phone.get(f"{result}photo/after/").status_code == 404


def test_nothing_leaks_and_nothing_is_kept_by_the_browser(phone, result):
    for path in (result, f"{result}photo/after/", "/w/made-up/"):
        answer = phone.get(path)
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
        assert not answer.cookies
    assert 'name="referrer" content="no-referrer"' in text(phone.get(result))


def test_a_dispute_takes_the_same_steps(phone, result):
    checked = check(phone, result, "no")
    send(phone, result, "no", key_in(checked), comment="Only three guards.")
    assert Measurement.objects.get().state == MeasurementState.DISPUTED
    assert Measurement.objects.get().target.findings.get().text == "Only three guards."


def test_nothing_chosen_is_asked_again(phone, result):
    again = phone.post(result, {"step": "check", "key": uuid4()})
    assert again.status_code == 422
    assert "Choose one of the two answers" in text(again)


def test_too_many_words_are_not_lost(phone, result):
    words = "x" * 2001
    again = send(phone, result, "no", comment=words)
    assert again.status_code == 422
    assert words in text(again)


def test_a_lost_network_does_not_lose_the_answer(phone, result):
    key = str(uuid4())
    first, again = send(phone, result, "yes", key), send(phone, result, "yes", key)
    record = re.search(r"record \d+", text(first))[0]
    assert (again.status_code, record in text(again)) == (200, True)


def test_a_used_link_says_what_to_do(phone, result):
    send(phone, result, "yes")
    for answer in (phone.get(result), send(phone, result, "no"), check(phone, result, "no")):
        assert answer.status_code == 410
        assert "answered already" in text(answer)
        assert "call the firm" in text(answer)


def test_an_expired_link_says_what_to_do(phone, result):
    Confirmation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    for answer in (phone.get(result), check(phone, result, "yes"), send(phone, result, "yes")):
        assert answer.status_code == 410
        assert "This link has expired" in text(answer)
    assert Confirmation.objects.get().state == "asked"


def test_a_replaced_link_says_where_to_look(phone, consent, carla):
    ask_worksite(match_id=Match.objects.get().pk, by=carla, at=timezone.now())
    answer = phone.get(consent)
    assert (answer.status_code, "newer link" in text(answer)) == (410, True)


def test_a_broken_link_says_what_to_do(phone, db):
    for answer in (phone.get("/w/made-up/"), phone.post("/w/made-up/", {"step": "send"})):
        assert (answer.status_code, "not complete" in text(answer)) == (404, True)


def test_the_language_changes_on_every_screen_and_keeps_what_was_typed(phone, result):
    asked = phone.post(result, {"language": "ko", "step": "check", "answer": "no"})
    assert 'lang="ko"' in text(asked)
    assert "checked" in text(asked)
    typed = {"step": "send", "answer": "no", "comment": "Only three.", "key": str(uuid4())}
    checked = phone.post(result, {**typed, "language": "en"})
    assert "Only three." in text(checked)
    assert "No, it is different" in text(checked)
    assert checked.cookies["django_language"].value == "en"
    send(phone, result, "no", typed["key"], comment="Only three.")
    done = phone.post(result, {**typed, "step": "done", "language": "ko"})
    assert (done.status_code, 'lang="ko"' in text(done)) == (200, True)
    over = phone.post(result, {"language": "en"})
    assert (over.status_code, 'lang="en"' in text(over)) == (410, True)
    unknown = phone.post("/w/made-up/", {"language": "ko"})
    assert (unknown.status_code, 'lang="ko"' in text(unknown)) == (404, True)


def test_help_and_language_stand_in_the_same_place_on_every_screen(phone, result):
    screens = [
        phone.get(result),
        check(phone, result, "yes"),
        send(phone, result, "yes"),
        phone.get(result),
    ]
    for screen in screens:
        assert "Questions? Call Hanbit Safety (demo): 02-0000-0000." in text(screen)
        assert 'form="answer" name="language"' in text(screen)
        assert 'id="answer"' in text(screen)
