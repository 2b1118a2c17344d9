"""The pages of an answer that is taken row by row: nothing typed is lost, nothing is hidden."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from payouts.models import AsideRow, BankAnswer, BankBatch, Payout
from people.models import User
from tests.apps.payouts.pages import hidden, just_now, text, url
from tests.doors import signed_in
from tests.factories.messages import details, entry, report, statement, status
from tests.factories.payouts import a_sent_batch

pytestmark = pytest.mark.django_db
KEY = "PO-2026-00001-1"
MIXED = statement(entry(details(KEY)), entry(details("X-1")), entry())


def looked_at(client: Client, batch: BankBatch, content: bytes) -> Any:
    file = SimpleUploadedFile("answer.xml", content, content_type="text/xml")
    return client.post(url("answer_read", batch.pk), {"file": file})


def carried(page: Any) -> dict[str, Any]:
    return {name: hidden(page, name) for name in ("content", "name")}


def test_theo_ticks_a_row_and_resolves_the_others(theo: User) -> None:
    batch, client = a_sent_batch(), just_now(theo)
    dry = looked_at(client, batch, MIXED)
    page = text(dry)
    assert dry.status_code == 422
    assert "Not everything is understood" in page
    assert "X-1" in page
    assert "Apply row 1" in page
    assert "Apply this answer" not in page
    assert " checked" not in page
    rows = url("answer_apply_rows", batch.pk)
    done = client.post(rows, {**carried(dry), "rows": ["1"], "reason": ""}, follow=True)
    page = text(done)
    assert "The ticked rows are applied, the others set aside." in page
    assert "No payment with this key was sent in this file." in page
    assert Payout.objects.get().state == "paid"


def test_a_row_is_resolved_with_a_reason_once(theo: User) -> None:
    batch, client = a_sent_batch(), just_now(theo)
    dry = looked_at(client, batch, MIXED)
    client.post(url("answer_apply_rows", batch.pk), {**carried(dry), "rows": ["1"]})
    first, second = AsideRow.objects.order_by("pk")
    resolve = url("row_resolve", first.pk)
    shown = text(client.get(resolve))
    assert "About no payment of this file" in shown
    assert "Applied after all" not in shown
    empty = client.post(resolve, {"remedy": "not_ours", "reason": ""})
    assert empty.status_code == 422
    page = text(
        client.post(resolve, {"remedy": "not_ours", "reason": "A slip of theirs."}, follow=True)
    )
    assert "The row is resolved." in page
    assert "A slip of theirs." in page
    again = client.get(resolve)
    assert again.status_code == 409
    assert "Theo resolved this row on" in text(again)
    assert client.get(url("row_resolve", second.pk)).status_code == 200


def test_a_tick_and_a_word_survive_a_refusal(theo: User) -> None:
    batch, client = a_sent_batch(), just_now(theo)
    content = statement(entry(details(KEY)), entry(details(KEY), direction="CRDT"), entry())
    dry = looked_at(client, batch, content)
    rows = url("answer_apply_rows", batch.pk)
    typed = {**carried(dry), "rows": ["2"], "reason": "Ask them first."}
    refused = client.post(rows, typed)
    page = text(refused)
    assert refused.status_code == 422
    assert "Row 2 says that money came back which row 1 says was paid" in page
    assert 'value="2" id="row-2" checked' in page
    assert 'value="1" id="row-1" checked' not in page
    assert "Ask them first." in page
    assert carried(refused)["content"] == carried(dry)["content"]
    assert not BankAnswer.objects.exists()


def test_an_answer_that_is_understood_may_go_row_by_row_too(theo: User) -> None:
    batch, client = a_sent_batch(), just_now(theo)
    dry = looked_at(client, batch, report(status(KEY)))
    assert "Go row by row" in text(dry)
    page = text(client.post(url("answer_apply_rows", batch.pk), carried(dry)))
    assert "1 rows are understood and not ticked" in page
    assert "Apply row 1" in page


def test_a_page_that_was_drawn_before_something_changed(theo: User) -> None:
    batch, client = a_sent_batch(), just_now(theo)
    dry = looked_at(client, batch, MIXED)
    assert client.post(
        url("answer_apply", batch.pk),
        {"content": base64.b64encode(statement(entry(details(KEY)))).decode(), "name": "a.xml"},
    ).status_code == 302  # fmt: skip
    late = client.post(url("answer_apply_rows", batch.pk), {**carried(dry), "rows": ["1"]})
    assert late.status_code == 409
    assert "Row 1 is not understood any more" in text(late)


@pytest.mark.parametrize("content", ["%%%", base64.b64encode(b"<a><b></a>").decode()])
def test_a_page_that_lost_the_file_offers_to_choose_it_again(theo: User, content: str) -> None:
    batch, client = a_sent_batch(), just_now(theo)
    rows = url("answer_apply_rows", batch.pk)
    lost = client.post(rows, {"content": content, "name": "a.xml", "rows": ["1"]})
    assert lost.status_code == 422
    assert "Choose another file" in text(lost)
    assert client.get(rows).status_code == 200
    crooked = client.post(rows, {"content": content, "name": "a.xml", "rows": ["one"]})
    assert crooked.status_code == 422


def test_a_report_that_names_no_payment_cannot_go_row_by_row(theo: User) -> None:
    batch, client = a_sent_batch(), just_now(theo)
    page = text(looked_at(client, batch, report(group="ACSC")))
    assert "nothing of any payment" in page
    assert "Mend these places" in page
    assert "set the others aside" not in page


def test_others_see_the_row_and_whose_work_it_is(
    theo: User, anna: User, audrey: User, carla: User
) -> None:
    batch, client = a_sent_batch(), just_now(theo)
    dry = looked_at(client, batch, statement(entry()))
    client.post(url("answer_apply_rows", batch.pk), {**carried(dry), "reason": ""})
    aside = AsideRow.objects.get()
    for watcher in (anna, audrey):
        page = text(signed_in(watcher).get(url("batch", batch.pk)))
        assert "It waits for the treasurer." in page
        refused = signed_in(watcher).get(url("row_resolve", aside.pk))
        assert refused.status_code == 403
        assert "the work of the bank" in text(refused)
    assert signed_in(carla).get(url("row_resolve", aside.pk)).status_code == 403
