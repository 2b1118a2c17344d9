"""Exact numbers, and what is not known."""

from __future__ import annotations

from fractions import Fraction

import pytest

from core.domain.errors import RuleBroken
from core.domain.words import Named, say
from programs.domain.terms.values import NotKnown, Unknown, added, is_sane, total, undefined

A = say("%(input)s is missing.", input=Named("Days", "일수"))
B = say("%(input)s is missing.", input=Named("Sites", "사업장"))


def test_reasons_stand_in_order_and_each_once() -> None:
    together = Unknown.together([Unknown((A, B)), Unknown((B,)), Unknown((A,))])
    assert together == Unknown((A, B))
    assert Unknown.together([]) == Unknown(())


def test_two_inputs_that_are_missing_are_two_reasons() -> None:
    assert len({A, B}) == 2


def test_what_is_not_known_says_why() -> None:
    missing = NotKnown(Unknown((A, B)))
    assert str(missing) == "Days is missing., Sites is missing."
    assert missing.unknown.reasons == (A, B)
    none = undefined("“%(name)s” is 0.", name="days")
    assert str(none) == "“days” is 0."
    assert none.unknown == Unknown((say("“%(name)s” is 0.", name="days"),))


@pytest.mark.parametrize(
    ("value", "is_meant"),
    [
        (Fraction(2**2047 - 1), True),
        (Fraction(2**2047), False),  # 2048 bits above and 1 below
        (Fraction(-(2**2046)), True),
        (Fraction(1, 2**2046), True),
        (Fraction(1, 2**2047), False),
        (True, True),
        ("x" * 5000, True),
    ],
)
def test_numbers_that_nobody_means(value: Fraction | bool | str, *, is_meant: bool) -> None:
    assert is_sane(value) is is_meant


def test_a_sum_of_a_few() -> None:
    assert added([]) == 0
    assert isinstance(added([]), Fraction)
    assert added([Fraction(1, 3), Fraction(5)]) == Fraction(16, 3)


def test_a_sum_of_many() -> None:
    assert total([]) == 0
    assert total([Fraction(1, 3), Fraction(-2, 3), Fraction(5)]) == Fraction(14, 3)
    with pytest.raises(RuleBroken) as broken:
        total([Fraction(2**2047), Fraction(-(2**2047))])
    assert str(broken.value) == (
        "A sum over many subjects gives a number of more than 600 digits. "
        "Round what is summed first."
    )
