"""Row by row: ticked rows are applied, the others wait in sight until somebody resolves them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, IntegrityError, connection, transaction

from audit.selectors import events_about
from core.domain.errors import IllegalMove, RuleBroken
from core.domain.money import Money
from core.domain.words import sentence_from
from ledger.selectors import balance_of, books_balance
from payouts import services
from payouts.domain.asides import Choice, Remedy
from payouts.domain.postings import PAID, SENT
from payouts.models import (
    AsideRow,
    BankAnswer,
    BankBatch,
    BankLine,
    Disbursement,
    Payout,
    RowResolution,
)
from payouts.selectors.asides import asides_about, open_asides, paid_in_part
from payouts.selectors.checks import blocks_of
from people.models import User
from reports.selectors.inbox import inbox_of
from tests.factories.messages import details, entry, report, statement, status
from tests.factories.payouts import (
    NOON,
    a_built_batch,
    a_sent_batch,
    an_answer,
    an_approved_payout,
    answered,
    approved,
    prepared,
)
from tests.factories.people import the

pytestmark = pytest.mark.django_db
KEY = "PO-2026-00001-1"
PART = statement(entry(details(KEY, amount=4_000_000)))
LATER = NOON + timedelta(hours=1)


def taken(batch: BankBatch, content: bytes, *rows: int, why: str = "") -> BankAnswer:
    """Theo ticks these rows."""
    return services.apply_answer(
        batch_id=batch.pk,
        content=content,
        name="answer.xml",
        by=the("theo"),
        at=NOON,
        rows=Choice(frozenset(rows), why),
    )


def resolved(aside: AsideRow, remedy: Remedy, by: str = "theo", reason: str = "Asked.") -> Any:
    return services.resolve_row(
        aside_id=aside.pk, remedy=remedy, reason=reason, by=the(by), at=LATER
    )


def now(batch: BankBatch) -> tuple[str, str, str]:
    batch.refresh_from_db()
    payment = batch.disbursements.get()
    return payment.state, payment.payout.state, batch.state


def test_a_part_is_set_aside_and_never_settles_anything() -> None:
    batch = a_sent_batch()
    taken(batch, PART)
    aside = AsideRow.objects.get()
    assert (aside.row, aside.key, aside.disbursement) == (1, KEY, batch.disbursements.get())
    assert "₩1,000,000 is missing" in str(aside.said[0].reason)
    assert aside.said[0].example == "5000000"
    assert now(batch) == ("sent", "sent", "sent")
    assert not BankLine.objects.exists()
    payout = Payout.objects.get()
    where = {"agreement": payout.agreement_id, "part": payout.part}
    assert balance_of(SENT.format(**where)) == Money(5_000_000)
    assert balance_of(PAID.format(**where)) == Money(0)
    assert list(asides_about(payout)) == [aside]
    event = events_about(batch).latest("pk")
    assert (event.details["set_aside"], event.details["lines"], event.details["unanswered"]) == (
        [1],
        0,
        1,
    )


def test_the_same_file_twice_is_once() -> None:
    batch = a_sent_batch()
    first = taken(batch, PART)
    assert taken(batch, PART) == first
    assert AsideRow.objects.count() == 1
    with pytest.raises(IntegrityError, match="aside_row_once"), transaction.atomic():
        AsideRow.objects.create(answer=first, row=1, reasons=[{}])


def test_nothing_is_half_stored() -> None:
    batch = a_sent_batch()
    mixed = statement(entry(details(KEY)), entry(details("X-1")))
    with pytest.raises(RuleBroken, match="understood and not ticked"):
        taken(batch, mixed)
    with pytest.raises(RuleBroken, match="nothing was applied"):
        answered(batch, mixed)
    assert not BankAnswer.objects.exists()
    assert not AsideRow.objects.exists()
    assert now(batch) == ("sent", "sent", "sent")


def test_a_ticked_row_settles_beside_one_that_waits() -> None:
    batch = a_sent_batch()
    taken(batch, statement(entry(details(KEY)), entry(details("X-1")), entry()), 1)
    assert now(batch) == ("paid", "paid", "answered")
    waiting = AsideRow.objects.filter(disbursement=None).values_list("row", "key")
    assert list(waiting) == [(2, "X-1"), (3, "")]
    assert books_balance()


def test_what_was_not_ticked_is_applied_after_all() -> None:
    batch = a_sent_batch()
    content = report(status(KEY))
    taken(batch, content, why="The bank rings back.")
    aside = AsideRow.objects.get()
    assert str(aside.said[0].reason).endswith("The bank rings back.")
    assert now(batch) == ("sent", "sent", "sent")
    resolution = resolved(aside, Remedy.TAKEN_UP)
    assert now(batch) == ("paid", "paid", "answered")
    assert (resolution.by, resolution.at, resolution.reason) == (the("theo"), LATER, "Asked.")
    assert BankLine.objects.get().row == 1
    assert events_about(batch).latest("pk").details["remedy"] == "taken_up"
    assert str(resolution).endswith("1 taken_up")


def test_what_is_still_not_understood_is_not_applied() -> None:
    batch = a_sent_batch()
    taken(batch, PART)
    with pytest.raises(RuleBroken, match="moved only a part"):
        resolved(AsideRow.objects.get(), Remedy.TAKEN_UP)
    assert not RowResolution.objects.exists()


def test_a_row_that_only_repeats_by_now_is_not_applied_again() -> None:
    batch = a_sent_batch()
    taken(batch, statement(entry(details(KEY))), why="Wait.")
    answered(batch, report(status(KEY)))
    with pytest.raises(RuleBroken, match="nothing that would change anything"):
        resolved(AsideRow.objects.get(), Remedy.TAKEN_UP)
    resolved(AsideRow.objects.get(), Remedy.OVERTAKEN)


def test_a_payment_that_waits_is_not_talked_away() -> None:
    batch = a_sent_batch()
    taken(batch, PART)
    aside = AsideRow.objects.get()
    with pytest.raises(RuleBroken, match="still waits for its answer"):
        resolved(aside, Remedy.OVERTAKEN)
    with pytest.raises(RuleBroken, match="names a payment of this file"):
        resolved(aside, Remedy.NOT_OURS)
    answered(batch, report(status(KEY)))
    aside.refresh_from_db()
    assert resolved(aside, Remedy.OVERTAKEN).remedy == "overtaken"


def test_a_fee_is_not_ours() -> None:
    batch = a_sent_batch()
    taken(batch, statement(entry()))
    aside = AsideRow.objects.get()
    for wrong in (Remedy.TAKEN_UP, Remedy.OVERTAKEN):
        with pytest.raises(RuleBroken, match="names no payment of this file"):
            resolved(aside, wrong)
    resolved(aside, Remedy.NOT_OURS)
    assert not open_asides(the("theo"))


def test_it_is_resolved_once_and_by_whom_is_said() -> None:
    batch = a_sent_batch()
    taken(batch, statement(entry()))
    aside = AsideRow.objects.get()
    with pytest.raises(RuleBroken, match="Say what the bank told you"):
        resolved(aside, Remedy.NOT_OURS, reason=" ")
    with pytest.raises(PermissionDenied):
        resolved(aside, Remedy.NOT_OURS, by="anna")
    first = resolved(aside, Remedy.NOT_OURS)
    assert resolved(aside, Remedy.NOT_OURS) == first
    with pytest.raises(IllegalMove, match="Theo resolved this row on 2026-06-01"):
        resolved(aside, Remedy.TAKEN_UP)
    assert RowResolution.objects.count() == 1


def test_a_payment_is_not_tried_again_while_part_of_it_may_have_moved(olivia: User) -> None:
    batch = a_sent_batch()
    taken(batch, PART)
    answered(batch, report(status(KEY, "RJCT")))
    payout = Payout.objects.get()
    assert payout.state == "failed"
    retry: dict[str, Any] = {"payout_id": payout.pk, "by": olivia, "at": LATER}
    with pytest.raises(RuleBroken, match="Row 1 of the bank's answer to BF-2026-00001 is about"):
        services.retry_payout(**retry)
    resolved(AsideRow.objects.get(), Remedy.OVERTAKEN)
    services.retry_payout(**retry)
    payout.refresh_from_db()
    second = a_sent_batch(approved(prepared(payout)))
    assert second.pk != batch.pk
    assert second.disbursements.get().key == "PO-2026-00001-2"


def _failed_and_approved_again() -> tuple[BankBatch, Payout]:
    first = a_sent_batch()
    answered(first, report(status(KEY, "RJCT")))
    payout = Payout.objects.get()
    services.retry_payout(payout_id=payout.pk, by=the("olivia"), at=LATER)
    payout.refresh_from_db()
    return first, prepared(payout)


def test_a_part_that_is_told_late_stops_the_next_try() -> None:
    first, payout = _failed_and_approved_again()
    assert blocks_of(payout) == ()
    taken(first, PART)
    (block,) = blocks_of(payout)
    assert "part of the money may have moved" in str(block)
    with pytest.raises(RuleBroken, match="part of the money may have moved"):
        approved(payout)
    assert paid_in_part(Payout.objects.all()).get() == payout


def test_a_part_that_is_told_after_the_file_was_built_stops_the_file() -> None:
    first, payout = _failed_and_approved_again()
    second = a_built_batch(approved(payout))
    taken(first, PART)
    with pytest.raises(RuleBroken, match="part of the money may have moved"):
        services.send_batch(batch_id=second.pk, by=the("theo"), at=LATER)
    with pytest.raises(IntegrityError, match="payment_not_while_set_aside"), transaction.atomic():
        BankBatch.objects.filter(pk=second.pk).update(state="sent", sent_by=the("theo"))
    key = str(payout.disbursements.get(attempt=2).key)
    services.withdraw_batch(batch_id=second.pk, reason="Later.", by=the("theo"), at=LATER)
    third = BankBatch.objects.get(pk=second.pk)
    third.pk, third.number, third.state = None, "BF-9", "built"
    third._state.adding = True
    third.save()
    with pytest.raises(IntegrityError, match="payment_not_while_set_aside"), transaction.atomic():
        Disbursement.objects.create(
            payout=payout, batch=third, attempt=3, key=f"{key}-3", amount=payout.amount
        )


def test_a_pay_run_leaves_it_out_and_says_why() -> None:
    first, payout = _failed_and_approved_again()
    approved(payout)
    taken(first, PART)
    run = services.open_payrun(program_id=first.program_id, by=the("theo"), at=LATER)
    while services.work_payrun(run_id=run.pk, at=LATER) is not None:
        pass
    payout.refresh_from_db()
    assert payout.state == "approved"
    assert "earlier try is set aside" in str(sentence_from(run.refusals.get().reason))


def test_the_database_lets_nothing_untrue_be_said_of_a_row() -> None:
    batch = a_sent_batch()
    taken(batch, statement(entry(details(KEY, amount=1)), entry()))
    ours, strange = AsideRow.objects.order_by("pk")
    given: dict[str, Any] = {"reason": "So.", "by": the("theo"), "at": LATER}
    for aside, remedy in (
        (ours, "not_ours"),
        (ours, "overtaken"),
        (ours, "taken_up"),
        (strange, "overtaken"),
        (strange, "taken_up"),
    ):
        with pytest.raises(IntegrityError, match="resolution_is_true"), transaction.atomic():
            RowResolution.objects.create(aside=aside, remedy=remedy, **given)
    with pytest.raises(IntegrityError, match="resolution_says_why"), transaction.atomic():
        RowResolution.objects.create(aside=strange, remedy="not_ours", **given | {"reason": ""})
    with pytest.raises(IntegrityError, match="aside_row_says_why"), transaction.atomic():
        AsideRow.objects.create(answer=ours.answer, row=9, reasons=[])
    RowResolution.objects.create(aside=strange, remedy="not_ours", **given)
    with pytest.raises(IntegrityError, match="aside_id"), transaction.atomic():
        RowResolution.objects.create(aside=strange, remedy="not_ours", **given)
    for table in ("asiderow", "rowresolution"):
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(f"DELETE FROM payouts_{table}")  # noqa: S608


def test_it_waits_in_the_inbox_of_the_treasurer_and_of_no_other(theo: User, anna: User) -> None:
    batch = a_sent_batch()
    taken(batch, PART)
    (item,) = [one for one in inbox_of(theo, NOON).items if "set aside" in one.todo.text]
    assert item.about == f"{batch.number} · {KEY}"
    assert not [one for one in inbox_of(anna, NOON).items if "set aside" in one.todo.text]


def test_a_payment_that_was_settled_and_refused_later_came_back() -> None:
    batch = a_sent_batch()
    answered(batch, report(status(KEY)))
    answered(batch, report(status(KEY, "RJCT", reason="AC04"), about=batch.number))
    assert now(batch) == ("returned", "returned", "answered")
    assert Payout.objects.get().state_reason == "AC04 · told so"
    assert books_balance()


def test_a_table_goes_row_by_row_as_well() -> None:
    payout = an_approved_payout()
    batch = a_sent_batch(payout)
    content = an_answer(batch) + b"X-9,110,5000000,paid,,\n"
    taken(batch, content, 2)
    assert now(batch) == ("paid", "paid", "answered")
    assert AsideRow.objects.get().key == "X-9"
