"""Scenario 8: approved, then the supplier's account changes: the approvals are worth nothing.

The bank's file names the account that was approved, and no other.
"""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from companies.models import BankAccount
from core.domain.errors import RuleBroken, Stale
from ledger.selectors import balance_of, books_balance
from payouts import services
from payouts.gateways import unsealed
from payouts.models import BankBatch, Payout
from payouts.selectors import payouts_to_batch
from tests.apps.payouts.pages import text, url
from tests.doors import signed_in
from tests.factories.payouts import (
    NOON,
    a_built_batch,
    a_prepared_payout,
    a_sent_batch,
    an_answer,
    an_approved_payout,
    answered,
    approved,
    prepared,
    replaced,
)
from tests.factories.people import the

pytestmark = pytest.mark.django_db
OLD, NEW = "12345678901234", "11022233344455"


def in_the_file(batch: BankBatch) -> str:
    return unsealed(batch.content_encrypted).decode("utf-8-sig")


def owed(payout: Payout) -> int:
    return balance_of(f"agreement:{payout.agreement_id}:success:owed").won


def test_carla_changes_the_account_after_two_approvals() -> None:
    payout = an_approved_payout()
    assert owed(payout) == 5_000_000
    replaced(payout)

    assert not payouts_to_batch(payout.agreement.program).exists()
    with pytest.raises(RuleBroken, match="have to be prepared and approved again first"):
        a_built_batch(payout)
    page = text(signed_in(the("olivia")).get(url("payout", payout.pk)))
    assert "was replaced" in page

    prepared(payout)  # for the new account: from here it is approved from the beginning
    payout.refresh_from_db()
    assert payout.state == "prepared"
    assert not payout.approvals.filter(voided_at=None).exists()
    assert payout.approvals.count() == 2  # what was given is kept, and void
    assert owed(payout) == 0

    batch = a_sent_batch(approved(payout, "anna", "ben"))
    assert NEW in in_the_file(batch)
    assert OLD not in in_the_file(batch)
    assert owed(payout) == 0
    assert books_balance()


def test_between_the_first_and_the_second_approval() -> None:
    payout = approved(a_prepared_payout(), "anna")
    replaced(payout)
    with pytest.raises(Stale, match="has to be prepared again"):
        approved(payout, "ben")
    payout = approved(prepared(payout), "ben")
    assert payout.state == "prepared"  # what anna said was of another account


def test_a_file_that_is_built_is_not_sent_for_the_account_that_was() -> None:
    payout = an_approved_payout()
    batch = a_built_batch(payout)
    replaced(payout)
    with pytest.raises(RuleBroken, match="Withdraw the file"):
        services.send_batch(batch_id=batch.pk, by=the("theo"), at=NOON)
    with pytest.raises(RuleBroken, match="in a bank file already"):
        prepared(payout)
    services.withdraw_batch(batch_id=batch.pk, reason="New account.", by=the("theo"), at=NOON)
    assert NEW in in_the_file(a_sent_batch(approved(prepared(payout), "anna", "ben")))


def test_once_sent_the_file_stands_for_the_account_that_was_approved() -> None:
    """The bank pays, or fails, what it was told; the next attempt goes to the new account."""
    payout = an_approved_payout()
    batch = a_sent_batch(payout)
    replaced(payout)
    assert OLD in in_the_file(batch)
    key = payout.disbursements.get().key.replace("-", "_")
    answered(batch, an_answer(batch, **{key: "failed"}))  # it names the account that was sent
    services.retry_payout(payout_id=payout.pk, by=the("olivia"), at=NOON)
    payout.refresh_from_db()
    again = a_sent_batch(approved(prepared(payout), "anna", "ben"))
    assert NEW in in_the_file(again)


def test_the_database_lets_nobody_exchange_the_account_of_a_payout() -> None:
    payout = an_approved_payout()
    new = replaced(payout)
    with pytest.raises(IntegrityError, match="payout_"), transaction.atomic():
        Payout.objects.filter(pk=payout.pk).update(bank_account=new)
    with pytest.raises(IntegrityError, match="account_"), transaction.atomic():
        BankAccount.objects.filter(payouts=payout).update(number_tail="0000")


@pytest.mark.django_db(transaction=True)
def test_whoever_registered_the_old_account_hears_of_it() -> None:
    """Carla may have changed it, or somebody in her name: she is told where the money goes now."""
    replaced(an_approved_payout())
    (letter,) = [one for one in mail.outbox if one.to == [the("carla").email]]
    assert "****4455" in letter.body
    assert NEW not in letter.body
