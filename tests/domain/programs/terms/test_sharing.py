"""Whole units shared out by largest remainder."""

from __future__ import annotations

import itertools
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.domain.terms.sharing import apportioned
from tests.domain.programs.terms.build import fractions

ONE = Fraction(1)


@pytest.mark.parametrize(
    ("whole", "weights", "unit", "shares"),
    [
        ("10", ("1", "1", "1"), "1", ("4", "3", "3")),
        ("11", ("1", "1", "1"), "1", ("4", "4", "3")),
        ("10", ("0", "1"), "1", ("0", "10")),
        ("10", ("1", "2", "3"), "1", ("2", "3", "5")),  # 1.67, 3.33, 5
        ("-10", ("1", "1", "1"), "1", ("-4", "-3", "-3")),
        ("1", ("1", "1"), "0.01", ("0.5", "0.5")),
        ("0.03", ("1", "1"), "0.01", ("0.02", "0.01")),
        ("500", ("1", "1"), "100", ("300", "200")),
        ("0", ("1", "1"), "1", ("0", "0")),
        ("7", ("0.5",), "1", ("7",)),
    ],
)
def test_by_hand(whole: str, weights: tuple[str, ...], unit: str, shares: tuple[str, ...]) -> None:
    found = apportioned(Fraction(whole), fractions(*weights), Fraction(unit))
    assert found == fractions(*shares)


@given(
    whole=st.integers(-1000, 1000),
    weights=st.lists(st.fractions(0, 9, max_denominator=7), min_size=1, max_size=6).filter(any),
)
def test_nobody_is_further_than_a_unit_from_the_exact_share(
    whole: int, weights: list[Fraction]
) -> None:
    shares = apportioned(Fraction(whole), weights, ONE)
    assert sum(shares) == whole
    exact = [Fraction(whole) * weight / sum(weights) for weight in weights]
    assert all(abs(a - b) < 1 for a, b in zip(shares, exact, strict=True))


@given(
    whole=st.integers(0, 1000),
    weights=st.lists(st.integers(1, 9), min_size=2, max_size=6),
)
def test_who_weighs_more_never_gets_less(whole: int, weights: list[int]) -> None:
    shares = apportioned(Fraction(whole), [Fraction(one) for one in weights], ONE)
    by_weight = sorted(zip(weights, shares, strict=True), key=lambda pair: (pair[0], -pair[1]))
    for (light, less), (heavy, more) in itertools.pairwise(by_weight):
        assert less <= more or light == heavy
