"""The pages of bank files: built, sent, handed out, answered, taken back."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from payouts.models import BankAnswer, BankBatch, Payout
from people.models import User
from tests.apps.payouts.pages import hidden, just_now, sent, text, url
from tests.doors import signed_in
from tests.factories.payouts import (
    a_built_batch,
    a_sent_batch,
    an_answer,
    an_approved_payout,
    replaced,
)
from tests.factories.programs import an_agreement

pytestmark = pytest.mark.django_db


def test_theo_builds_sends_downloads_and_reads_the_answer(theo: User) -> None:
    payout = an_approved_payout()
    client = just_now(theo)
    assert "1 approved payout waits for a file." in text(client.get(url("batches")))
    build = url("batch_build", payout.agreement.program_id)
    assert "₩5,000,000" in text(client.get(build))
    page = text(client.post(build, sent(), follow=True))
    assert "The file is built and sealed" in page
    batch = BankBatch.objects.get()
    assert batch.sha256 in page

    assert "Marked as sent" in text(client.post(url("batch_send", batch.pk), sent(), follow=True))
    assert client.get(url("batch_download", batch.pk)).status_code == 200
    file = client.post(url("batch_download", batch.pk))
    assert file["Content-Type"] == "text/csv"
    assert file["Cache-Control"] == "no-store"
    assert batch.number in file["Content-Disposition"]
    assert b"12345678901234" in file.content

    dry = _upload(client, batch, an_answer(batch))
    assert "Apply this answer" in text(dry)
    assert not BankAnswer.objects.exists()
    carried = {name: hidden(dry, name) for name in ("content", "name")}
    page = text(client.post(url("answer_apply", batch.pk), carried, follow=True))
    assert "Applied." in page
    assert "answer.csv" in page
    assert Payout.objects.get().state == "paid"


def test_a_file_whose_key_is_gone_says_so_and_what_to_do(theo: User, settings: Any) -> None:
    settings.FIELD_KEYS = ["an older key, long and random"]
    batch = a_sent_batch()
    client = just_now(theo)
    settings.FIELD_KEYS = ["the only key that is left now"]
    refused = client.post(url("batch_download", batch.pk))
    assert refused.status_code == 422
    assert "put the older key back at the end of FIELD_KEYS" in text(refused)


def test_a_wrong_answer_is_shown_row_by_row_and_cannot_be_applied(theo: User) -> None:
    batch = a_sent_batch()
    content = an_answer(batch).replace(b"5000000", b"4000000")
    answer = _upload(just_now(theo), batch, content)
    page = text(answer)
    assert answer.status_code == 422
    assert (
        "The bank moved only a part: ₩4,000,000 of ₩5,000,000, and ₩1,000,000 is missing." in page
    )
    assert "Apply this answer" not in page


def test_a_partial_answer_says_what_still_waits(theo: User) -> None:
    batch = a_sent_batch()
    header = an_answer(batch).splitlines(keepends=True)[0]
    page = text(_upload(just_now(theo), batch, header))
    assert "1 payment is not answered yet" in page
    assert "Apply this answer" not in page


def test_a_file_that_is_no_answer_says_why(theo: User) -> None:
    batch, client = a_sent_batch(), just_now(theo)
    for content, words in (
        (b"PK\x03\x04xx", "This is an Excel workbook"),
        (b"", "The submitted file is empty"),
    ):
        answer = _upload(client, batch, content)
        assert answer.status_code == 422
        assert words in text(answer)


def test_a_huge_file_is_refused(theo: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("payouts.forms.answers.MOST_BYTES", 10)
    answer = _upload(just_now(theo), a_sent_batch(), b"key,amount,account\n")
    assert "larger than 5 MB" in text(answer)


def test_a_page_that_lost_the_file_says_so(theo: User) -> None:
    batch = a_sent_batch()
    lost = {"content": "%%%", "name": "answer.csv"}
    answer = just_now(theo).post(url("answer_apply", batch.pk), lost)
    assert answer.status_code == 422
    assert "The page lost the file" in text(answer)


def test_applying_is_checked_again(theo: User) -> None:
    batch = a_sent_batch()
    content = base64.b64encode(an_answer(batch).replace(b"5000000", b"1")).decode()
    answer = just_now(theo).post(
        url("answer_apply", batch.pk), {"content": content, "name": "a.csv"}
    )
    assert answer.status_code == 422
    assert "nothing was applied" in text(answer)


def test_the_page_before_sending_says_what_follows(theo: User) -> None:
    page = text(just_now(theo).get(url("batch_send", a_built_batch().pk)))
    assert "what was owed is now with the bank" in page
    assert "₩5,000,000" in page


def test_a_file_is_withdrawn_with_a_reason(theo: User) -> None:
    batch = a_built_batch()
    client = just_now(theo)
    assert client.get(url("batch_withdraw", batch.pk)).status_code == 200
    page = client.post(url("batch_withdraw", batch.pk), sent(reason="Wrong day."), follow=True)
    assert "Withdrawn." in text(page)
    assert "Taken back before it was sent" in text(client.get(url("batch", batch.pk)))


def test_what_is_left_out_is_named(theo: User) -> None:
    payout = an_approved_payout()
    replaced(payout)
    client = just_now(theo)
    build = url("batch_build", payout.agreement.program_id)
    assert payout.number in text(client.get(build))
    answer = client.post(build, sent())
    assert answer.status_code == 422
    assert "have to be prepared and approved again first" in text(answer)


def test_others_look_but_do_not_send(audrey: User, olivia: User, carla: User) -> None:
    batch = a_built_batch()
    for watcher in (audrey, olivia):
        page = text(signed_in(watcher).get(url("batch", batch.pk)))
        assert "Nothing for you to do here" in page
        assert signed_in(watcher).get(url("batch_send", batch.pk)).status_code == 403
    assert "No file was built yet" not in text(signed_in(audrey).get(url("batches")))
    assert signed_in(carla).get(url("batches")).status_code == 403


def test_an_empty_list_of_files_says_what_comes_next(theo: User) -> None:
    an_agreement()
    assert "No file was built yet." in text(signed_in(theo).get(url("batches")))


def _upload(client: Client, batch: BankBatch, content: bytes) -> Any:
    file = SimpleUploadedFile("answer.csv", content, content_type="text/csv")
    return client.post(url("answer_read", batch.pk), {"file": file})
