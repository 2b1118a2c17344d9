"""What is due: tables that a bank officer can check by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import RuleBroken
from core.domain.money import Money, total
from core.domain.words import say
from payouts.domain.calculation import Calculation, Sum, calculate


def due(earned: int, paid_before: int, left: int) -> Calculation:
    line = Sum("earned", say("Earned."), Money(earned))
    return calculate(earned=line, paid_before=Money(paid_before), left=Money(left))


@pytest.mark.parametrize(
    ("earned", "paid_before", "left", "won", "lines"),
    [
        (5_000_000,  0,         25_000_000, 5_000_000,  ["earned"]),
        (5_000_000,  2_000_000, 23_000_000, 3_000_000,  ["earned", "paid_before"]),          # less what was paid
        (5_000_000,  5_000_000, 20_000_000, 0,          ["earned", "paid_before"]),          # the same again pays nothing
        (5_000_000,  0,         1_200_000,  1_200_000,  ["earned", "held"]),                 # no more than is left
        (5_000_000,  0,         5_000_000,  5_000_000,  ["earned"]),                         # all that is left is enough
        (5_000_000,  2_000_000, 0,          0,          ["earned", "paid_before", "held"]),
        (1_000_000,  2_000_000, 25_000_000, 0,          ["earned", "paid_before", "overpaid"]),  # never below nothing
        (-1_000_000, 0,         25_000_000, 0,          ["earned", "overpaid"]),             # terms may claim back
    ],
)  # fmt: skip
def test_worked_examples(
    earned: int, paid_before: int, left: int, won: int, lines: list[str]
) -> None:
    worked = due(earned, paid_before, left)
    assert worked.due == Money(won)
    assert [line.key for line in worked.sums] == lines


def test_what_is_said() -> None:
    assert [str(one.working) for one in due(5, 2, 1).sums] == [
        "Earned.",
        "Less what earlier payouts have claimed already.",
        "Only ₩1 is left of the reserve; the rest is not paid.",
    ]
    assert str(due(1, 3, 9).sums[-1].working) == (
        "Earlier payouts carry ₩2 more than is earned now. Nothing is due; "
        "a person decides on a correction."
    )


@pytest.mark.parametrize(("paid_before", "left"), [(-1, 0), (0, -1)])
def test_broken_books_are_not_calculated_with(paid_before: int, left: int) -> None:
    with pytest.raises(RuleBroken, match="cannot be below zero"):
        due(1, paid_before, left)


amounts = st.integers(0, 10**10)


@given(amounts, amounts, amounts)
def test_the_lines_add_up_and_the_reserve_holds(earned: int, paid_before: int, left: int) -> None:
    worked = due(earned, paid_before, left)
    assert Money(0) <= worked.due <= Money(left)
    assert total(line.amount for line in worked.sums) == worked.due
    assert worked.due + Money(paid_before) <= Money(max(earned, paid_before))
