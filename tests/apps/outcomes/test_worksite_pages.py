"""wendy at the worksite: a link on her phone, one question, no account, no script."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.utils import timezone

from outcomes.domain.lifecycle import MatchState, MeasurementState
from outcomes.gateways.store import path_of
from outcomes.models import Confirmation, Evidence, Match, Measurement
from outcomes.services import ask_worksite, attach_evidence
from people.models import User
from tests.apps.outcomes.conftest import a_busy_photo, a_photo, asked, hidden
from tests.factories.outcomes import a_match, a_measurement

LIGHT = 100_000


@pytest.fixture
def phone() -> Client:
    """A browser that sends no cookie of anybody and is checked for forgery as in production."""
    return Client(enforce_csrf_checks=True, headers={"accept-language": "en", "origin": "null"})


@pytest.fixture
def consent(carla: User) -> str:
    match = a_match(state=MatchState.PROPOSED)
    return "/w/" + ask_worksite(match_id=match.pk, by=carla, at=timezone.now())[1] + "/"


@pytest.fixture
def result(carla: User, noon: datetime) -> str:
    row = a_measurement(state=MeasurementState.MEASURED)
    photo = a_busy_photo()
    attach_evidence(measurement_id=row.pk, upload=photo, name="after.png", by=carla, at=noon)
    certified = {"state": "certified", "certified_by": carla, "measured_by": row.target.agreed_by}
    Measurement.objects.filter(pk=row.pk).update(**certified)
    row.refresh_from_db()
    return f"/w/{asked(row, by=carla, at=timezone.now())[1]}/"


def text(response: Any) -> str:
    return str(response.content.decode())


def key_in(response: Any) -> str:
    return hidden(text(response), "key")


def check(phone: Client, link: str, answer: str, key: str | None = None) -> Any:
    return phone.post(link, {"step": "check", "answer": answer, "key": key or str(uuid4())})


def send(phone: Client, link: str, answer: str, key: str | None = None, **more: object) -> Any:
    return phone.post(link, {"step": "send", "answer": answer, "key": key or uuid4(), **more})


@pytest.mark.parametrize(("answer", "state"), [("yes", "consented"), ("no", "refused")])
def test_wendy_answers_in_five_taps(phone: Client, consent: str, answer: str, state: str) -> None:
    question = phone.get(consent)  # tap 1: the link
    assert "May your site be made safer?" in text(question)
    assert "checked" not in text(question)
    checked = check(phone, consent, answer, key_in(question))  # taps 2 and 3: an answer, next
    assert "Send this answer?" in text(checked)
    done = send(phone, consent, answer, key_in(checked), comment="Gladly.")  # tap 4: send
    assert (done.status_code, "Your answer is stored" in text(done)) == (200, True)
    assert Match.objects.get().state == state
    assert Confirmation.objects.get().comment == "Gladly."


def test_yes_and_no_look_alike(phone: Client, result: str) -> None:
    choices = re.findall(r'<div class="choice">(.*?)</div>', text(phone.get(result)))
    plain = {re.sub(r'value="\w+"|id_answer_\d|>[^<]+</label>', "", choice) for choice in choices}
    assert (len(choices), len(plain)) == (2, 1)


def test_a_result_is_shown_with_its_number_and_its_photo(phone: Client, result: str) -> None:
    seen = phone.get(result)
    assert "<strong>10 cases</strong>" in text(seen)
    assert f"{result}photo/after/" in text(seen)
    assert f"{result}photo/before/" not in text(seen)
    assert "No guard at the press." in text(seen)


def test_the_photo_from_before_stands_beside_it(
    phone: Client, result: str, carla: User, noon: datetime
) -> None:
    target = Measurement.objects.get().target
    before = a_measurement(target=target, state=MeasurementState.MEASURED, phase="baseline")
    photo = a_photo("grey")
    attach_evidence(measurement_id=before.pk, upload=photo, name="x.jpg", by=carla, at=noon)
    assert f"{result}photo/before/" in text(phone.get(result))
    assert phone.get(f"{result}photo/before/")["Content-Type"] == "image/jpeg"


def test_the_whole_page_is_light(phone: Client, result: str, carla: User, noon: datetime) -> None:
    after = Measurement.objects.get()
    before = a_measurement(target=after.target, state=MeasurementState.MEASURED, phase="baseline")
    photo = a_busy_photo("from before")
    attach_evidence(measurement_id=before.pk, upload=photo, name="x.png", by=carla, at=noon)
    seen = phone.get(result)
    photos = re.findall(r'src="(/w/[^"]+)"', text(seen))
    assert len(photos) == 2
    weight = len(seen.content) + sum(len(phone.get(photo).content) for photo in photos)
    for file in re.findall(r'href="/static/([^"]+)"', text(seen)):
        style = finders.find(file)
        assert style
        weight += Path(style).stat().st_size
    assert weight < LIGHT
    assert "<script" not in text(seen)
    assert ".woff" not in text(seen)


@pytest.mark.parametrize("which", ["before", "elsewhere"])
def test_there_is_no_other_photo(phone: Client, result: str, which: str) -> None:
    assert phone.get(f"{result}photo/{which}/").status_code == 404


def test_a_question_for_consent_has_no_photo(phone: Client, consent: str) -> None:
    assert phone.get(f"{consent}photo/after/").status_code == 404


def test_a_photo_that_is_lost_does_not_stop_the_question(phone: Client, result: str) -> None:
    path_of(Evidence.objects.get().sha256).unlink()
    assert phone.get(f"{result}photo/after/").status_code == 404
    assert phone.get(result).status_code == 200


def test_photos_close_with_the_question(phone: Client, result: str) -> None:
    send(phone, result, "yes")
    assert phone.get(f"{result}photo/after/").status_code == 404


def test_nothing_leaks_and_nothing_is_kept_by_the_browser(phone: Client, result: str) -> None:
    for path in (result, f"{result}photo/after/", "/w/made-up/"):
        answer = phone.get(path)
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
        assert not answer.cookies
    assert 'name="referrer" content="no-referrer"' in text(phone.get(result))


def test_a_dispute_takes_the_same_steps(phone: Client, result: str) -> None:
    checked = check(phone, result, "no")
    send(phone, result, "no", key_in(checked), comment="Only three guards.")
    assert Measurement.objects.get().state == MeasurementState.DISPUTED
    assert Measurement.objects.get().target.findings.get().text == "Only three guards."


def test_nothing_chosen_is_asked_again(phone: Client, result: str) -> None:
    again = phone.post(result, {"step": "check", "key": uuid4()})
    assert again.status_code == 422
    assert "Choose one of the two answers" in text(again)


def test_too_many_words_are_not_lost(phone: Client, result: str) -> None:
    words = "x" * 2001
    again = send(phone, result, "no", comment=words)
    assert again.status_code == 422
    assert words in text(again)


def test_a_lost_network_does_not_lose_the_answer(phone: Client, result: str) -> None:
    key = str(uuid4())
    first, again = send(phone, result, "yes", key), send(phone, result, "yes", key)
    record = re.findall(r"record \d+", text(first))
    assert (again.status_code, len(record)) == (200, 1)
    assert record[0] in text(again)


def test_a_used_link_says_what_to_do(phone: Client, result: str) -> None:
    send(phone, result, "yes")
    for answer in (phone.get(result), send(phone, result, "no"), check(phone, result, "no")):
        assert answer.status_code == 410
        assert "answered already" in text(answer)
        assert "call the firm" in text(answer)


def test_an_expired_link_says_what_to_do(phone: Client, result: str) -> None:
    Confirmation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    for answer in (phone.get(result), check(phone, result, "yes"), send(phone, result, "yes")):
        assert answer.status_code == 410
        assert "This link has expired" in text(answer)
    assert Confirmation.objects.get().state == "asked"


def test_a_replaced_link_says_where_to_look(phone: Client, consent: str, carla: User) -> None:
    ask_worksite(match_id=Match.objects.get().pk, by=carla, at=timezone.now())
    answer = phone.get(consent)
    assert (answer.status_code, "newer link" in text(answer)) == (410, True)


def test_a_broken_link_says_what_to_do(phone: Client, db: None) -> None:
    for answer in (phone.get("/w/made-up/"), phone.post("/w/made-up/", {"step": "send"})):
        assert (answer.status_code, "not complete" in text(answer)) == (404, True)


def test_the_language_changes_on_every_screen_and_keeps_what_was_typed(
    phone: Client, result: str
) -> None:
    question = phone.post(result, {"language": "ko", "step": "check", "answer": "no"})
    assert 'lang="ko"' in text(question)
    assert "checked" in text(question)
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


def test_help_and_language_stand_in_the_same_place_on_every_screen(
    phone: Client, result: str
) -> None:
    screens = [
        phone.get(result),
        check(phone, result, "yes"),
        send(phone, result, "yes"),
        phone.get(result),
    ]
    for screen in screens:
        html = text(screen)
        assert "Questions? Call Hanbit Safety (demo): " in html
        assert 'id="answer"' in html
        language, main = html.index('form="answer" name="language"'), html.index("<main")
        phone_number = html.index('href="tel:02-0000-0000">02-0000-0000</a>')
        assert language < main < html.index("<footer") < phone_number
    for open_screen in screens[:2]:
        assert "This link works once, until <time>" in text(open_screen)


def test_a_broken_link_offers_help_and_both_languages_too(phone: Client, db: None) -> None:
    html = text(phone.get("/w/made-up/"))
    assert html.index('name="language"') < html.index("<footer") < html.index("programme office")
