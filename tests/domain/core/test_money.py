"""Money never loses a won."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import RuleBroken
from core.domain.money import NOTHING, ROUNDINGS, Money, split, total

won = st.integers(-(10**12), 10**12).map(Money)
weights = st.lists(st.integers(0, 1000), min_size=1, max_size=8).filter(any)


@given(st.lists(won, max_size=8))
def test_a_sum_does_not_depend_on_order(amounts: list[Money]) -> None:
    assert total(amounts) == total(reversed(amounts))


@given(won, won)
def test_what_is_added_can_be_taken_away(a: Money, b: Money) -> None:
    assert a + b - b == a
    assert a + -a == NOTHING
    assert (a < b) == (a.won < b.won)


@given(won, weights)
def test_shares_add_up_to_the_whole(whole: Money, shares: list[int]) -> None:
    assert total(split(whole, shares)) == whole


@pytest.mark.parametrize(
    ("whole", "shares", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),  # the first of equals gets the last won
        (100, [1, 2, 3], [17, 33, 50]),  # 16.67, 33.33, 50
        (10, [0, 1], [0, 10]),
        (-100, [1, 1, 1], [-33, -33, -34]),
    ],
)
def test_the_largest_remainder_comes_first(whole: int, shares: list[int], parts: list[int]) -> None:
    assert split(Money(whole), shares) == tuple(Money(p) for p in parts)


@pytest.mark.parametrize("shares", [[], [0, 0], [-1, 2]])
def test_nothing_is_shared_by_weights_that_make_no_sense(shares: list[int]) -> None:
    with pytest.raises(RuleBroken, match="at least one weight above zero"):
        split(Money(1), shares)


@pytest.mark.parametrize(
    ("rule", "raw", "rounded"),
    [
        ("won_down", "1234.9", 1234),
        ("won_down", "-1234.9", -1234),  # down is towards zero
        ("won_down", "-1234", -1234),
        ("ten_won_down", "1239", 1230),
        ("thousand_won_down", "1999", 1000),
        ("won_half_even", "0.5", 0),
        ("won_half_even", "1.5", 2),
        ("won_half_up", "0.5", 1),
        ("won_half_up", "0.4999", 0),
        ("won_half_up", "0.51", 1),
        ("won_half_up", "-0.5", -1),
        ("won_half_up", "-0.4", 0),
    ],
)
def test_each_contract_names_its_rounding(rule: str, raw: str, rounded: int) -> None:
    assert ROUNDINGS[rule].of(Fraction(raw)) == Money(rounded)


@pytest.mark.parametrize("leak", [0.1, 1.0, Decimal(1), True, "1"])
def test_only_whole_won_are_money(leak: object) -> None:
    with pytest.raises(TypeError, match="whole won"):
        Money(leak)  # type: ignore[arg-type]


def test_money_is_written_with_its_sign() -> None:
    assert [str(Money(1_234_567)), str(Money(-5)), str(NOTHING)] == ["₩1,234,567", "−₩5", "₩0"]
    assert bool(Money(1))
    assert not NOTHING
