"""read_answer and apply_answer: every row is understood, or nothing is applied."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.utils import translation

from core.domain.errors import IllegalMove, RuleBroken
from core.translation import in_words
from payouts import services
from payouts.models import BankAnswer, BankBatch, BankLine, Payout
from people.models import User
from programs.models import Agreement
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_target, verified
from tests.factories.payouts import (
    a_built_batch,
    a_sent_batch,
    an_answer,
    answered,
    approved,
    prepared,
)
from tests.factories.people import the
from tests.factories.programs import an_agreement

pytestmark = pytest.mark.django_db
HEADER = "key,account,amount,state,reason,settled_on\r\n"
GOOD = "PO-2026-00001-1,12345678901234,5000000,paid,,2026-06-02\r\n"
BAD_ROWS = {
    "unknown key": ("PO-2026-00009-1,12345678901234,5000000,paid,,", "key", "No payment with this"),
    "empty key": (",12345678901234,5000000,paid,,", "key", "key of the payment is empty"),
    "twice": (GOOD + GOOD, "key", "answered 2 times"),
    "wrong amount": ("PO-2026-00001-1,12345678901234,4999999,paid,,", "amount", "₩5,000,000"),
    "no amount": ("PO-2026-00001-1,12345678901234,five,paid,,", "amount", "whole number of won"),
    "wrong account": (
        "PO-2026-00001-1,99945678901234,5000000,paid,,",
        "account",
        "another account",
    ),
    "no account": ("PO-2026-00001-1,=cmd,5000000,paid,,", "account", "not an account number"),
    "unknown state": ("PO-2026-00001-1,12345678901234,5000000,done,,", "state", "“done”"),
    "wrong state": ("PO-2026-00001-1,12345678901234,5000000,returned,,", "state", "“Returned”"),
    "bad day": ("PO-2026-00001-1,12345678901234,5000000,paid,,2.6.2026", "settled_on", "not a day"),
    "too many cells": ("PO-2026-00001-1,1,5,paid,a,b,c,d", "", "more cells"),
}


def test_a_row_that_is_not_understood_stops_the_whole_file(theo: User, noon: datetime) -> None:
    batch = a_sent_batch()
    for what, (rows, column, reason) in BAD_ROWS.items():
        content = (HEADER + rows).encode()
        dry = services.read_answer(batch_id=batch.pk, content=content, by=theo)
        assert (dry.errors[0].row, dry.errors[0].column) == (2, column), what
        with translation.override("en"):
            assert reason in in_words(dry.errors[0].reason), what
        with pytest.raises(RuleBroken, match="nothing was applied"), transaction.atomic():
            answered(batch, content)
    assert not BankAnswer.objects.exists()
    assert batch.disbursements.get().payout.state == "sent"


def test_an_answer_without_a_day_settles_all_the_same() -> None:
    batch = a_sent_batch()
    answered(batch, an_answer(batch).replace(b"2026-06-02", b""))
    assert (batch.state, batch.disbursements.get().settled_on) == ("answered", None)


def test_one_bad_row_among_good_ones_stops_all(noon: datetime, theo: User) -> None:
    batch = _two_payments(noon)
    content = an_answer(batch) + b"PO-2026-00077-1,1234567890,1,paid,,\r\n"
    with pytest.raises(RuleBroken, match="1 places of the file are not understood"):
        answered(batch, content)
    assert {d.state for d in batch.disbursements.all()} == {"sent"}


def test_a_missing_column_is_named(theo: User) -> None:
    dry = services.read_answer(batch_id=a_sent_batch().pk, content=b"key,amount\r\n", by=theo)
    assert [(e.row, e.column) for e in dry.errors] == [(1, "account"), (1, "state")]


def test_an_empty_answer_is_no_answer(theo: User, noon: datetime) -> None:
    batch = a_sent_batch()
    with pytest.raises(RuleBroken, match="answers nothing"):
        answered(batch, HEADER.encode())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
def test_columns_in_any_order_and_encoding_are_fine(encoding: str) -> None:
    batch = a_sent_batch()
    text = (
        "비고,state,settled_on,reason,amount,account,key\r\n"
        '메모,failed,2026-06-02,예금주 불일치,"5,000,000",12345678901234,PO-2026-00001-1\r\n'
    )
    answered(batch, text.encode(encoding))
    disbursement = batch.disbursements.get()
    assert (disbursement.state, disbursement.reason) == ("failed", "예금주 불일치")
    assert disbursement.payout.state_reason == "예금주 불일치"
    assert f"{disbursement.settled_on}" == "2026-06-02"


def test_the_same_file_twice_is_applied_once(theo: User, noon: datetime) -> None:
    batch = a_sent_batch()
    content = an_answer(batch)
    given: dict[str, Any] = {"batch_id": batch.pk, "content": content, "name": "answer.csv"}
    first = services.apply_answer(**given, by=theo, at=noon)
    assert services.apply_answer(**given, by=theo, at=noon) == first
    assert BankLine.objects.count() == 1


def test_an_answer_belongs_to_one_file(theo: User, noon: datetime) -> None:
    first = _two_payments(noon)
    content = an_answer(first)
    answered(first, content)
    other = a_sent_batch(_one_more(noon))
    dry = services.read_answer(batch_id=other.pk, content=content, by=theo)
    assert {f"{error.reason}" for error in dry.errors} == {
        "This payment was sent in file BF-2026-00001. Read its answer there."
    }
    with pytest.raises(RuleBroken, match="nothing was applied"):
        answered(other, content)


def test_some_answered_today_and_the_rest_tomorrow(noon: datetime, theo: User) -> None:
    batch = _two_payments(noon)
    header, first, second = an_answer(batch).splitlines(keepends=True)
    dry = services.read_answer(batch_id=batch.pk, content=header + first, by=theo)
    assert (len(dry.lines), dry.unanswered) == (1, ("PO-2026-00002-1",))
    answered(batch, header + first)
    assert batch.state == "sent"
    answered(batch, header + second)
    assert batch.state == "answered"
    assert {d.payout.state for d in batch.disbursements.all()} == {"paid"}


def test_a_file_that_was_not_sent_has_no_answer(theo: User) -> None:
    batch = a_built_batch()
    with pytest.raises(IllegalMove, match="was not sent"):
        services.read_answer(batch_id=batch.pk, content=an_answer(batch), by=theo)


def test_what_the_bank_said_is_kept_line_by_line(noon: datetime) -> None:
    batch = a_sent_batch()
    answered(batch)
    line = BankLine.objects.get()
    assert (line.row, line.outcome, line.amount) == (2, "paid", 5_000_000)
    assert (line.answer.name, line.answer.read_by) == ("answer.csv", the("theo"))


def _two_payments(at: datetime) -> BankBatch:
    agreement = an_agreement()
    for name in ("Daesung", "Woojin"):
        site = a_worksite(name=name, supplier=agreement.supplier)
        target = a_target(match=a_match(agreement=agreement, worksite=site))
        verification = verified(target, "5", by=the("victor"), at=at)
        payout = services.compute_payout(verification_id=verification.pk, at=at)
        approved(prepared(payout))
    batch = services.build_batch(program_id=agreement.program_id, by=the("theo"), at=at)
    return services.send_batch(batch_id=batch.pk, by=the("theo"), at=at)


def _one_more(at: datetime) -> Payout:
    agreement = Agreement.objects.get()
    site = a_worksite(name="Third", supplier=agreement.supplier)
    target = a_target(match=a_match(agreement=agreement, worksite=site))
    verification = verified(target, "5", by=the("victor"), at=at)
    return approved(prepared(services.compute_payout(verification_id=verification.pk, at=at)))
