"""Entries balance, or they are not made."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import RuleBroken
from core.domain.money import Money, total
from ledger.domain.entries import Posting, Unbalanced, check_balanced, transfer
from payouts.domain.postings import postings
from programs.domain.lifecycle import Part
from programs.domain.postings import amend, commit, release, reserve


@given(st.integers(1, 10**12).map(Money))
def test_a_transfer_balances(amount: Money) -> None:
    legs = transfer(amount, out_of="a", into="b")
    check_balanced(legs)
    assert legs == (Posting("a", -amount), Posting("b", amount))


@pytest.mark.parametrize("won", [0, -5])
def test_only_amounts_above_zero_move(won: int) -> None:
    with pytest.raises(RuleBroken, match="cannot be moved"):
        transfer(Money(won), out_of="a", into="b")


@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        ((), "needs postings"),
        ((0, 0), "other than zero"),
        ((5, -4), "off by ₩1"),
        ((5,), "off by ₩5"),
    ],
)
def test_what_does_not_balance_is_refused(amounts: tuple[int, ...], sentence: str) -> None:
    with pytest.raises(Unbalanced, match=sentence):
        check_balanced(tuple(Posting("a", Money(won)) for won in amounts))


def test_the_whole_life_of_five_million_won() -> None:
    five, ten, part = Money(5_000_000), Money(10_000_000), Part.SUCCESS
    made = [
        commit(ten, program=1, part=part),
        amend(five, program=1, part=part),
        amend(-five, program=1, part=part),
        reserve(ten, program=1, agreement=7, part=part),
        *(
            postings(verb, five, agreement=7, part=part)
            for verb in ("owe", "send", "fail", "send", "settle")
        ),
        *(
            postings(verb, five, agreement=7, part=part)
            for verb in ("return", "cancel", "owe", "send", "settle")
        ),
        release(five, program=1, agreement=7, part=part),
    ]
    books: dict[str, Money] = {}
    for entry in made:
        check_balanced(entry)
        for posting in entry:
            books[posting.account] = total([books.get(posting.account, Money(0)), posting.amount])
    assert {code: amount.won for code, amount in books.items() if amount} == {
        "program:1:success:pledged": -10_000_000,
        "program:1:success:free": 5_000_000,
        "agreement:7:success:paid": 5_000_000,
    }
