"""post_transfers: thousands of entries in one statement, each as post_entry would write it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from core.domain.errors import RuleBroken, Stale
from core.domain.money import Money
from ledger.domain.entries import Posting as Leg
from ledger.domain.entries import transfer
from ledger.models import Entry, Posting
from ledger.selectors import balance_of, books_balance
from ledger.services import Transfers, post_entry, post_transfers

pytestmark = pytest.mark.django_db
TWO = Transfers(
    reference=["r:1", "r:2"],
    memo=["one", "two"],
    out_of=["a", "a"],
    into=["b", "c"],
    amount=[3, 4],
)


def test_each_is_an_entry_with_both_legs(noon: datetime) -> None:
    assert post_transfers(transfers=TWO, at=noon) == 2
    assert (balance_of("a").won, balance_of("b").won, balance_of("c").won) == (-7, 3, 4)
    one = Entry.objects.get(reference="r:1")
    assert (one.memo, one.posted_at) == ("one", noon)
    assert sorted(one.postings.values_list("account__code", "amount")) == [("a", -3), ("b", 3)]
    assert books_balance()


def test_the_same_again_is_posted_once(noon: datetime) -> None:
    post_entry(reference="r:2", memo="two", postings=_legs("a", "c", 4), at=noon)
    assert post_transfers(transfers=TWO, at=noon) == 1
    assert post_transfers(transfers=TWO, at=noon) == 0
    assert Entry.objects.count() == 2
    assert Posting.objects.count() == 4


@pytest.mark.parametrize("legs", [("a", "c", 5), ("a", "b", 4), ("c", "a", 4)])
def test_another_thing_under_the_same_reference_is_refused(
    noon: datetime, legs: tuple[str, str, int]
) -> None:
    post_entry(reference="r:2", memo="two", postings=_legs(*legs), at=noon)
    with pytest.raises(Stale, match="r:2"):
        post_transfers(transfers=TWO, at=noon)
    assert not Entry.objects.filter(reference="r:1").exists()


@pytest.mark.parametrize("amount", [0, -1])
def test_nothing_is_moved_by_nothing_or_backwards(noon: datetime, amount: int) -> None:
    with pytest.raises(RuleBroken, match="above zero"):
        post_transfers(transfers=replace(TWO, amount=[3, amount]), at=noon)


def test_a_reference_stands_once_in_a_posting(noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="stands twice"):
        post_transfers(transfers=replace(TWO, reference=["r:1", "r:1"]), at=noon)


def test_none_at_all_is_no_statement_that_fails(noon: datetime) -> None:
    assert post_transfers(transfers=Transfers([], [], [], [], []), at=noon) == 0


def _legs(out_of: str, into: str, won: int) -> tuple[Leg, Leg]:
    return transfer(Money(won), out_of=out_of, into=into)
