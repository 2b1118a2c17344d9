"""Units of measure: what may be added, and what a product is counted in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.domain.terms.units import PURE, WRITTEN, Unit


@pytest.mark.parametrize(
    ("written", "powers", "again"),
    [
        ("1", (), "1"),
        ("day", (("day", 1),), "day"),
        ("KRW/day", (("KRW", 1), ("day", -1)), "KRW/day"),
        ("1/day", (("day", -1),), "1/day"),
        ("day*KRW", (("KRW", 1), ("day", 1)), "KRW*day"),
        ("person*day/year", (("day", 1), ("person", 1), ("year", -1)), "day*person/year"),
        ("day*day", (("day", 2),), "day*day"),
        ("KRW/day/day", (("KRW", 1), ("day", -2)), "KRW/day/day"),
        ("day/day", (), "1"),
        ("KRW/day*day", (("KRW", 1),), "KRW"),
        ("percent_point2", (("percent_point2", 1),), "percent_point2"),
    ],
)
def test_as_it_is_written(written: str, powers: tuple[tuple[str, int], ...], again: str) -> None:
    assert WRITTEN.fullmatch(written)
    unit = Unit.read(written)
    assert unit.powers == powers
    assert str(unit) == again
    assert Unit.read(again) == unit


@pytest.mark.parametrize(
    "wrong",
    ["", "2", "day/", "/day", "day//day", "day-1", "1day", "_day", "d" * 31, "a*b*c*d*e*f*g"],
)
def test_what_is_no_unit(wrong: str) -> None:
    assert not WRITTEN.fullmatch(wrong)


def test_the_longest_unit() -> None:
    assert WRITTEN.fullmatch("d" * 30)
    assert WRITTEN.fullmatch("a*b*c*d*e/f")


def test_multiplied_and_divided() -> None:
    krw, day, rate = Unit.read("KRW"), Unit.read("day"), Unit.read("KRW/day")
    assert day * rate == krw
    assert krw / day == rate
    assert krw / krw == PURE
    assert PURE / day == Unit.read("1/day")
    assert PURE.is_pure
    assert not day.is_pure
    assert not (PURE / day).is_pure


@pytest.mark.parametrize(
    ("powers", "found"),
    [
        ((), None),
        ((("day", 20), ("won", -20)), None),
        ((("day", 20), ("won", 21)), "won"),
        ((("day", -21), ("won", 1)), "day"),
    ],
)
def test_a_power_beyond_twenty(powers: tuple[tuple[str, int], ...], found: str | None) -> None:
    assert Unit(powers).beyond(20) == found


POWERS = st.dictionaries(st.sampled_from("abc"), st.integers(-2, 2)).map(
    lambda found: Unit(tuple(sorted((k, v) for k, v in found.items() if v)))
)


@given(a=POWERS, b=POWERS)
def test_division_undoes_multiplication(a: Unit, b: Unit) -> None:
    assert a * b / b == a
    assert a * b == b * a
    assert Unit.read(str(a)) == a
