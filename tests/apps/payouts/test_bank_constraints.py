"""What goes to the bank and comes back, once and unchanged; and rows that stay for ever."""

from __future__ import annotations

import os
from contextlib import closing
from functools import partial
from typing import Any

import psycopg2
import pytest
from django.db import DatabaseError, connection, models, transaction
from django.db.models import F

from outcomes.models import Verification
from payouts.models import (
    Adjustment,
    Approval,
    BankAnswer,
    BankBatch,
    BankLine,
    Disbursement,
    Payout,
    Receipt,
)
from tests.apps.payouts.forbidden import Attempts, all_refused, changed, only_tried, refused
from tests.factories.payouts import (
    a_built_batch,
    a_computed_payout,
    a_paid_payout,
    an_approved_payout,
)
from tests.factories.people import the

pytestmark = pytest.mark.django_db


def a_disbursement(payout: Payout, **values: Any) -> Disbursement:
    given = {
        "payout": payout,
        "batch": BankBatch.objects.get(disbursements__payout=payout),
        "attempt": 9,
        "key": "K",
        "amount": payout.amount,
    }
    return Disbursement.objects.create(**{**given, **values})


def by_another(payout: Payout, name: str) -> Disbursement:
    """In a file that somebody else has built."""
    batch = BankBatch.objects.get()
    mine = BankBatch.objects.create(
        number="BF-9",
        program=batch.program,
        lines=1,
        total=payout.amount,
        content_encrypted=b"x",
        sha256="0" * 64,
        built_by=the(name),
        built_at=batch.built_at,
    )
    return a_disbursement(payout, batch=mine)


def without_lines(_: Payout) -> None:
    batch = BankBatch.objects.get()
    batch.pk, batch.number, batch.lines = None, "BF-2", 0
    batch._state.adding = True
    batch.save()


def opened_again(_: Payout, **values: Any) -> None:
    BankBatch.objects.update(**values)


SEALED: dict[str, Any] = {
    "sha256": "0" * 64,
    "content_encrypted": b"",
    "total": 1,
    "log_head": "x",
}
BUILT: Attempts[Payout] = {
    "one payout is in one open file": ("disbursement_one_alive", a_disbursement),
    "the amount only moves on": (
        "disbursement_never_edited",
        lambda _: Disbursement.objects.update(amount=1),
    ),
    "the key only moves on": (
        "disbursement_never_edited",
        lambda _: Disbursement.objects.update(key="K"),
    ),
    **{
        f"{name} of a built file is sealed": (
            "batch_is_sealed",
            partial(opened_again, **{name: value}),
        )
        for name, value in SEALED.items()
    },
    "a file pays something": ("batch_pays_something", without_lines),
}

WITHDRAWN: Attempts[Payout] = {
    "one attempt has one number": (
        "disbursement_attempt_once",
        lambda p: a_disbursement(p, attempt=1),
    ),
    "one attempt has one key": (
        "disbursement_key",
        lambda p: a_disbursement(p, key=Disbursement.objects.get().key),
    ),
    **{
        f"{amount} is not the approved amount": (
            "disbursement_of_an_approved_payout",
            partial(a_disbursement, amount=amount),
        )
        for amount in (4_999_999, 5_000_001)
    },
    **{
        f"{name} acted before and does not send": (
            "disbursement_not_by_an_earlier_hand",
            partial(by_another, name=name),
        )
        for name in ("olivia", "anna", "victor")
    },
}


def test_a_built_file() -> None:
    payout = an_approved_payout()
    a_built_batch(payout)
    all_refused(payout, BUILT)
    Disbursement.objects.update(state="failed")
    all_refused(payout, WITHDRAWN)
    late = partial(a_disbursement, payout)
    with only_tried():
        changed(payout, state="held")
        refused("disbursement_of_an_approved_payout", late)
    BankBatch.objects.update(state="sent")
    refused("disbursement_of_an_approved_payout", late)  # nothing is added to a sent file


def again(answer: BankAnswer) -> None:
    BankAnswer.objects.create(
        batch=answer.batch,
        name="again.csv",
        sha256=answer.sha256,
        read_by=answer.read_by,
        read_at=answer.read_at,
    )


def row_again(answer: BankAnswer) -> None:
    line = answer.bank_lines.get()
    BankLine.objects.create(
        answer=answer, disbursement=line.disbursement, row=line.row, outcome="paid", amount=1
    )


def emptied(_: BankAnswer, table: type[models.Model]) -> None:
    table._base_manager.all()._raw_delete("default")


ANSWERED: Attempts[BankAnswer] = {
    "an answer is applied once": ("sha256", again),
    "a row of an answer is applied once": ("bank_line_row_once", row_again),
    **{
        f"{table.__name__} loses no row": (
            "rows_stay",
            partial(emptied, table=table),
        )
        for table in (Payout, Approval, Disbursement, BankBatch)
    },
}


def test_a_paid_payout() -> None:
    a_paid_payout()
    all_refused(BankAnswer.objects.get(), ANSWERED)


SAID = ("UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE")
KEPT = [table._meta.db_table for table in (Adjustment, BankAnswer, BankLine, Receipt)]


def test_what_was_said_is_never_changed_even_by_the_owner() -> None:
    with closing(psycopg2.connect(os.environ["DATABASE_OWNER_URL"])) as line:
        for table, words in ((table, words) for table in KEPT for words in SAID):
            with (
                line.cursor() as cursor,
                pytest.raises(psycopg2.IntegrityError, match=r"append-only|rows_stay"),
            ):
                cursor.execute(words.format(table))
            line.rollback()


def test_the_application_may_not_even_try() -> None:
    for table in KEPT:
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 - our own table


def test_verifications_stay_too() -> None:
    a_computed_payout()
    with pytest.raises(DatabaseError), transaction.atomic():
        Verification.objects.update(attained=F("attained") + 1)
