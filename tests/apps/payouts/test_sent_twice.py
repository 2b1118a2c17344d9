"""The same page sent twice is one act, and the second answer is the first."""

from __future__ import annotations

import base64
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from core.domain.errors import RuleBroken
from core.domain.money import Money
from ledger.models import Entry
from payouts import services
from payouts.models import Adjustment, BankAnswer, BankBatch, Payout, Receipt
from payouts.services.receipts import Page
from people.domain.roles import Role
from people.models import User
from programs.models import Program
from tests.apps.payouts.pages import hidden, just_now, sent, text, url
from tests.apps.payouts.walked import a_payout_of
from tests.factories.payouts import (
    a_computed_payout,
    a_failed_payout,
    a_sent_batch,
    an_answer,
    an_approved_payout,
    prepared,
    the_bank,
)
from tests.factories.people import a_member, the

pytestmark = pytest.mark.django_db
WHY = {"reason": "A tip."}


def twice(client: Client, page: str, **typed: Any) -> Any:
    """A double click: the very same form, sent again."""
    form = sent(**typed)
    first, second = client.post(page, form), client.post(page, form)
    assert (first.status_code, second.status_code) == (302, 302), page
    assert first["Location"] == second["Location"]
    assert Receipt.objects.filter(key=form["key"]).count() == 1
    return second


def test_every_verb_of_a_payout() -> None:
    olivia, anna = just_now(the("olivia")), just_now(the("anna"))
    payout = prepared(a_computed_payout())
    twice(anna, url("payout_hold", payout.pk), **WHY)
    twice(anna, url("payout_release", payout.pk), **WHY)
    twice(olivia, url("payout_prepare", payout.pk))
    payout.refresh_from_db()
    assert (payout.state, payout.preparations) == ("prepared", 2)
    twice(anna, url("payout_reject", payout.pk), **WHY)
    payout.refresh_from_db()
    assert payout.state == "rejected"


def test_a_retry_and_a_correction() -> None:
    olivia, payout = just_now(the("olivia")), a_failed_payout()
    twice(olivia, url("payout_retry", payout.pk))
    twice(olivia, url("payout_adjust", payout.pk), delta="-1,000", reason="Counted twice.")
    assert [one.delta for one in Adjustment.objects.all()] == [-1000]


def test_every_step_of_a_bank_file(theo: User) -> None:
    client, payout = just_now(theo), an_approved_payout()
    build = url("batch_build", payout.agreement.program_id)
    twice(client, build)
    first = BankBatch.objects.get()
    twice(client, url("batch_withdraw", first.pk), **WHY)
    twice(client, build)
    batch = BankBatch.objects.latest("pk")
    twice(client, url("batch_send", batch.pk))
    content = an_answer(batch)
    applied = [_applied(client, batch, content)["Location"] for _ in range(2)]
    assert applied == [url("batch", batch.pk)] * 2
    assert BankAnswer.objects.count() == 1
    assert Payout.objects.get().state == "paid"
    assert Entry.objects.filter(reference__endswith=":settle").count() == 1


def _applied(client: Client, batch: BankBatch, content: bytes) -> Any:
    carried = {"content": base64.b64encode(content).decode(), "name": "answer.csv"}
    return client.post(url("answer_apply", batch.pk), carried)


def test_a_page_that_lost_its_key_gets_a_new_one(olivia: User) -> None:
    payout = a_computed_payout()
    answer = just_now(olivia).post(url("payout_hold", payout.pk), WHY)
    assert answer.status_code == 422
    assert "has a new one now. Send it once more." in text(answer)
    assert len(hidden(answer, "key")) == 36


def test_a_key_is_for_one_page_of_one_person(olivia: User, noon: datetime) -> None:
    key, other = uuid4(), uuid4()
    payout, beside = a_payout_of("Daesung"), a_payout_of("Woojin")
    oscar = a_member(name="oscar", role=Role.PREPARER, organization=the_bank())

    def hold(payout: Payout, by: User) -> object:
        return services.hold_payout(payout_id=payout.pk, reason="A tip.", key=key, by=by, at=noon)

    def adjust(payout: Payout, delta: int, key: UUID) -> object:
        given: dict[str, Any] = {
            "payout_id": payout.pk,
            "delta": Money(delta),
            "by": olivia,
            "at": noon,
        }
        return services.adjust_payout(**given, reason="Twice.", key=key)

    hold(payout, olivia)
    assert adjust(payout, -1, other) == adjust(payout, -1, other)
    wrongs: tuple[Callable[[], object], ...] = (
        lambda: hold(beside, olivia),
        lambda: hold(payout, oscar),
        lambda: services.prepare_payout(payout_id=beside.pk, by=olivia, at=noon, key=key),
        lambda: adjust(payout, -2, other),
        lambda: adjust(beside, -1, other),
        lambda: adjust(payout, -1, key),
    )
    for wrong in wrongs:
        with pytest.raises(RuleBroken, match="used for something else"), transaction.atomic():
            wrong()
    assert Adjustment.objects.count() == 1


def test_a_key_builds_one_file_of_one_programme(theo: User, noon: datetime) -> None:
    payout, key = an_approved_payout(), uuid4()
    given: dict[str, Any] = {"by": theo, "at": noon, "key": key}
    program = payout.agreement.program_id
    batch = services.build_batch(program_id=program, **given)
    assert services.build_batch(program_id=program, **given) == batch
    another = a_program_of_the_same_bank()
    with pytest.raises(RuleBroken, match="used for something else"):
        services.build_batch(program_id=another.pk, **given)


def test_a_key_that_somebody_else_uses_in_the_same_moment_is_refused_in_words(
    olivia: User, noon: datetime
) -> None:
    """The look-up finds nothing yet; the table itself then says no."""
    payout, key = a_payout_of("Daesung"), uuid4()
    page = Page(key, "payout.hold", olivia)
    page.keep(noon, payout=payout)
    with pytest.raises(RuleBroken, match="used for something else"), transaction.atomic():
        page.keep(noon, payout=payout)


def test_a_receipt_is_of_one_thing(olivia: User, noon: datetime) -> None:
    payout = a_payout_of("Daesung")
    batch = a_sent_batch()
    for about in ({}, {"payout": payout, "batch": batch}):
        with pytest.raises(IntegrityError, match="receipt_of_one_thing"), transaction.atomic():
            Receipt.objects.create(key=uuid4(), action="x", by=olivia, at=noon, **about)


def a_program_of_the_same_bank() -> Program:
    there = Program.objects.get()
    return Program.objects.create(
        code="second",
        name_ko="둘째 (demo)",
        name_en="Second (demo)",
        agency=there.agency,
        funder=there.funder,
        starts_on=there.starts_on,
        ends_on=there.ends_on,
        state=there.state,
    )
