"""Snapshots: long accounts are read quickly and rightly, whoever writes meanwhile."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event
from typing import Any, TypeVar

import psycopg2
import pytest
from django.db import IntegrityError, connection, transaction

from core.domain.money import Money
from ledger.domain.entries import Draft, transfer
from ledger.models import Account, Entry, Posting, Snapshot, Sweep
from ledger.selectors import balance_of, trial_balance, wrong_snapshots
from ledger.selectors.balances import ONE
from ledger.services import mark_end, post_entries, post_entry, snapshots, take_snapshots
from ledger.tasks import take_due_snapshots
from tests.crowd import together
from tests.owner import as_owner

T = TypeVar("T")
MANY = 200_000
SUM = "SELECT coalesce(sum(amount), 0) FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id WHERE a.code = %s"


@pytest.fixture
def three_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "ENOUGH", 3)
    monkeypatch.setattr(snapshots, "CHUNK", 2)


@pytest.mark.usefixtures("db", "three_are_enough")
class TestAnAccountOfSeven:
    def test_what_is_read_stays_the_same(self, noon: datetime) -> None:
        _post(range(7), noon)
        before = trial_balance()
        assert take_due_snapshots() == 1
        assert trial_balance() == before
        kept = Snapshot.objects.get()
        assert (kept.account.code, kept.balance, kept.postings) == ("bank", -700, 7)

    def test_later_postings_are_added_to_it(self, noon: datetime) -> None:
        _post(range(7), noon)
        take_due_snapshots()
        _post(range(7, 9), noon)
        assert balance_of("bank") == Money(-900)
        assert take_due_snapshots() == 0  # two more are not enough
        _post(range(9, 10), noon)
        assert take_due_snapshots() == 1
        assert balance_of("bank") == Money(-1000)
        assert [s.postings for s in Snapshot.objects.order_by("pk")] == [7, 10]
        assert not [*wrong_snapshots()]

    def test_again_changes_nothing(self, noon: datetime) -> None:
        _post(range(7), noon)
        take_due_snapshots()
        assert take_due_snapshots() == 0
        assert Snapshot.objects.count() == Sweep.objects.count() == 1

    def test_of_empty_books_nothing_is_kept(self) -> None:
        assert take_due_snapshots() == 0
        assert not Sweep.objects.exists()

    def test_killed_between_two_chunks_it_goes_on_where_it_was(self, noon: datetime) -> None:
        _post(range(3), noon, out_of="bank")
        _post(range(3, 6), noon, out_of="fund")
        mark_end(at=noon)
        assert take_snapshots(at=noon) == 1  # the first two postings touch the bank
        _post(range(6, 7), noon)
        mark_end(at=noon)  # a sweep is open already
        assert Sweep.objects.count() == 1
        assert take_due_snapshots() == 1
        assert {kept.account.code for kept in Snapshot.objects.all()} == {"bank", "fund"}
        assert not [*wrong_snapshots()]

    def test_a_past_moment_is_read_past_the_snapshots_after_it(self, noon: datetime) -> None:
        _post(range(4), noon)
        _post(range(4, 7), noon - timedelta(days=1))  # written later, and dated earlier
        take_due_snapshots()
        _post(range(7, 10), noon + timedelta(days=1))
        take_due_snapshots()
        moments = (timedelta(days=n) for n in (-2, -1, 0, 1))
        held = [balance_of("bank", at=noon + moment).won for moment in moments]
        assert held == [0, -300, -700, -1000]
        assert Snapshot.objects.count() == 2


def test_a_posting_below_a_snapshot_is_refused(
    db: None, three_are_enough: None, noon: datetime
) -> None:
    """Nobody would ever count it: keys are handed out by the database and not chosen."""
    hole = _key_left_out(noon)
    _post(range(7), noon)
    take_due_snapshots()
    entry = Entry.objects.create(reference="late", memo="", posted_at=noon)
    bank, other = Account.objects.get(code="bank"), Account.objects.get(code="supplier:1")
    with pytest.raises(IntegrityError, match="below a snapshot"), transaction.atomic():
        Posting.objects.bulk_create(
            [
                Posting(pk=hole, entry=entry, account=bank, amount=-5),
                Posting(pk=hole - 1, entry=entry, account=other, amount=5),
            ]
        )


@pytest.mark.parametrize(
    "verb",
    ["UPDATE ledger_snapshot SET balance = 0", "DELETE FROM ledger_snapshot",
     "TRUNCATE ledger_snapshot"],
)  # fmt: skip
def test_the_owner_is_stopped_by_the_trigger(db: None, verb: str) -> None:
    with as_owner() as cursor, pytest.raises(psycopg2.Error, match="is append-only"):
        cursor.execute(verb)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("three_are_enough")
def test_a_posting_with_a_lower_key_may_commit_later(noon: datetime) -> None:
    """Its key is taken before the snapshot and it commits after it, and yet it is counted."""
    written, go_on = Event(), Event()
    _post(range(3), noon)
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(_slowly, written, go_on, noon)
        written.wait(30)
        _post(range(3, 7), noon)  # higher keys, committed first
        while_it_writes = take_due_snapshots()
        read_meanwhile = balance_of("bank")
        go_on.set()
        late.result()
    assert while_it_writes == 0
    assert read_meanwhile == Money(-700)
    assert take_due_snapshots() == 1
    assert balance_of("bank") == Money(-800) == Money(_sum_of("bank"))
    assert Snapshot.objects.get().postings == 8
    assert not [*wrong_snapshots()]


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("three_are_enough")
def test_whoever_begins_after_the_mark_is_not_waited_for(noon: datetime) -> None:
    begun, go_on = Event(), Event()
    _post(range(7), noon)
    mark_end(at=noon)
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(_slowly, begun, go_on, noon)
        begun.wait(30)
        taken = [take_snapshots(at=noon) for _ in range(7)]
        go_on.set()
        late.result()
    assert sum(filter(None, taken)) == 1
    assert balance_of("bank") == Money(-800)


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("three_are_enough")
def test_of_two_sweepers_one_finds_nothing_to_do(noon: datetime) -> None:
    _post(range(7), noon)
    mark_end(at=noon)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        assert take_snapshots(at=noon) == 1
        assert pool.submit(_in_own_line, lambda: take_snapshots(at=noon)).result(30) is None


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("three_are_enough")
def test_writers_and_sweepers_at_the_same_time(noon: datetime) -> None:
    def write(worker: int) -> None:
        for n in range(10):
            _post(range(worker * 100 + n, worker * 100 + n + 1), noon)

    done: list[int] = []

    def sweep() -> None:
        done.extend(take_due_snapshots() for _ in range(15))

    together([*(lambda w=w: write(w) for w in range(4)), sweep, sweep])
    assert len(done) == 30
    take_due_snapshots()
    take_due_snapshots()
    assert balance_of("bank") == Money(-4000) == Money(_sum_of("bank"))
    assert not [*wrong_snapshots()]
    assert Snapshot.objects.exists()


def test_a_long_account_is_read_without_reading_it_all(db: None, noon: datetime) -> None:
    _many(noon)
    whole, rows = balance_of("bank"), _rows_read("bank")
    assert rows >= MANY
    assert take_due_snapshots() == 2
    _post(range(5), noon + timedelta(days=1))
    assert balance_of("bank") == whole - Money(500) == Money(_sum_of("bank"))
    assert _rows_read("bank") < 20
    assert balance_of("bank", at=noon) == whole
    assert _rows_read("bank", at=noon) < 20


def test_a_snapshot_that_lies_is_found(db: None, three_are_enough: None, noon: datetime) -> None:
    _post(range(7), noon)
    take_due_snapshots()
    kept = Snapshot.objects.get()
    for lie in ({"balance": -701}, {"postings": 8}, {"latest_at": noon - timedelta(1)}):
        fields = {"balance": -700, "postings": 7, "latest_at": noon} | lie
        with transaction.atomic():
            Snapshot.objects.create(
                account=kept.account, through=kept.through + 1, taken_at=noon, **fields
            )
            assert [*wrong_snapshots()] == ["bank"]
            transaction.set_rollback(True)


def _slowly(written: Event, go_on: Event, at: datetime) -> None:
    """Post, and commit only when told to."""

    def post() -> None:
        with transaction.atomic():
            _post(range(100, 101), at)
            written.set()
            go_on.wait(30)

    _in_own_line(post)


def _in_own_line(act: Callable[[], T]) -> T:
    try:
        return act()
    finally:
        connection.close()


def _key_left_out(at: datetime) -> int:
    """A key that was handed out and never used: its transaction was rolled back."""
    with transaction.atomic():
        _post(range(50, 51), at)
        key = Posting.objects.latest("pk").pk
        transaction.set_rollback(True)
    return key


def _many(at: datetime) -> None:
    """A long account, written by two statements."""
    bank, firm = (Account.objects.create(code=code) for code in ("bank", "firm"))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ledger_entry (reference, memo, posted_at)"
            " SELECT 'many:' || n, '', %s FROM generate_series(1, %s) n",
            [at, MANY],
        )
        cursor.execute(
            "INSERT INTO ledger_posting (entry_id, account_id, amount)"
            " SELECT e.id, legs.account, legs.sign * (1 + e.id %% 7) FROM ledger_entry e,"
            " (VALUES (%s, -1), (%s, 1)) legs (account, sign) WHERE e.reference LIKE 'many:%%'",
            [bank.pk, firm.pk],
        )
        cursor.execute("ANALYZE ledger_posting, ledger_entry")


def _rows_read(code: str, at: datetime | None = None) -> int:
    """How many rows of the postings PostgreSQL looked at to answer."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {ONE}", {"code": code, "at": at})
        (answer,) = cursor.fetchone()
    plan = json.loads(answer) if isinstance(answer, str) else answer
    return sum(
        (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
        for node in _nodes(plan[0]["Plan"])
        if node.get("Relation Name") == "ledger_posting"
    )


def _nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(node for part in plan.get("Plans", ()) for node in _nodes(part))]


def _sum_of(code: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(SUM, [code])
        return int(cursor.fetchone()[0])


def _post(numbers: range, at: datetime, *, out_of: str = "bank") -> None:
    if len(numbers) == 1:
        (n,) = numbers
        post_entry(reference=f"entry {n}", memo="", postings=_legs(n, out_of), at=at)
    else:
        drafts = [Draft(f"entry {n}", "", _legs(n, out_of)) for n in numbers]
        post_entries(drafts=drafts, at=at)


def _legs(n: int, out_of: str) -> Any:
    return transfer(Money(100), out_of=out_of, into=f"supplier:{n}")
