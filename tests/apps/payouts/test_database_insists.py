"""What must never happen is refused by the database itself, whatever the code above it does."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from functools import partial
from typing import Any
from uuid import uuid4

import psycopg2
import pytest
from django.db import DatabaseError, IntegrityError, connection, models, transaction
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
)
from people.domain.roles import Role
from people.models import User
from programs.models import Agreement
from tests.factories.outcomes import a_measurement
from tests.factories.payouts import (
    a_built_batch,
    a_computed_payout,
    a_paid_payout,
    a_prepared_payout,
    a_sent_batch,
    an_approved_payout,
    approved,
    the_bank,
)
from tests.factories.people import a_member, the

pytestmark = pytest.mark.django_db


def refused(name: str, attempt: Callable[[], object]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        attempt()


def a_copy(payout: Payout, **changed: Any) -> Payout:
    """A second row like the first, as careless code would write it."""
    fields = {
        field.attname: getattr(payout, field.attname)
        for field in Payout._meta.concrete_fields
        if field.name != "id"
    }
    return Payout.objects.create(**{**fields, "number": f"PO-{uuid4()}", **changed})


def an_approval(payout: Payout, by: User, **changed: Any) -> Approval:
    given = {
        "payout": payout,
        "maker_id": payout.prepared_by_id,
        "approver": by,
        "digest": payout.digest,
        "approved_at": payout.computed_at,
        "key": uuid4(),
    }
    return Approval.objects.create(**{**given, **changed})


# --- payouts --------------------------------------------------------------------------------


def test_one_payout_for_one_verified_result() -> None:
    payout = a_computed_payout()
    refused("payouts_payout_verification_id_key", lambda: a_copy(payout))


def test_one_number_for_one_payout() -> None:
    payout = a_computed_payout()
    refused("payout_number", lambda: a_copy(payout, number=payout.number, verification_id=None))


def test_one_first_tranche_for_one_clause() -> None:
    payout = a_computed_payout()
    a_copy(payout, verification_id=None, amount=1)
    refused("payout_first_tranche_once", lambda: a_copy(payout, verification_id=None, amount=1))


def test_no_amount_below_nothing() -> None:
    payout = a_computed_payout()
    refused("payout_not", lambda: a_copy(payout, verification_id=None, amount=-1))


def test_nothing_is_not_paid_and_something_is_not_nothing() -> None:
    payout = a_computed_payout()
    for state, amount in (("computed", 0), ("nothing_due", 1)):
        changed: dict[str, Any] = {"verification_id": None, "amount": amount, "state": state}
        refused("payout_nothing_is_not_paid", partial(a_copy, payout, **changed))


def test_two_approvals_at_least() -> None:
    payout = a_computed_payout()
    refused(
        "payout_two_approvals_at_least",
        lambda: a_copy(payout, verification_id=None, amount=1, approvals_needed=1),
    )


def test_a_payout_begins_as_computed() -> None:
    payout = a_prepared_payout()
    for state in ("prepared", "approved", "sent", "paid", "failed", "returned", "held", "rejected"):
        changed: dict[str, Any] = {"verification_id": None, "amount": 1, "state": state}
        refused("payout_begins_computed", partial(a_copy, payout, **changed))


def test_prepared_by_someone_for_some_account() -> None:
    payout = a_computed_payout()
    refused("payout_prepared_by_someone", lambda: _set(payout, state="prepared"))


def test_a_payout_is_never_edited() -> None:
    payout = a_prepared_payout()
    changes: list[dict[str, Any]] = [
        {"amount": 6_000_000},
        {"working": []},
        {"inputs": {}},
        {"clause_key": "injuries"},
        {"part": "base"},
        {"number": "PO-1"},
        {"verification_id": None},
    ]
    for change in changes:
        refused("payout_never_edited", partial(_set, payout, **change))


def test_what_was_approved_stays(theo: User) -> None:
    payout = an_approved_payout()
    changes: list[dict[str, Any]] = [{"digest": "0" * 64}, {"prepared_by_id": theo.pk}]
    for change in changes:
        refused("payout_frozen", partial(_set, payout, **change))


def test_the_verifier_does_not_prepare(victor: User) -> None:
    payout = a_prepared_payout()
    refused(
        "payout_not_prepared_by_an_earlier_hand", lambda: _set(payout, prepared_by_id=victor.pk)
    )


def test_an_approver_does_not_prepare(anna: User) -> None:
    payout = approved(a_prepared_payout(), "anna")
    refused("payout_not_prepared_by_an_earlier_hand", lambda: _set(payout, prepared_by_id=anna.pk))


def test_nothing_is_approved_by_one(anna: User) -> None:
    payout = approved(a_prepared_payout(), "anna")
    refused("payout_approved_by_enough", lambda: _set(payout, state="approved"))


def test_void_approvals_do_not_count(noon: datetime) -> None:
    payout = approved(a_prepared_payout(), "anna")
    payout.approvals.update(voided_at=noon)
    an_approval(payout, the("ben"))
    refused("payout_approved_by_enough", lambda: _set(payout, state="approved"))


def test_the_reserve_of_an_agreement_is_the_end() -> None:
    payout = a_computed_payout()
    Agreement.objects.filter(pk=payout.agreement_id).update(success_reserved=5_000_000)
    refused("payout_within_reserve", lambda: a_copy(payout, verification_id=None, amount=1))


def test_a_reserve_that_payouts_wait_for_is_not_released() -> None:
    payout = a_computed_payout()
    agreement = Agreement.objects.filter(pk=payout.agreement_id)
    refused("reserve_is_spoken_for", lambda: agreement.update(success_reserved=4_999_999))
    agreement.update(success_reserved=5_000_000)


# --- approvals ------------------------------------------------------------------------------


def test_no_approval_before_it_is_prepared(anna: User, olivia: User) -> None:
    payout = a_computed_payout()
    refused("approval_only_when_prepared", lambda: an_approval(payout, anna, maker_id=olivia.pk))


def test_no_approval_after_it_is_approved() -> None:
    payout = an_approved_payout()
    third = a_member(name="bea", role=Role.APPROVER, organization=the_bank())
    refused("approval_only_when_prepared", lambda: an_approval(payout, third))


def test_an_approval_names_the_real_maker(anna: User, theo: User) -> None:
    payout = a_prepared_payout()
    refused("approval_names_the_maker", lambda: an_approval(payout, anna, maker_id=theo.pk))


def test_the_maker_does_not_approve(olivia: User) -> None:
    payout = a_prepared_payout()
    refused("approval_not_by_the_maker", lambda: an_approval(payout, olivia))


def test_an_approval_is_of_what_is_there(anna: User) -> None:
    payout = a_prepared_payout()
    refused("approval_of_what_is_there", lambda: an_approval(payout, anna, digest="0" * 64))


def test_nobody_from_an_earlier_stage_approves() -> None:
    payout = a_prepared_payout()
    assert payout.verification is not None
    a_measurement(target=payout.verification.target)
    for name in ("victor", "carla", "cato"):
        refused("approval_not_by_an_earlier_hand", partial(an_approval, payout, the(name)))


def test_one_person_approves_once(anna: User) -> None:
    payout = approved(a_prepared_payout(), "anna")
    refused("approval_once", lambda: an_approval(payout, anna))


def test_one_key_is_one_approval(anna: User, ben: User) -> None:
    payout, key = a_prepared_payout(), uuid4()
    an_approval(payout, anna, key=key)
    refused("approval_key", lambda: an_approval(payout, ben, key=key))


def test_an_approval_is_voided_once_and_nothing_else(noon: datetime, ben: User) -> None:
    payout = approved(a_prepared_payout(), "anna")
    refused("approval_only_voided", lambda: payout.approvals.update(approver=ben))
    refused("approval_only_voided", lambda: payout.approvals.update(comment="Better."))
    payout.approvals.update(voided_at=noon)
    refused("approval_only_voided", lambda: payout.approvals.update(voided_at=None))


# --- bank files -----------------------------------------------------------------------------


def a_disbursement(batch: BankBatch, payout: Payout, **changed: Any) -> Disbursement:
    given = {"payout": payout, "batch": batch, "attempt": 9, "key": "K", "amount": payout.amount}
    return Disbursement.objects.create(**{**given, **changed})


def test_one_payout_is_in_one_open_file() -> None:
    payout = an_approved_payout()
    batch = a_built_batch(payout)
    refused("disbursement_one_alive", lambda: a_disbursement(batch, payout))


def test_one_attempt_has_one_number_and_one_key() -> None:
    payout = an_approved_payout()
    batch = a_built_batch(payout)
    Disbursement.objects.update(state="failed")
    refused("disbursement_attempt_once", lambda: a_disbursement(batch, payout, attempt=1))
    key = Disbursement.objects.get().key
    refused("disbursement_key", lambda: a_disbursement(batch, payout, key=key))


def test_only_the_approved_amount_is_sent() -> None:
    payout = an_approved_payout()
    batch = a_built_batch(payout)
    Disbursement.objects.update(state="failed")
    for amount in (4_999_999, 5_000_001):
        other = partial(a_disbursement, batch, payout, amount=amount)
        refused("disbursement_of_an_approved_payout", other)


def test_only_an_approved_payout_is_sent() -> None:
    payout = an_approved_payout()
    batch = a_built_batch(payout)
    Disbursement.objects.update(state="failed")
    _set(payout, state="held")
    refused("disbursement_of_an_approved_payout", lambda: a_disbursement(batch, payout))


def test_nothing_is_added_to_a_sent_file() -> None:
    payout = an_approved_payout()
    batch = a_sent_batch(payout)
    Payout.objects.filter(pk=payout.pk).update(state="approved")
    Disbursement.objects.update(state="failed")
    refused("disbursement_of_an_approved_payout", lambda: a_disbursement(batch, payout))


def test_who_acted_before_does_not_send() -> None:
    payout = an_approved_payout()
    batch = a_built_batch(payout)
    Disbursement.objects.update(state="failed")
    for place, name in enumerate(("olivia", "anna", "victor")):
        mine = BankBatch.objects.create(
            number=f"BF-{place}",
            program=batch.program,
            lines=1,
            total=payout.amount,
            content_encrypted=b"x",
            sha256="0" * 64,
            built_by=the(name),
            built_at=batch.built_at,
        )
        refused("disbursement_not_by_an_earlier_hand", partial(a_disbursement, mine, payout))


def test_a_disbursement_only_moves_on() -> None:
    a_built_batch()
    refused("disbursement_never_edited", lambda: Disbursement.objects.update(amount=1))
    refused("disbursement_never_edited", lambda: Disbursement.objects.update(key="K"))


def test_a_built_file_is_sealed() -> None:
    a_built_batch()
    changes: list[dict[str, Any]] = [
        {"sha256": "0" * 64},
        {"content_encrypted": b""},
        {"total": 1},
        {"log_head": "x"},
    ]
    for change in changes:
        refused("batch_is_sealed", partial(BankBatch.objects.update, **change))


def test_a_file_pays_something() -> None:
    batch = a_built_batch()
    BankBatch.objects.filter(pk=batch.pk)
    batch.pk, batch.number, batch.lines = None, "BF-2", 0
    batch._state.adding = True
    refused("batch_pays_something", batch.save)


def test_an_answer_is_applied_once(theo: User) -> None:
    a_paid_payout()
    answer = BankAnswer.objects.get()
    refused(
        "sha256",
        lambda: BankAnswer.objects.create(
            batch=answer.batch,
            name="again.csv",
            sha256=answer.sha256,
            read_by=theo,
            read_at=answer.read_at,
        ),
    )


def test_a_row_of_an_answer_is_applied_once() -> None:
    a_paid_payout()
    line = BankLine.objects.get()
    refused(
        "bank_line_row_once",
        lambda: BankLine.objects.create(
            answer=line.answer,
            disbursement=line.disbursement,
            row=line.row,
            outcome="paid",
            amount=1,
        ),
    )


def test_a_correction_changes_something(olivia: User, noon: datetime) -> None:
    payout = a_computed_payout()
    refused(
        "adjustment_changes_something",
        lambda: Adjustment.objects.create(
            payout=payout, delta=0, reason="So.", made_by=olivia, made_at=noon
        ),
    )


# --- rows stay ------------------------------------------------------------------------------


def test_nothing_is_ever_taken_out() -> None:
    a_paid_payout()
    tables: list[Any] = [Payout, Approval, Disbursement, BankBatch]
    for table in tables:
        refused("rows_stay", partial(table.objects.all()._raw_delete, "default"))


@pytest.mark.parametrize(
    "words", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"]
)
@pytest.mark.parametrize("table", [Adjustment, BankAnswer, BankLine])
def test_what_was_said_is_never_changed_even_by_the_owner(
    table: type[models.Model], words: str
) -> None:
    owner = os.environ["DATABASE_OWNER_URL"]
    with (
        closing(psycopg2.connect(owner)) as line,
        line.cursor() as cursor,
        pytest.raises(psycopg2.IntegrityError, match=r"append-only|rows_stay"),
    ):
        cursor.execute(words.format(table._meta.db_table))


@pytest.mark.parametrize("table", [Adjustment, BankAnswer, BankLine])
def test_the_application_may_not_even_try(table: type[models.Model]) -> None:
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM {table._meta.db_table}")  # noqa: S608 - our own table


def test_verifications_stay_too(noon: datetime) -> None:
    a_computed_payout()
    with pytest.raises(DatabaseError), transaction.atomic():
        Verification.objects.update(attained=F("attained") + 1)


def _set(payout: Payout, **changed: Any) -> None:
    Payout.objects.filter(pk=payout.pk).update(**changed)
