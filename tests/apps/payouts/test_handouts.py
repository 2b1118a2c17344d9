"""download_batch, release_batch: a file goes out once, and again only when another person says so"""

from __future__ import annotations

import threading
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from audit.selectors import events_about
from core.domain.errors import IllegalMove, RuleBroken
from payouts import services
from payouts.models import BankBatch, Handout, HandoutRelease
from people.domain.roles import Role
from people.models import User
from tests.apps.payouts.pages import just_now, sent, text, url
from tests.factories.payouts import NOON, a_built_batch, a_sent_batch, the_bank
from tests.factories.people import a_member, the

pytestmark = pytest.mark.django_db


def download(batch: BankBatch, by: User | None = None) -> Any:
    return services.download_batch(batch_id=batch.pk, by=by or the("theo"), at=NOON)


def release(batch: BankBatch, by: User | None = None, reason: str = "It broke off.") -> BankBatch:
    return services.release_batch(batch_id=batch.pk, reason=reason, by=by or the("anna"), at=NOON)


def tess() -> User:
    return a_member(name="tess", role=Role.TREASURER, organization=the_bank())


def test_a_file_is_handed_out_once() -> None:
    batch = a_sent_batch()
    handed = download(batch)
    handout = batch.handouts.get()
    assert (handout.sha256, handout.handed_sha256) == (batch.sha256, handed.sha256)
    assert (handout.by, handout.at, handout.release) == (the("theo"), NOON, None)
    for who in (the("theo"), tess()):
        with pytest.raises(IllegalMove, match="was handed out to Theo already"):
            download(batch, who)
    assert Handout.objects.count() == 1


def test_another_person_lets_it_out_once_more_and_says_why() -> None:
    batch = a_sent_batch()
    first = download(batch)
    release(batch)
    assert download(batch).content == first.content
    last = batch.handouts.get(number=2)
    assert last.release is not None
    assert (last.release.by, last.release.reason) == (the("anna"), "It broke off.")
    with pytest.raises(IllegalMove, match="already"):
        download(batch)
    assert [e.action for e in events_about(batch)][-3:] == [
        "batch.download",
        "batch.release",
        "batch.download",
    ]


def test_who_had_the_file_does_not_release_it_and_who_released_it_does_not_get_it() -> None:
    batch = a_sent_batch()
    download(batch)
    with pytest.raises(RuleBroken, match="You had this file yourself"):
        release(batch, the("theo"))
    release(batch, tess())
    with pytest.raises(RuleBroken, match="You released this file yourself"):
        download(batch, tess())
    download(batch)


def test_nothing_is_released_before_it_was_out_or_twice_or_without_a_reason() -> None:
    batch = a_sent_batch()
    with pytest.raises(IllegalMove, match="was not handed out yet"):
        release(batch)
    download(batch)
    with pytest.raises(RuleBroken, match="Say why"):
        release(batch, reason=" ")
    release(batch)
    with pytest.raises(IllegalMove, match="released already"):
        release(batch, the("ben"))


def test_only_the_bank_releases(noon: datetime) -> None:
    batch = a_sent_batch()
    download(batch)
    for name in ("olivia", "carla", "audrey", "agnes"):
        with pytest.raises(PermissionDenied):
            release(batch, the(name))


def test_the_database_hands_nothing_out_twice() -> None:
    batch = a_built_batch()
    theo, anna = the("theo"), the("anna")
    given: dict[str, Any] = {
        "batch": batch,
        "sha256": batch.sha256,
        "handed_sha256": "0" * 64,
        "by": theo,
        "at": NOON,
    }
    early = pytest.raises(IntegrityError, match="handout_of_a_sent_file")
    with early, transaction.atomic():
        Handout.objects.create(**given, number=1)
    services.send_batch(batch_id=batch.pk, by=theo, at=NOON)
    download(batch)
    own = HandoutRelease.objects.create(batch=batch, number=2, reason="x", by=theo, at=NOON)
    late = HandoutRelease.objects.create(batch=batch, number=3, reason="x", by=anna, at=NOON)
    wrong: tuple[tuple[dict[str, Any], str], ...] = (
        ({"number": 1}, "handout_once"),
        ({"number": 2}, "handout_again_is_released"),
        ({"number": 2, "release": own}, "handout_released_by_another"),
        ({"number": 2, "release": late}, "handout_released_by_another"),
        ({"number": 3, "release": late, "sha256": "1" * 64}, "handout_of_a_sent_file"),
    )
    for changed, name in wrong:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Handout.objects.create(**{**given, **changed})


def test_the_database_wants_one_release_with_a_reason() -> None:
    batch = a_sent_batch()
    given: dict[str, Any] = {"batch": batch, "number": 2, "by": the("anna"), "at": NOON}
    with pytest.raises(IntegrityError, match="handout_release_says_why"), transaction.atomic():
        HandoutRelease.objects.create(**given, reason="")
    HandoutRelease.objects.create(**given, reason="x")
    with pytest.raises(IntegrityError, match="handout_release_once"), transaction.atomic():
        HandoutRelease.objects.create(**given, reason="y")


@pytest.mark.django_db(transaction=True)
def test_of_two_treasurers_at_once_one_gets_the_file() -> None:
    batch, people = a_sent_batch(), [the("theo"), tess()]
    together, got, refused = threading.Barrier(2), [], []

    def run(who: User) -> None:
        together.wait()
        try:
            got.append(download(batch, who))
        except IllegalMove as sentence:
            refused.append(sentence)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[who]) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(got), len(refused), Handout.objects.count()) == (1, 1, 1)


def test_the_pages_say_who_had_it_and_who_let_it_out_again(theo: User, anna: User) -> None:
    batch, client, other = a_sent_batch(), just_now(theo), just_now(anna)
    page = url("batch_download", batch.pk)
    assert batch.sha256 in text(client.get(page))
    assert client.post(page).status_code == 200
    for again in (client.get(page), client.post(page)):
        assert again.status_code == 409
        assert "was handed out to Theo already" in text(again)
    shown = text(client.get(url("batch", batch.pk)))
    assert page not in shown
    assert "Theo <code>" in shown

    let_out = url("batch_release", batch.pk)
    assert let_out in text(other.get(url("batch", batch.pk)))
    assert "Ask the treasurer what happened to it" in text(other.get(let_out))
    assert "once more" in text(other.post(let_out, sent(reason="It broke off."), follow=True))
    assert other.get(let_out).status_code == 409
    assert "Anna: It broke off." in text(client.get(page))
    assert client.post(page).status_code == 200
    assert "released by Anna: It broke off." in text(client.get(url("batch", batch.pk)))


def test_the_same_page_sent_twice_releases_once(theo: User, anna: User) -> None:
    batch, form = a_sent_batch(), sent(reason="It broke off.")
    download(batch, theo)
    for _ in range(2):
        just_now(anna).post(url("batch_release", batch.pk), form)
    assert HandoutRelease.objects.count() == 1
