"""What a name stands for before any number is known."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.domain.terms.kinds import DATE, TRUTH, Kind, What, common, lies_on, number, product
from programs.domain.terms.units import PURE, Unit


def grid(text: str) -> Fraction | None:
    return None if text == "any" else Fraction(text)


@pytest.mark.parametrize(
    ("grids", "of_sums", "of_products"),
    [
        ((), "0", "1"),
        (("1", "1"), "1", "1"),
        (("6", "4"), "2", "24"),
        (("1", "0.1"), "1/10", "1/10"),
        (("1/4", "1/6"), "1/12", "1/24"),
        (("2/3", "5/6"), "1/6", "5/9"),
        (("0", "5"), "5", "0"),
        (("5", "0"), "5", "0"),
        (("0", "0"), "0", "0"),
        (("any", "1"), "any", "any"),
        (("1", "any"), "any", "any"),
        (("3/10",), "3/10", "3/10"),
    ],
)
def test_the_grid_of_sums_and_products(
    grids: tuple[str, ...], of_sums: str, of_products: str
) -> None:
    found = [grid(one) for one in grids]
    assert common(*found) == grid(of_sums)
    assert product(*found) == grid(of_products)


@given(
    a=st.fractions(Fraction(1, 9), 9, max_denominator=12),
    b=st.fractions(Fraction(1, 9), 9, max_denominator=12),
    times=st.tuples(st.integers(-9, 9), st.integers(-9, 9)),
)
def test_every_sum_lies_on_the_common_grid_and_none_is_wider(
    a: Fraction, b: Fraction, times: tuple[int, int]
) -> None:
    found = common(a, b)
    assert found
    assert ((times[0] * a + times[1] * b) / found).denominator == 1
    under = lcm(a.denominator, b.denominator)
    wider = [Fraction(n, under) for n in range(int(found * under) + 1, int(min(a, b) * under) + 1)]
    assert not any((a / one).denominator == (b / one).denominator == 1 for one in wider)


@pytest.mark.parametrize(
    ("on", "unit", "lies"),
    [("5", "5", True), ("10", "5", True), ("0", "5", True), ("2.5", "5", False), ("any", "5", False),
     ("0.1", "0.01", True), ("0.015", "0.01", False)],
)  # fmt: skip
def test_whether_all_are_whole_multiples(on: str, unit: str, *, lies: bool) -> None:
    assert lies_on(grid(on), Fraction(unit)) is lies


def test_a_grid_that_nobody_means_is_none() -> None:
    huge, tiny = Fraction(2**2046), Fraction(1, 2**2046)
    assert product(huge) == huge
    assert product(huge, Fraction(2)) is None
    assert product(tiny, Fraction(1, 2)) is None


def test_kinds_by_name() -> None:
    days = Unit.read("day")
    assert number(days, Fraction(1)) == Kind(What.NUMBER, days, 0, Fraction(1))
    assert number(days, Fraction(1)).at(2) == Kind(What.NUMBER, days, 2, Fraction(1))
    assert Kind() == Kind(What.NUMBER, PURE, 0, None, (), is_literal=False)
    assert Kind(What.TRUTH) == TRUTH
    assert Kind(What.DATE, grid=Fraction(1)) == DATE
    assert [one.value for one in What] == ["number", "yes_no", "choice", "date"]
