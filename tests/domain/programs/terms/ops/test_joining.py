"""Several yeses and noes made into one."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from tests.domain.programs.terms.build import (
    Given,
    kind,
    refused,
    said,
    span,
    step,
    unread,
    working,
    worth,
)

ALL = step("all_of", of=["a", "b", "c"])
TWO = step("at_least_of", of=["a", "b", "c"], needed="2")
NOT = step("not", of="a")


@pytest.mark.parametrize("values", list(product([True, False], repeat=3)))
def test_how_many_hold(values: tuple[bool, ...]) -> None:
    named = dict(zip("abc", values, strict=True))
    assert worth(ALL, **named) is (sum(values) == 3)
    assert worth(TWO, **named) is (sum(values) >= 2)
    assert worth({**TWO, "needed": "1"}, **named) is (sum(values) >= 1)
    assert worth({**TWO, "needed": "2.5"}, **named) is (sum(values) == 3)


def test_the_opposite() -> None:
    assert worth(NOT, a=True) is False
    assert worth(NOT, a=False) is True


def test_what_is_missing_is_named_even_where_one_fails() -> None:
    missing: dict[str, Given] = {"a": False, "b": "? yes_no", "c": "? yes_no"}
    assert worth(ALL, **missing) == ["b is missing.", "c is missing."]
    assert worth(TWO, **missing) == ["b is missing.", "c is missing."]
    assert worth(NOT, a="? yes_no") == ["a is missing."]
    needed = {**TWO, "needed": "n"}
    assert worth(needed, a=True, b=True, c=True, n="?") == ["n is missing."]


def test_all_of_them_are_a_yes_or_no() -> None:
    for found in (ALL, TWO, NOT):
        assert kind(found, a="yes_no", b="yes_no", c="yes_no").what == "yes_no"


SURE, NEVER, OPEN = "0", "9", "3"  # x from 1 to 5 is more than it always, never, sometimes


@pytest.mark.parametrize(
    ("tests", "all_", "two", "opposite"),
    [
        ((SURE, SURE, SURE), ("1", "1"), ("1", "1"), ("0", "0")),
        ((SURE, SURE, OPEN), ("0", "1"), ("1", "1"), ("0", "0")),
        ((SURE, SURE, NEVER), ("0", "0"), ("1", "1"), ("0", "0")),
        ((OPEN, SURE, NEVER), ("0", "0"), ("0", "1"), ("0", "1")),
        ((NEVER, SURE, NEVER), ("0", "0"), ("0", "0"), ("1", "1")),
        ((OPEN, OPEN, OPEN), ("0", "1"), ("0", "1"), ("0", "1")),
        ((NEVER, NEVER, OPEN), ("0", "0"), ("0", "0"), ("1", "1")),
    ],
)
def test_what_can_hold(tests: tuple[str, ...], all_: Any, two: Any, opposite: Any) -> None:
    steps = [
        step("compare", key, of="x", is_="more_than", than=than)
        for key, than in zip("abc", tests, strict=True)
    ]
    assert span(*steps, ALL, x="1..5") == all_
    assert span(*steps, TWO, x="1..5") == two
    assert span(*steps, NOT, x="1..5") == opposite


@pytest.mark.parametrize(
    ("needed", "reach"),
    [("0..0", ("1", "1")), ("0..1", ("0", "1")), ("3..4", ("0", "1")), ("4..4", ("0", "0"))],
)
def test_how_many_are_needed_may_be_known_later(needed: str, reach: Any) -> None:
    found = {**TWO, "needed": "n"}
    assert span(found, a="yes_no", b="yes_no", c="yes_no", n=needed) == reach


def test_in_words() -> None:
    ranges = {"a": "yes_no", "b": "yes_no", "c": "yes_no"}
    assert said(ALL, **ranges) == "whether all of these hold: a; b; c"
    assert said(TWO, **ranges) == "whether at least 2 of these hold: a; b; c"
    assert said(NOT, **ranges) == "whether “a” does not hold"
    assert working(TWO, a=True, b=False, c=True) == (
        "whether at least 2 of these hold: a (yes); b (no); c (yes)"
    )


def test_what_does_not_fit_together() -> None:
    ranges = {"a": "yes_no", "b": "0..9", "c": "yes_no"}
    why = "steps[0].of[1] is a number; it has to be a yes or no."
    assert refused(ALL, **ranges) == why
    assert refused(TWO, **ranges) == why
    assert refused({**TWO, "needed": "b"}, a="yes_no", c="yes_no", b="yes_no") == (
        "steps[0].needed is a yes or no; it has to be a number."
    )
    assert refused(NOT, a="0..9") == "steps[0].of is a number; it has to be a yes or no."
    assert unread({**ALL, "of": []}) == "steps[0].of must be a list with 1 to 50 items."
    assert unread({**TWO, "of": []}) == "steps[0].of must be a list with 1 to 50 items."
