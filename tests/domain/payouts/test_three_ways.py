"""Approval = bank = books, in a table that can be checked by hand."""

from __future__ import annotations

import pytest

from core.domain.money import Money
from payouts.domain.lifecycle import PayoutState
from payouts.domain.three_ways import Tie, Together, Ways


def ways(approved: int, bank: int, books: int, state: str) -> Ways:
    return Ways(1, "PO-1", Money(approved), Money(bank), Money(books), PayoutState(state))


@pytest.mark.parametrize(
    ("approved", "bank", "books", "state", "tie"),
    [
        (5, 5, 5, "paid", Tie.TIED),
        (5, 0, 0, "sent", Tie.AT_THE_BANK),
        (5, 0, 0, "failed", Tie.UNPAID),
        (5, 0, 0, "returned", Tie.UNPAID),
        (5, 4, 4, "paid", Tie.APART),
        (5, 5, 4, "paid", Tie.APART),
        (5, 4, 5, "paid", Tie.APART),
        (0, 5, 5, "paid", Tie.APART),
        (5, 0, 0, "paid", Tie.APART),
        (5, 5, 5, "sent", Tie.APART),
        (5, 5, 5, "failed", Tie.APART),
        (5, 5, 0, "returned", Tie.APART),
        (5, 0, 5, "sent", Tie.APART),
    ],
)
def test_how_the_three_stand(approved: int, bank: int, books: int, state: str, tie: Tie) -> None:
    one = ways(approved, bank, books, state)
    assert one.tie == tie
    assert ("Stop paying" in str(one.sentence)) == (tie == Tie.APART)
    assert f"₩{approved} was approved" in str(one.sentence)


def test_a_file_says_what_differs_first() -> None:
    right = (ways(5, 5, 5, "paid"), ways(7, 0, 0, "sent"), ways(2, 0, 0, "failed"))
    good = Together(right)
    assert (good.approved, good.bank, good.books) == (Money(14), Money(5), Money(5))
    assert str(good.sentence) == (
        "Approval, bank and books agree on 1 payments; 1 are at the bank and 1 are not paid."
    )
    bad = Together((*right, ways(5, 4, 5, "paid")))
    assert str(bad.sentence).startswith("1 of 4 payments differ")
