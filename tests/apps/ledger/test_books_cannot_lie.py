"""What must never happen to the books, tried."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import psycopg2
import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from core.domain.money import Money
from ledger.domain.entries import transfer
from ledger.models import Account, Entry, Posting
from ledger.selectors import balance_of, books_balance
from ledger.services import post_entry
from tests.crowd import together
from tests.owner import as_owner

TABLES = ("ledger_account", "ledger_entry", "ledger_posting")


@pytest.fixture
def entry(db: None, noon: datetime) -> Entry:
    return _post("a", noon)


def test_legs_that_do_not_sum_to_zero_are_refused(entry: Entry, noon: datetime) -> None:
    new = Entry.objects.create(reference="b", memo="", posted_at=noon)
    with pytest.raises(IntegrityError, match="does not balance"), transaction.atomic():
        Posting.objects.bulk_create(
            [
                Posting(entry=new, account=_account("bank"), amount=-700),
                Posting(entry=new, account=_account("free"), amount=699),
            ]
        )


def test_two_entries_that_balance_only_together_are_refused(entry: Entry, noon: datetime) -> None:
    b = Entry.objects.create(reference="b", memo="", posted_at=noon)
    c = Entry.objects.create(reference="c", memo="", posted_at=noon)
    with pytest.raises(IntegrityError, match="does not balance"), transaction.atomic():
        Posting.objects.bulk_create(
            [
                Posting(entry=b, account=_account("bank"), amount=-700),
                Posting(entry=c, account=_account("free"), amount=700),
            ]
        )


def test_one_leg_at_a_time_is_refused(entry: Entry, noon: datetime) -> None:
    new = Entry.objects.create(reference="b", memo="", posted_at=noon)
    with pytest.raises(IntegrityError, match="does not balance"), transaction.atomic():
        Posting.objects.create(entry=new, account=_account("bank"), amount=-700)


def test_a_complete_entry_takes_no_more_legs_even_balanced_ones(entry: Entry) -> None:
    with pytest.raises(IntegrityError, match="is complete"), transaction.atomic():
        Posting.objects.bulk_create(
            [
                Posting(entry=entry, account=_account("bank"), amount=-1),
                Posting(entry=entry, account=_account("free"), amount=1),
            ]
        )


def test_a_leg_of_nothing_is_refused(entry: Entry) -> None:
    with pytest.raises(IntegrityError, match="posting_not_zero"), transaction.atomic():
        Posting.objects.create(entry=entry, account=_account("bank"), amount=0)


def test_a_reference_is_used_once(entry: Entry, noon: datetime) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(reference="a", memo="", posted_at=noon)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "verb", ["UPDATE {0} SET id = id", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"]
)
def test_the_application_may_not_change_a_row(entry: Entry, table: str, verb: str) -> None:
    with (
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(verb.format(table))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "verb", ["UPDATE {0} SET id = id", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"]
)
def test_the_owner_is_stopped_by_the_trigger(db: None, table: str, verb: str) -> None:
    with as_owner() as cursor, pytest.raises(psycopg2.Error, match="is append-only"):
        cursor.execute(verb.format(table))


@pytest.mark.django_db(transaction=True)
def test_twenty_threads_with_one_reference_post_once(noon: datetime) -> None:
    done: list[int] = []
    together([lambda: done.append(_post("same", noon).pk)] * 20)
    assert len(set(done)) == 1
    assert balance_of("free") == Money(700)


@pytest.mark.django_db(transaction=True)
def test_twenty_threads_open_the_same_accounts(noon: datetime) -> None:
    done: list[int] = []

    def work(n: int) -> Callable[[], None]:
        return lambda: done.append(_post(f"entry {n}", noon).pk)

    together([work(n) for n in range(20)])
    assert len(set(done)) == 20
    assert balance_of("free") == Money(20 * 700)
    assert books_balance()


def _account(code: str) -> Account:
    return Account.objects.get(code=code)


def _post(reference: str, at: datetime) -> Entry:
    legs = transfer(Money(700), out_of="bank", into="free")
    return post_entry(reference=reference, memo="test", postings=legs, at=at)
