"""Whether something holds: every bound says whether it is included."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from programs.domain.terms.ops.comparing import TESTS
from programs.domain.terms.ops.is_one_of import IsOneOf
from programs.domain.terms.ranges import SpansOf
from programs.domain.terms.spans import Span
from tests.domain.programs.terms.build import (
    kind,
    op_of,
    refused,
    said,
    sheet_of,
    span,
    step,
    unread,
    working,
    worth,
)

BOUND = {  # just below, on and just above the line
    "at_least": (False, True, True),
    "more_than": (False, False, True),
    "at_most": (True, True, False),
    "less_than": (True, False, False),
}
WORDS = {
    "at_least": "at least",
    "more_than": "more than",
    "at_most": "at most",
    "less_than": "less than",
}
SMALL = step("significant", p="p", alpha="0.05", is_="less_than", sample="n", least_sample="30")
AT_MOST = {**SMALL, "is": "at_most"}
ONE_OF = step("is_one_of", of="g", words=["red", "blue"])


def compare(test: str, than: str = "t") -> dict[str, Any]:
    return step("compare", of="x", is_=test, than=than)


def each(test: str) -> dict[str, Any]:
    return step("each", of=["x", "y"], is_=test, than="5")


@pytest.mark.parametrize("test", TESTS)
def test_below_on_and_above_the_line(test: str) -> None:
    sides = ("4.999999", "5", "5.000001")
    assert tuple(worth(compare(test, "5"), x=x) for x in sides) == BOUND[test]
    assert tuple(worth(each(test), x=x, y=x) for x in sides) == BOUND[test]
    days = ("2026-03-31", "2026-04-01", "2026-04-02")
    assert tuple(worth(compare(test, "2026-04-01"), x=day) for day in days) == BOUND[test]


@pytest.mark.parametrize(("test", "good", "bad"), [("at_least", "9", "1"), ("less_than", "1", "9")])
def test_one_that_fails_is_enough(test: str, good: str, bad: str) -> None:
    assert worth(each(test), x=good, y=good) is True
    assert worth(each(test), x=good, y=bad) is False
    assert worth(each(test), x=bad, y=good) is False


@pytest.mark.parametrize(
    ("found", "p", "n", "holds"),
    [
        (SMALL, "0.049999", "30", True),
        (SMALL, "0.05", "30", False),
        (AT_MOST, "0.05", "30", True),
        (AT_MOST, "0.050001", "30", False),
        (SMALL, "0.01", "29", False),
        (SMALL, "0.06", "29", False),
    ],
)
def test_a_small_p_value_of_a_large_sample(found: Any, p: str, n: str, *, holds: bool) -> None:
    assert worth(found, p=p, n=f"{n} worksite") is holds


def test_one_of_some_words() -> None:
    assert worth(ONE_OF, g="red|blue|green") is True
    assert worth(ONE_OF, g="blue|red|green") is True
    assert worth(ONE_OF, g="green|red|blue") is False


def test_what_is_missing_is_named() -> None:
    assert worth(compare("at_least"), x="?", t="?") == ["x is missing.", "t is missing."]
    assert worth(each("at_least"), x="1", y="?") == ["y is missing."]
    assert worth(SMALL, p="0.9", n="? worksite") == ["n is missing."]
    assert worth(ONE_OF, g="? red|blue") == ["g is missing."]


def test_all_of_them_are_a_yes_or_no() -> None:
    assert kind(compare("at_least", "5"), x="0..9").what == "yes_no"
    assert kind(each("at_least"), x="0..9", y="0..9").what == "yes_no"
    assert kind(SMALL, p="0..1 /3", n="0..9").what == "yes_no"
    assert kind(ONE_OF, g="red|blue").what == "yes_no"


YES, NO, EITHER = ("1", "1"), ("0", "0"), ("0", "1")


@pytest.mark.parametrize(
    ("test", "x", "than", "reach"),
    [
        ("at_least", "5..9", "1..5", YES),
        ("at_least", "4..9", "1..5", EITHER),
        ("at_least", "0..5", "5..9", EITHER),
        ("at_least", "0..4", "5..9", NO),
        ("more_than", "6..9", "1..5", YES),
        ("more_than", "5..9", "1..5", EITHER),
        ("more_than", "0..6", "5..9", EITHER),
        ("more_than", "0..5", "5..9", NO),
        ("at_most", "1..5", "5..9", YES),
        ("at_most", "1..6", "5..9", EITHER),
        ("at_most", "5..9", "1..5", EITHER),
        ("at_most", "6..9", "1..5", NO),
        ("less_than", "1..4", "5..9", YES),
        ("less_than", "1..5", "5..9", EITHER),
        ("less_than", "4..9", "1..5", EITHER),
        ("less_than", "5..9", "1..5", NO),
    ],
)
def test_whether_it_can_hold_or_fail(test: str, x: str, than: str, reach: Any) -> None:
    assert span(compare(test), x=x, t=than) == reach


@pytest.mark.parametrize(
    ("x", "y", "reach"),
    [("5..9", "6..7", YES), ("0..9", "6..7", EITHER), ("0..4", "6..7", NO), ("6..7", "0..4", NO)],
)
def test_whether_all_can_hold(x: str, y: str, reach: Any) -> None:
    assert span(each("at_least"), x=x, y=y) == reach


@pytest.mark.parametrize(
    ("p", "n", "reach"),
    [
        ("0..0.04 /2", "30..99", YES),
        ("0..0.05 /2", "30..99", EITHER),
        ("0..0.04 /2", "29..99", EITHER),
        ("0.05..1 /2", "30..99", NO),
        ("0..0.04 /2", "0..29", NO),
    ],
)
def test_whether_it_can_be_significant(p: str, n: str, reach: Any) -> None:
    assert span(SMALL, p=p, n=n) == reach


def test_on_the_line_it_is_significant_where_the_line_counts() -> None:
    assert span(AT_MOST, p="0..0.05 /2", n="30..99") == YES


def test_whether_it_can_be_one_of_the_words() -> None:
    assert span(ONE_OF, g="red|blue|green") == EITHER
    assert span(ONE_OF, g="red|blue") == YES


@pytest.mark.parametrize(
    ("words", "reach"), [("green", NO), ("red", YES), ("red green", EITHER), ("red blue", YES)]
)
def test_where_only_some_words_are_left(words: str, reach: Any) -> None:
    op = op_of(ONE_OF)
    assert isinstance(op, IsOneOf)
    left = Span(Fraction(0), Fraction(0), frozenset(words.split()))
    found = op.span(SpansOf({"g": left}, {}, sheet_of(ONE_OF).steps[0]))
    assert (str(found.low), str(found.high)) == reach


def test_a_word_never_chosen_is_never_one_of_them() -> None:
    assert refused(ONE_OF, g="green|red") == (
        "steps[0].of can never be “blue”. It can be: green, red."
    )


@pytest.mark.parametrize("test", TESTS)
def test_in_words(test: str) -> None:
    assert said(compare(test, "5"), x="0..9 day") == f"whether x is {WORDS[test]} 5 days"
    assert said(compare(test), x="0..9 day", t="0..9 day") == f"whether x is {WORDS[test]} t"
    assert said(each(test), x="0..9 day", y="0..9 day") == (
        f"whether each of these is {WORDS[test]} 5 days: x; y"
    )


def test_the_others_in_words() -> None:
    alone = step("each", of=["x"], is_="at_least", than="5")
    assert said(alone, x="0..9 day") == "whether each of these is at least 5 days: x"
    assert said(SMALL, p="0..1", n="0..9") == ("whether p is less than 0.05 and n is at least 30")
    assert said(AT_MOST, p="0..1", n="0..9") == "whether p is at most 0.05 and n is at least 30"
    assert said(ONE_OF, g="red|blue") == "whether g is one of: red; blue"
    assert working(compare("at_least", "5"), x="4 day") == "whether x (4 days) is at least 5 days"
    assert working(compare("at_least", "2026-04-01"), x="2026-03-31") == (
        "whether x (2026-03-31) is at least 2026-04-01"
    )
    assert working(ONE_OF, g="red|blue") == "whether g (red) is one of: red; blue"


def test_what_does_not_fit_together() -> None:
    assert refused(compare("at_least"), x="0..9 day", t="0..9 KRW") == (
        "steps[0].than is counted in KRW; it has to be in day."
    )
    assert refused(compare("at_least", "2026-04-01"), x="0..9 day") == (
        "steps[0].of is a number; it has to be a date."
    )
    assert refused(compare("at_least", "5"), x="2026-01-01..2026-12-31") == (
        "steps[0].than is a number; it has to be a date."
    )
    assert refused(each("at_least"), x="0..9 day", y="0..9 KRW") == (
        "steps[0].of[1] is counted in KRW; it has to be in day."
    )
    swapped = step("each", of=["5"], is_="at_least", than="x")
    assert refused(swapped, x="yes_no") == "steps[0].than is a yes or no; it has to be a number."
    alone = {**SMALL, "alpha": "x"}
    assert refused(alone, p="0..1", n="0..9", x="0..1 KRW") == (
        "steps[0].alpha is counted in KRW; it has to be in 1."
    )
    small = {**SMALL, "least_sample": "x"}
    assert refused(small, p="0..1", n="0..9", x="0..1 KRW") == (
        "steps[0].least_sample is counted in KRW; it has to be in 1."
    )
    assert refused(ONE_OF, g="0..9") == "steps[0].of is a number; it has to be a choice."
    assert unread(step("compare", of="x", than="1")) == "steps[0].is is missing. Add it."
    assert unread(step("compare", of="x", is_="above", than="1")) == (
        "steps[0].is must be one of: at_least, more_than, at_most, less_than."
    )
    assert unread({**SMALL, "is": "more_than"}) == (
        "steps[0].is must be one of: less_than, at_most."
    )
