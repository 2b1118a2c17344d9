"""Sums, differences, products, the smallest and the best of several."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.domain.programs.terms.build import (
    given,
    refused,
    said,
    span,
    step,
    unit_and_grid,
    unread,
    working,
    worth,
)

AB = ["a", "b"]


@pytest.mark.parametrize(
    ("found", "values", "comes_to"),
    [
        (step("sum", of=AB), {"a": "5 KRW", "b": "-3 KRW"}, "2"),
        (step("sum", of=["a"]), {"a": "0.000001 KRW"}, "0.000001"),
        (step("sum", of=["a", "10", "0.5"]), {"a": "5 KRW"}, "15.5"),
        (step("sum", of=["a", "a"]), {"a": "5 KRW"}, "10"),
        (step("difference", of="a", less="b"), {"a": "3 day", "b": "10 day"}, "-7"),
        (step("difference", of="a", less="0.5"), {"a": "3 day"}, "2.5"),
        (step("product", of=AB), {"a": "-3 day", "b": "0.5 KRW/day"}, "-1.5"),
        (step("product", of=["a", "a", "a"]), {"a": "-2"}, "-8"),
        (step("smallest_of", of=AB), {"a": "-3", "b": "2"}, "-3"),
        (step("smallest_of", of=[*AB, "1"]), {"a": "3", "b": "2"}, "1"),
        (step("best_of", of=AB), {"a": "-3", "b": "2"}, "2"),
        (step("best_of", of=["a"], plus=["b", "10"]), {"a": "5", "b": "-1"}, "14"),
        (step("best_of", of=["a", "7"], plus=["b"]), {"a": "5", "b": "1"}, "8"),
    ],
)
def test_what_it_comes_to(found: Any, values: dict[str, str], comes_to: str) -> None:
    assert worth(found, **values) == Fraction(comes_to)


@pytest.mark.parametrize(
    "found",
    [
        step("sum", of=AB),
        step("difference", of="a", less="b"),
        step("product", of=AB),
        step("smallest_of", of=AB),
        step("best_of", of=["a"], plus=["b"]),
    ],
)
def test_all_that_is_missing_is_named_at_once(found: Any) -> None:
    assert worth(found, a="? KRW", b="? KRW") == ["a is missing.", "b is missing."]
    assert worth(found, a="1 KRW", b="? KRW") == ["b is missing."]


@pytest.mark.parametrize(
    ("found", "ranges", "unit", "grid"),
    [
        (step("sum", of=AB), {"a": "0..9 KRW", "b": "0..9 KRW /2"}, "KRW", "1/100"),
        (step("sum", of=["a", "1.5"]), {"a": "0..9 KRW"}, "KRW", "1/2"),
        (step("sum", of=["6", "4"]), {}, "1", "2"),
        (step("difference", of="a", less="b"), {"a": "0..9 day", "b": "0..9 day /1"}, "day", "1/10"),
        (step("product", of=AB), {"a": "0..9 day", "b": "0..9 KRW/day /2"}, "KRW", "1/100"),
        (step("product", of=["a", "a", "2.5"]), {"a": "0..9 day /1"}, "day*day", "1/40"),
        (step("product", of=["a", "0"]), {"a": "0..9 day"}, "day", "0"),
        (step("smallest_of", of=["a", "12"]), {"a": "0..9 KRW"}, "KRW", "1"),
        (step("best_of", of=["a"], plus=["0.25"]), {"a": "0..9 KRW"}, "KRW", "1/4"),
        (step("best_of", of=["8"], plus=["12"]), {}, "1", "4"),
    ],
)  # fmt: skip
def test_its_unit_and_its_grid(found: Any, ranges: dict[str, str], unit: str, grid: str) -> None:
    assert unit_and_grid(found, **ranges) == (unit, grid)


def test_a_product_with_a_quotient_lies_on_no_grid() -> None:
    ratio = step("ratio", "r", of="a", to="b")
    assert unit_and_grid(ratio, step("product", of=["a", "r"]), a="1..9", b="1..9") == ("1", "any")
    assert unit_and_grid(ratio, step("sum", of=["a", "r"]), a="1..9", b="1..9") == ("1", "any")


@pytest.mark.parametrize(
    ("found", "ranges", "reach"),
    [
        (step("sum", of=AB), {"a": "-1..2", "b": "10..20"}, ("9", "22")),
        (step("sum", of=["a", "5"]), {"a": "-1..2"}, ("4", "7")),
        (step("difference", of="a", less="b"), {"a": "-1..2", "b": "10..20"}, ("-21", "-8")),
        (step("product", of=AB), {"a": "-1..2", "b": "10..20"}, ("-20", "40")),
        (step("product", of=AB), {"a": "-3..-2", "b": "-5..4"}, ("-12", "15")),
        (step("smallest_of", of=AB), {"a": "-1..9", "b": "3..5"}, ("-1", "5")),
        (step("best_of", of=AB), {"a": "-1..9", "b": "3..5"}, ("3", "9")),
        (step("best_of", of=AB, plus=["a", "1"]), {"a": "-1..9", "b": "3..5"}, ("3", "19")),
    ],
)
def test_how_far_it_goes(found: Any, ranges: dict[str, str], reach: tuple[str, str]) -> None:
    assert span(found, **ranges) == reach


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (step("sum", of=[*AB, "1000"]), "the sum of: a; b; 1,000"),
        (step("difference", of="a", less="b"), "a less b"),
        (step("product", of=AB), "the product of: a; b"),
        (step("smallest_of", of=AB), "the smallest of: a; b"),
        (step("best_of", of=AB), "the largest of: a; b"),
        (step("best_of", of=["a"], plus=["b"]), "the largest of: a, and on top of it: b"),
    ],
)
def test_in_words(found: Any, words: str) -> None:
    assert said(found, a="0..9 KRW", b="0..9 KRW") == words


def test_the_working_has_the_values_beside_the_names() -> None:
    found = step("best_of", of=["a", "b"], plus=["2"])
    words = "the largest of: a (₩5); b (−₩7.5), and on top of it: 2"
    assert working(found, a="5 KRW", b="-7.5 KRW") == words


def test_what_cannot_be_added() -> None:
    krw, usd = {"a": "0..9 KRW"}, {"b": "0..9 USD"}
    assert refused(step("sum", of=AB), **krw, **usd) == (
        "steps[0].of[1] is counted in USD; it has to be in KRW."
    )
    assert refused(step("difference", of="a", less="b"), **krw, **usd) == (
        "steps[0].less is counted in USD; it has to be in KRW."
    )
    assert refused(step("smallest_of", of=AB), **krw, **usd).startswith("steps[0].of[1] is counted")
    assert refused(step("best_of", of=["a"], plus=["b"]), **krw, **usd) == (
        "steps[0].plus[0] is counted in USD; it has to be in KRW."
    )
    assert refused(step("product", of=AB), **krw, b="yes_no") == (
        "steps[0].of[1] is a yes or no; it has to be a number."
    )


def test_how_many_there_have_to_be() -> None:
    inputs = [given("a", "1 KRW")]
    assert unread(step("sum", of=[]), inputs=inputs) == (
        "steps[0].of must be a list with 1 to 50 items."
    )
    assert unread(step("product", of=["a"]), inputs=inputs) == (
        "steps[0].of must be a list with 2 to 10 items."
    )
    assert unread(step("product", of=["a"] * 11), inputs=inputs).endswith("2 to 10 items.")
    assert unread(step("smallest_of", of=["a"]), inputs=inputs).endswith("with 2 to 50 items.")
    assert unread(step("best_of", of=[]), inputs=inputs).endswith("with 1 to 50 items.")
