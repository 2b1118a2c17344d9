"""Losses held against premiums, and the present value of an effect."""

from __future__ import annotations

from fractions import Fraction
from time import process_time
from typing import Any

import pytest

from programs.domain.terms.ops.present_value import PresentValue
from tests.domain.programs.terms.build import (
    op_of,
    refused,
    said,
    span,
    step,
    unit_and_grid,
    unread,
    working,
    worth,
)

PLAIN = step("loss_ratio", losses=["a", "b"], premium="p")
LOSSES = {**PLAIN, "excluded": ["c"]}
PART = {**LOSSES, "part": "0.5"}
VALUE = step("present_value", of="x", years=2, discount="0.25")
FADING = {**VALUE, "decay": "0.5", "first": 0}
KRW = {"a": "30 KRW", "b": "20 KRW", "c": "10 KRW", "p": "80 KRW"}


@pytest.mark.parametrize(
    ("found", "values", "comes_to"),
    [
        (PLAIN, {k: KRW[k] for k in "abp"}, "5/8"),
        (LOSSES, KRW, "1/2"),
        (PART, KRW, "1"),
        (LOSSES, {**KRW, "c": "90 KRW"}, "-1/2"),
        (VALUE, {"x": "100 KRW"}, "144"),  # 80 + 64
        ({**VALUE, "first": 0}, {"x": "100 KRW"}, "180"),  # 100 + 80
        (FADING, {"x": "100 KRW"}, "140"),  # 100 + 50 / 1.25
        ({**FADING, "first": 1}, {"x": "100 KRW"}, "112"),
        ({**VALUE, "years": 1}, {"x": "-100 KRW"}, "-80"),
        ({**VALUE, "years": 3, "discount": "0"}, {"x": "100 KRW"}, "300"),
        ({**VALUE, "decay": "1"}, {"x": "100 KRW"}, "80"),
    ],
)
def test_what_it_comes_to(found: Any, values: dict[str, str], comes_to: str) -> None:
    assert worth(found, **values) == Fraction(comes_to)


def test_without_a_premium_there_is_no_ratio() -> None:
    assert worth(LOSSES, **{**KRW, "p": "0 KRW"}) == ["“p” is 0, and nothing can be divided by it."]
    assert worth({**LOSSES, "part": "q"}, **KRW, q="0") == [
        "“q” is 0, and nothing can be divided by it."
    ]


def test_what_is_missing_is_named() -> None:
    missing = dict.fromkeys("abcp", "? KRW")
    assert worth({**LOSSES, "part": "q"}, **missing, q="?") == [
        f"{name} is missing." for name in "abcpq"
    ]
    assert worth(VALUE, x="? KRW") == ["x is missing."]


def test_units_and_grids() -> None:
    ranges = dict.fromkeys("abcp", "1..9 KRW")
    assert unit_and_grid(PART, **ranges) == ("1", "any")
    assert unit_and_grid(VALUE, x="0..9 day") == ("day", "any")


@pytest.mark.parametrize(
    ("found", "ranges", "reach"),
    [
        (LOSSES, {"a": "0..30", "b": "0..20", "c": "0..10", "p": "50..100"}, ("-1/5", "1")),
        (PLAIN, {"a": "10..30", "b": "10..20", "p": "50..100"}, ("1/5", "1")),
        (PART, {"a": "0..30", "b": "0..20", "c": "0..10", "p": "50..100"}, ("-2/5", "2")),
        ({**PLAIN, "part": "q"}, {"a": "10..30", "b": "10..20", "p": "50..100", "q": "0..1 /1"},
         ("1/5", "10")),
        (VALUE, {"x": "-100..200"}, ("-144", "288")),
    ],
)  # fmt: skip
def test_how_far_it_goes(found: Any, ranges: dict[str, str], reach: tuple[str, str]) -> None:
    assert span(found, **ranges) == reach


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (PLAIN, "the sum of (a; b), divided by p"),
        (LOSSES, "the sum of (a; b), divided by p, without c"),
        (PART, "the sum of (a; b), divided by p, without c for a part of 0.5"),
        ({**PLAIN, "part": "q"}, "the sum of (a; b), divided by p for a part of q"),
        ({**VALUE, "of": "a"}, ("the present value of a over 2 years, discounted by 0.25 and fading "
                               "by 0 a year, the first after 1 years")),
        ({**FADING, "of": "a"}, ("the present value of a over 2 years, discounted by 0.25 and "
                                "fading by 0.5 a year, the first after 0 years")),
    ],
)  # fmt: skip
def test_in_words(found: Any, words: str) -> None:
    assert said(found, **dict.fromkeys("abcp", "1..9 KRW"), q="1..2") == words


def test_the_working_has_the_values_beside_the_names() -> None:
    assert (
        working(LOSSES, **KRW)
        == "the sum of (a (₩30); b (₩20)), divided by p (₩80), without c (₩10)"
    )


def test_what_does_not_fit_together() -> None:
    ranges = dict.fromkeys("abcp", "1..9 KRW")
    for name, place in (("b", "losses[1]"), ("c", "excluded[0]"), ("p", "premium")):
        assert refused(LOSSES, **{**ranges, name: "1..9 day"}) == (
            f"steps[0].{place} is counted in day; it has to be in KRW."
        )
    assert refused({**LOSSES, "part": "q"}, **ranges, q="1..9 day") == (
        "steps[0].part is counted in day; it has to be in 1."
    )
    assert refused(VALUE, x="yes_no") == "steps[0].of is a yes or no; it has to be a number."
    assert unread({**PLAIN, "losses": []}) == "steps[0].losses must be a list with 1 to 50 items."


@pytest.mark.parametrize(
    ("member", "good", "bad"),
    [
        ("years", (1, 40), (0, 41)),
        ("first", (0, 1), (-1, 2)),
        ("discount", ("0", "1"), ("-0.1", "1.1")),
        ("decay", ("0", "1"), ("-0.1", "1.1")),
    ],
)
def test_how_far_its_numbers_may_go(member: str, good: tuple[Any, ...], bad: Any) -> None:
    for value in good:
        assert isinstance(worth({**VALUE, member: value}, x="1 KRW"), Fraction)
    for value in bad:
        assert unread({**VALUE, member: value}).startswith(f"steps[0].{member} must be a ")


def test_the_factor_is_summed_once_for_all_subjects() -> None:
    rates = {"discount": "0.10001", "decay": "0.10003"}
    op = op_of(step("present_value", of="x", years=40, **rates))
    assert isinstance(op, PresentValue)
    start = process_time()
    found = {op.factor for _subject in range(5000)}
    assert process_time() - start < 0.2
    left, worth_ = 1 - op.decay, 1 + op.discount
    assert found == {sum(left**k / worth_ ** (k + 1) for k in range(40))}
