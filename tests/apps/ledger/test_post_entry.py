"""Posting: both legs or none, once per reference, accounts opened when first used."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from core.domain.errors import RuleBroken, Stale
from core.domain.money import Money
from ledger.domain.entries import Draft, Posting, transfer
from ledger.models import Account, Entry
from ledger.selectors import balance_of, books_balance, entries_about, trial_balance
from ledger.services import post_entries, post_entry

pytestmark = pytest.mark.django_db


def test_money_moves_from_one_account_to_another(noon: datetime) -> None:
    entry = _post("a", 700, noon)
    assert [(leg.account.code, leg.amount) for leg in entry.postings.order_by("amount")] == [
        ("bank", -700),
        ("free", 700),
    ]
    assert balance_of("free") == Money(700)
    assert balance_of("bank") == Money(-700)


def test_the_same_reference_posts_once(noon: datetime) -> None:
    first, second = _post("a", 700, noon), _post("a", 700, noon)
    assert first == second
    assert balance_of("free") == Money(700)


def test_the_same_reference_with_other_amounts_is_refused_in_words(noon: datetime) -> None:
    _post("a", 700, noon)
    with pytest.raises(Stale, match="already hold “a” with other amounts"):
        _post("a", 701, noon)
    assert balance_of("free") == Money(700)


def test_accounts_are_opened_once(noon: datetime) -> None:
    _post("a", 700, noon)
    _post("b", 300, noon)
    assert Account.objects.count() == 2


def test_an_unbalanced_entry_leaves_nothing_behind(noon: datetime) -> None:
    with pytest.raises(RuleBroken):
        post_entry(
            reference="a",
            memo="lost",
            postings=(Posting("bank", Money(-700)), Posting("free", Money(699))),
            at=noon,
        )
    assert not Entry.objects.exists()


def test_an_account_that_was_never_used_holds_nothing() -> None:
    assert balance_of("nobody") == Money(0)


def test_the_trial_balance_names_every_account_and_adds_up_to_zero(noon: datetime) -> None:
    _post("a", 700, noon)
    _post("b", 300, noon)
    rows = trial_balance()
    assert [(row.code, row.balance.won, row.postings) for row in rows] == [
        ("bank", -1000, 2),
        ("free", 1000, 2),
    ]
    assert books_balance()


def test_empty_books_balance() -> None:
    assert books_balance()
    assert trial_balance() == ()


def test_an_entry_without_legs_is_noticed(noon: datetime) -> None:
    Entry.objects.create(reference="empty", memo="", posted_at=noon)
    assert not books_balance()


def test_many_entries_are_posted_in_a_few_statements(
    noon: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    there = _post("c", 700, noon)
    with django_assert_max_num_queries(9):
        entries = post_entries(drafts=[_draft("c"), *map(_draft, "badefg")], at=noon)
    assert [entry.reference for entry in entries] == list("cbadefg")
    assert entries[0] == there
    assert balance_of("free") == Money(7 * 700)
    assert books_balance()


def test_the_same_reference_twice_in_one_go_is_one_entry(noon: datetime) -> None:
    first, second = post_entries(drafts=[_draft("a"), _draft("a")], at=noon)
    assert first == second
    assert balance_of("free") == Money(700)
    with pytest.raises(Stale, match="already hold “b” with other amounts"):
        post_entries(drafts=[_draft("b"), _draft("b", 701)], at=noon)
    assert balance_of("free") == Money(700)


def test_of_many_entries_one_that_says_something_else_stops_all(noon: datetime) -> None:
    _post("b", 1, noon)
    with pytest.raises(Stale, match="“b”"), transaction.atomic():
        post_entries(drafts=[_draft("a"), _draft("b")], at=noon)
    assert balance_of("free") == Money(1)


def test_the_trail_of_a_document_is_read_oldest_first(noon: datetime) -> None:
    post_entries(drafts=[_draft("payout:1:owed"), _draft("payout:2:owed")], at=noon)
    _post("payout:1:paid", 300, noon)
    trail = entries_about("payout:1:")
    assert [row.reference for row in trail] == ["payout:1:owed", "payout:1:paid"]
    assert dict(trail[1].legs) == {"bank": Money(-300), "free": Money(300)}


def _draft(reference: str, won: int = 700) -> Draft:
    return Draft(reference, "test", transfer(Money(won), out_of="bank", into="free"))


def _post(reference: str, won: int, at: datetime) -> Entry:
    legs = transfer(Money(won), out_of="bank", into="free")
    return post_entry(reference=reference, memo="test", postings=legs, at=at)


def test_a_new_entry_between_open_accounts_is_one_statement(
    noon: datetime, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    _post("a", 700, noon)
    with django_assert_num_queries(1):
        entry = _post("b", 300, noon)
    there = Entry.objects.get(reference="b")
    assert (entry, entry.memo, entry.posted_at) == (there, there.memo, there.posted_at)
    assert sorted(leg.amount for leg in there.postings.all()) == [-300, 300]


def test_an_account_that_is_new_is_opened_and_nothing_is_half_posted(noon: datetime) -> None:
    _post("a", 700, noon)
    legs = transfer(Money(5), out_of="bank", into="nobody yet")
    entry = post_entry(reference="b", memo="test", postings=legs, at=noon)
    assert [leg.amount for leg in entry.postings.order_by("amount")] == [-5, 5]
    assert balance_of("nobody yet") == Money(5)
    assert books_balance()
