"""Books from before there were snapshots, mirrors and nightly checks: back, and here again."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from core.domain.money import Money
from ledger.domain.entries import transfer
from ledger.models import Entry, Posting
from ledger.selectors import balance_of, books_balance
from ledger.services import post_entry, snapshots
from ledger.tasks import take_due_snapshots


@pytest.mark.django_db(transaction=True)
def test_what_was_posted_stays_and_is_guarded_both_before_and_after(
    noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "ENOUGH", 1)
    _post("a", noon)
    take_due_snapshots()

    call_command("migrate", "ledger", "0002", verbosity=0)
    _nothing_is_added_to("a")
    call_command("migrate", verbosity=0)

    assert balance_of("free") == Money(700)
    _nothing_is_added_to("a")
    assert take_due_snapshots() == 2
    _post("b", noon)
    assert balance_of("free") == Money(1400)
    assert books_balance()


def _nothing_is_added_to(reference: str) -> None:
    entry = Entry.objects.get(reference=reference)
    legs = [(leg.account_id, leg.amount) for leg in entry.postings.all()]
    with pytest.raises(IntegrityError, match="is complete"), transaction.atomic():
        Posting.objects.bulk_create(
            Posting(entry=entry, account_id=account, amount=amount) for account, amount in legs
        )


def _post(reference: str, at: datetime) -> None:
    legs = transfer(Money(700), out_of="bank", into="free")
    post_entry(reference=reference, memo="test", postings=legs, at=at)
