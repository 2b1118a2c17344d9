"""What is due: tables that a bank officer can check by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import RuleBroken
from core.domain.money import Money, total
from core.domain.words import say
from payouts.domain.calculation import Calculation, calculate
from programs.domain.terms import Attainment, Line, Priced, sheet_from

GUARDS = sheet_from(
    {
        "schema": "boram.terms/0", "rounding": "won_down", "cap": 25_000_000,
        "clauses": [{"key": "guards", "kind": "per_unit", "rate": "500000", "most_units": "50"}],
    }
)  # fmt: skip


def due(verified: str, paid_before: int, left: int) -> Calculation:
    priced = GUARDS.price({"guards": Attainment(Decimal(50), Decimal(verified))})
    return calculate(priced=priced, paid_before=Money(paid_before), left=Money(left))


@pytest.mark.parametrize(
    ("verified", "paid_before", "left", "won", "lines"),
    [
        ("10", 0,         25_000_000, 5_000_000,  ["guards"]),                         # ten guards at 500,000
        ("10", 2_000_000, 23_000_000, 3_000_000,  ["guards", "paid_before"]),          # less what was paid
        ("10", 5_000_000, 20_000_000, 0,          ["guards", "paid_before"]),          # the same again pays nothing
        ("60", 0,         99_000_000, 25_000_000, ["guards"]),                         # beyond the most units nothing
        ("10", 0,         1_200_000,  1_200_000,  ["guards", "held"]),                 # no more than is left
        ("10", 2_000_000, 0,          0,          ["guards", "paid_before", "held"]),
        ("2",  2_000_000, 25_000_000, -1_000_000, ["guards", "paid_before"]),          # a correction claims back
    ],
)  # fmt: skip
def test_worked_examples(
    verified: str, paid_before: int, left: int, won: int, lines: list[str]
) -> None:
    worked = due(verified, paid_before, left)
    assert worked.due == Money(won)
    assert [line.key for line in worked.lines] == lines
    assert worked.claims_back == (won < 0)


@pytest.mark.parametrize(("paid_before", "left"), [(-1, 0), (0, -1)])
def test_broken_books_are_not_calculated_with(paid_before: int, left: int) -> None:
    with pytest.raises(RuleBroken, match="cannot be below zero"):
        due("1", paid_before, left)


amounts = st.integers(0, 10**10).map(Money)


@given(amounts, amounts, amounts)
def test_the_lines_add_up_and_the_reserve_holds(
    earned: Money, paid_before: Money, left: Money
) -> None:
    priced = Priced((Line("x", say("Earned."), earned),), earned)
    worked = calculate(priced=priced, paid_before=paid_before, left=left)
    assert total(line.amount for line in worked.lines) == worked.due <= left
    assert worked.due + paid_before <= earned
