"""A mistake is undone by its mirror: once, linked, with a reason, and never undone itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import psycopg2
import pytest
from django.db import IntegrityError, transaction

from audit.selectors import events_found
from core.domain.errors import RuleBroken
from core.domain.money import Money
from ledger.domain.entries import Posting, transfer
from ledger.models import Entry, Reversal
from ledger.selectors import balance_of, books_balance, entries_about
from ledger.selectors.oddities import loose_reversals
from ledger.services import post_entry, reverse_entry
from people.models import User
from tests.crowd import together
from tests.owner import as_owner

LATER = timedelta(days=1)


@pytest.fixture
def entry(db: None, noon: datetime) -> Entry:
    return _post("a", noon)


def test_what_was_posted_is_undone_and_stays_readable(
    entry: Entry, theo: User, noon: datetime
) -> None:
    mirror = _reverse("a", theo, noon + LATER)
    assert mirror.reference == "a:reversed"
    assert balance_of("free") == balance_of("bank") == Money(0)
    assert balance_of("free", at=noon) == Money(700)
    assert [row.reference for row in entries_about("a")] == ["a", "a:reversed"]
    link = Reversal.objects.get(entry=entry, mirror=mirror)
    assert (link.reason, link.reversed_by, link.reversed_at) == (
        "Posted for the wrong firm.",
        theo,
        noon + LATER,
    )
    assert books_balance()
    assert not [*loose_reversals()]


def test_it_is_in_the_log_with_its_reason(entry: Entry, theo: User, noon: datetime) -> None:
    _reverse("a", theo, noon)
    (event,) = events_found(action="entry.reverse")
    assert (event.actor, event.details) == (theo.email, {"reason": "Posted for the wrong firm."})


def test_asked_again_it_is_the_same_mirror(entry: Entry, theo: User, noon: datetime) -> None:
    assert _reverse("a", theo, noon) == _reverse("a", theo, noon + LATER)
    assert balance_of("free") == Money(0)
    assert events_found(action="entry.reverse").count() == 1


def test_a_reversal_is_not_undone(entry: Entry, theo: User, noon: datetime) -> None:
    _reverse("a", theo, noon)
    with pytest.raises(RuleBroken, match="is not undone itself"):
        _reverse("a:reversed", theo, noon)
    assert Entry.objects.count() == 2


@pytest.mark.django_db
def test_what_was_never_posted_is_not_undone(theo: User, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="hold no entry “b”"):
        _reverse("b", theo, noon)


@pytest.mark.usefixtures("entry")
def test_nothing_is_undone_without_a_reason(theo: User, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="Say why"):
        reverse_entry(reference="a", reason="  ", by=theo, at=noon)


def test_two_legs_on_one_account_are_both_undone(db: None, theo: User, noon: datetime) -> None:
    legs = (Posting("bank", Money(-500)), Posting("bank", Money(-200)), Posting("free", Money(700)))
    post_entry(reference="a", memo="test", postings=legs, at=noon)
    _reverse("a", theo, noon)
    assert balance_of("bank") == Money(0)


@pytest.mark.usefixtures("entry")
class TestTheDatabaseRefuses:
    def test_a_second_mirror(self, entry: Entry, theo: User, noon: datetime) -> None:
        _reverse("a", theo, noon)
        other = _post("c", noon, won=-700)
        self._refused("ledger_reversal_entry_id_key", entry, other, theo, noon)

    def test_a_mirror_of_two(self, theo: User, noon: datetime) -> None:
        mirror = _reverse("a", theo, noon)
        other = _post("b", noon)
        self._refused("ledger_reversal_mirror_id_key", other, mirror, theo, noon)

    def test_a_mirror_that_says_something_else(
        self, entry: Entry, theo: User, noon: datetime
    ) -> None:
        self._refused("is not the mirror", entry, _post("b", noon, won=-699), theo, noon)
        self._refused("is not the mirror", entry, _post("c", noon), theo, noon)

    def test_a_mirror_of_nothing(self, theo: User, noon: datetime) -> None:
        one, two = (Entry.objects.create(reference=r, memo="", posted_at=noon) for r in "xy")
        self._refused("is not the mirror", one, two, theo, noon)

    def test_to_undo_what_undoes(self, entry: Entry, theo: User, noon: datetime) -> None:
        mirror = _reverse("a", theo, noon)
        again = _post("b", noon)
        self._refused("is not undone itself", mirror, again, theo, noon)
        self._refused("is not undone itself", again, entry, theo, noon)

    def test_an_entry_that_undoes_itself(self, theo: User, noon: datetime) -> None:
        empty = Entry.objects.create(reference="x", memo="", posted_at=noon)
        self._refused("reversal_of_another|is not the mirror", empty, empty, theo, noon)

    def test_no_reason(self, entry: Entry, theo: User, noon: datetime) -> None:
        mirror = _post("b", noon, won=-700)
        self._refused("reversal_has_a_reason", entry, mirror, theo, noon, reason="")

    @pytest.mark.parametrize(
        "verb", ["UPDATE {0} SET id = id", "DELETE FROM {0}", "TRUNCATE {0} CASCADE"]
    )
    def test_its_owner_to_change_a_link(self, verb: str) -> None:
        with as_owner() as cursor, pytest.raises(psycopg2.Error, match="is append-only"):
            cursor.execute(verb.format("ledger_reversal"))

    @staticmethod
    def _refused(
        why: str, entry: Entry, mirror: Entry, by: User, at: datetime, reason: str = "because"
    ) -> None:
        with pytest.raises(IntegrityError, match=why), transaction.atomic():
            Reversal.objects.create(
                entry=entry, mirror=mirror, reason=reason, reversed_by=by, reversed_at=at
            )


@pytest.mark.django_db(transaction=True)
def test_ten_who_undo_the_same_undo_it_once(theo: User, noon: datetime) -> None:
    _post("a", noon)
    done: list[int] = []
    together([lambda: done.append(_reverse("a", theo, noon).pk)] * 10)
    assert len(done) == 10
    assert len(set(done)) == 1
    assert balance_of("free") == Money(0)
    assert Reversal.objects.count() == events_found(action="entry.reverse").count() == 1


def _reverse(reference: str, by: User, at: datetime) -> Entry:
    return reverse_entry(reference=reference, reason="Posted for the wrong firm.", by=by, at=at)


def _post(reference: str, at: datetime, *, won: int = 700) -> Entry:
    ends = ("bank", "free") if won > 0 else ("free", "bank")
    legs = transfer(Money(abs(won)), out_of=ends[0], into=ends[1])
    return post_entry(reference=reference, memo="test", postings=legs, at=at)
