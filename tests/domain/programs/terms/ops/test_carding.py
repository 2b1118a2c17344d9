"""A value by group, and milestones that count only in a row."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.domain.programs.terms.build import (
    refused,
    said,
    span,
    step,
    unit_and_grid,
    unread,
    working,
    worth,
)

CARD = step("card", of="g", rows=[{"is": "young", "gives": "900"}, {"is": "old", "gives": "p"}])
RATE = step("card", of="g", unit="1", rows=[{"is": "young", "gives": "0.25"}])
CHAIN = step("chain", of=["a", "b", "c"])


def test_each_group_has_its_value() -> None:
    assert worth(CARD, g="young|old", p="5 KRW") == 900
    assert worth(CARD, g="old|young", p="5 KRW") == 5
    assert worth(RATE, g="young|") == Fraction("0.25")


def test_only_the_value_of_its_own_group_has_to_be_known() -> None:
    assert worth(CARD, g="young|old", p="? KRW") == 900
    assert worth(CARD, g="old|young", p="? KRW") == ["p is missing."]
    assert worth(CARD, g="? young|old", p="? KRW") == ["g is missing."]


@pytest.mark.parametrize(
    ("values", "comes_to"),
    [
        ((False, False, False), 0),
        ((False, True, True), 0),
        ((True, False, True), 1),
        ((True, True, False), 2),
        ((True, True, True), 3),
    ],
)
def test_after_a_gap_no_milestone_counts(values: tuple[bool, ...], comes_to: int) -> None:
    assert worth(CHAIN, **dict(zip("abc", values, strict=True))) == comes_to


def test_a_chain_names_every_milestone_that_is_missing() -> None:
    assert worth(CHAIN, a=False, b="? yes_no", c="? yes_no") == ["b is missing.", "c is missing."]


def test_units_and_grids() -> None:
    assert unit_and_grid(CARD, g="young|old", p="0..9 KRW /1") == ("KRW", "1/10")
    assert unit_and_grid(RATE, g="young|") == ("1", "1/4")
    assert unit_and_grid(CHAIN, a="yes_no", b="yes_no", c="yes_no") == ("1", "1")


def test_how_far_they_go() -> None:
    assert span(CARD, g="young|old", p="5..1000 KRW") == ("5", "1000")
    assert span(CARD, g="young|old", p="901..950 KRW") == ("900", "950")
    assert span(CHAIN, a="yes_no", b="yes_no", c="yes_no") == ("0", "3")


@pytest.mark.parametrize(
    ("tests", "reach"),
    [
        (("0", "0", "0"), ("3", "3")),
        (("0", "9", "0"), ("1", "1")),
        (("9", "0", "0"), ("0", "0")),
        (("0", "3", "0"), ("1", "3")),
        (("3", "0", "9"), ("0", "2")),
    ],
)
def test_a_chain_breaks_where_it_must(tests: tuple[str, ...], reach: tuple[str, str]) -> None:
    milestones = [
        step("compare", key, of="x", is_="more_than", than=than)
        for key, than in zip("abc", tests, strict=True)
    ]
    assert span(*milestones, CHAIN, x="1..5") == reach


def test_in_words() -> None:
    assert said(CARD, g="young|old", p="0..9 KRW") == "what is set for g: young: ₩900; old: p"
    assert said(RATE, g="young|") == "what is set for g: young: 0.25"
    assert said(CHAIN, a="yes_no", b="yes_no", c="yes_no") == (
        "the number of these that were reached in a row, from the first on: a; b; c"
    )
    assert working(CARD, g="young|old", p="7 KRW") == (
        "what is set for g (young): young: ₩900; old: p (₩7)"
    )
    assert working(CHAIN, a=True, b=False, c=True) == (
        "the number of these that were reached in a row, from the first on: "
        "a (yes); b (no); c (yes)"
    )


def test_tables_that_make_no_sense() -> None:
    twice: list[dict[str, Any]] = [{"is": one, "gives": "1"} for one in ("a", "b", "a")]
    assert unread(step("card", of="g", rows=twice)) == (
        "steps[0].rows[2].is is “a”, which stands above already. Leave one."
    )
    assert unread(step("card", of="g", rows=[])) == (
        "steps[0].rows must be a list with 1 to 200 items."
    )
    assert unread(step("chain", of=[])) == "steps[0].of must be a list with 1 to 50 items."


def test_every_group_has_a_row_and_every_row_a_group() -> None:
    assert refused(CARD, g="young|old|ancient|new", p="0..9 KRW") == (
        "steps[0].of can also be ancient, new, for which no row is there. Add one."
    )
    assert refused(CARD, g="young|middle", p="0..9 KRW") == (
        "steps[0].of can never be “old”. It can be: young, middle."
    )


def test_what_does_not_fit_together() -> None:
    assert refused(CARD, g="0..9", p="0..9 KRW") == (
        "steps[0].of is a number; it has to be a choice."
    )
    assert refused(CARD, g="young|old", p="0..9 day") == (
        "steps[0].rows[1].gives is counted in day; it has to be in KRW."
    )
    assert refused(CHAIN, a="yes_no", b="0..9", c="yes_no") == (
        "steps[0].of[1] is a number; it has to be a yes or no."
    )
