"""From many subjects to the one they belong to."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from programs.domain.terms.ops.holds_over import AnyOver
from programs.domain.terms.ops.one_over import OneOver
from programs.domain.terms.ranges import SpansOf
from programs.domain.terms.spans import ALWAYS, Span, point
from tests.domain.programs.terms.build import (
    op_of,
    refused,
    said,
    sheet_of,
    span,
    span_of_many,
    step,
    unit_and_grid,
    unpriced,
    working,
    worth,
)

SUM = step("sum_over", of="x")
COUNT = step("count_over", when="p")
AVERAGE = step("one_over", of="x", which="average")
SMALLEST = {**AVERAGE, "which": "smallest"}
LARGEST = {**AVERAGE, "which": "largest"}
ANY = step("holds_over", when="p", whom="any")
ALL = {**ANY, "whom": "all"}


@pytest.mark.parametrize(
    ("found", "values", "comes_to"),
    [
        (SUM, ["5", "-2", "0.5"], "3.5"),
        (AVERAGE, ["5", "-2", "0"], "1"),
        (AVERAGE, ["1", "2"], "1.5"),
        (SMALLEST, ["5", "-2", "0"], "-2"),
        (LARGEST, ["5", "-2", "0"], "5"),
    ],
)
def test_what_it_comes_to(found: Any, values: list[str], comes_to: str) -> None:
    assert worth(found, x=values) == Fraction(comes_to)


@pytest.mark.parametrize(
    ("values", "count", "any_", "all_"),
    [([True, False, True], 2, True, False), ([True, True], 2, True, True),
     ([False, False], 0, False, False)],
)  # fmt: skip
def test_how_many_hold(values: list[bool], count: int, *, any_: bool, all_: bool) -> None:
    assert worth(COUNT, p=values) == count
    assert worth(ANY, p=values) is any_
    assert worth(ALL, p=values) is all_


def test_of_nobody() -> None:
    many = step("sum", "m", of=["y"])
    for found, comes_to in ((SUM, 0), (AVERAGE, None), (SMALLEST, None), (LARGEST, None)):
        why = ["There is nobody to take an average, a smallest or a largest of."]
        assert worth(many, found, x="0..9 @site", y="1") == (why if comes_to is None else comes_to)
    for found, comes_to in ((COUNT, 0), (ANY, False), (ALL, True)):
        assert worth(many, found, p="yes_no @site", y="1") == comes_to


def test_one_that_is_missing_is_named_with_its_subject() -> None:
    assert worth(SUM, x=["1", "?", "?"]) == ["x of 2 is missing.", "x of 3 is missing."]
    assert worth(COUNT, p=[True, "? yes_no"]) == ["p of 2 is missing."]
    assert worth(SMALLEST, x=["1", "?"]) == ["x of 2 is missing."]
    assert worth(ANY, p=[True, "? yes_no"]) == ["p of 2 is missing."]


@pytest.mark.parametrize(
    ("found", "ranges", "unit", "grid"),
    [
        (SUM, {"x": "0..9 KRW /1 @site"}, "KRW", "1/10"),
        (AVERAGE, {"x": "0..9 KRW /1 @site"}, "KRW", "any"),
        (SMALLEST, {"x": "0..9 KRW /1 @site"}, "KRW", "1/10"),
        (LARGEST, {"x": "0..9 KRW /1 @site"}, "KRW", "1/10"),
        (COUNT, {"p": "yes_no @site"}, "1", "1"),
    ],
)
def test_its_unit_and_its_grid(found: Any, ranges: dict[str, str], unit: str, grid: str) -> None:
    assert unit_and_grid(found, **ranges) == (unit, grid)


@pytest.mark.parametrize(
    ("found", "ranges", "reach"),
    [
        (SUM, {"x": "2..9 @site"}, ("0", "27")),
        (SUM, {"x": "-2..9 @site"}, ("-6", "27")),
        (SUM, {"x": "-9..-2 @site"}, ("-27", "0")),
        (AVERAGE, {"x": "2..9 @site"}, ("2", "9")),
        (SMALLEST, {"x": "2..9 @site"}, ("2", "9")),
        (LARGEST, {"x": "2..9 @site"}, ("2", "9")),
        (COUNT, {"p": "yes_no @site"}, ("0", "3")),
        (ANY, {"p": "yes_no @site"}, ("0", "1")),
        (ALL, {"p": "yes_no @site"}, ("0", "1")),
    ],
)
def test_how_far_it_goes(found: Any, ranges: dict[str, str], reach: tuple[str, str]) -> None:
    assert span(found, **ranges) == reach


@pytest.mark.parametrize(
    ("found", "than", "reach"),
    [
        (COUNT, "0", ("0", "3")),
        (COUNT, "9", ("0", "0")),
        (ANY, "0", ("0", "1")),
        (ANY, "9", ("0", "0")),
        (ALL, "0", ("1", "1")),
        (ALL, "9", ("0", "1")),
    ],
)
def test_what_always_or_never_holds(found: Any, than: str, reach: tuple[str, str]) -> None:
    """With nobody inside, any is no and all is yes."""
    test = step("compare", "p", of="x", is_="more_than", than=than)
    assert span(test, found, x="1..5 @site") == reach


def test_where_there_is_always_or_never_somebody() -> None:
    any_, average = op_of(ANY), op_of(AVERAGE)
    assert isinstance(any_, AnyOver)
    assert isinstance(average, OneOver)
    known = SpansOf({"p": ALWAYS, "x": point(5)}, {}, sheet_of(ANY).steps[0])
    nobody, some = point(0), Span(Fraction(1), Fraction(3))
    assert any_.span_over(known, some) == ALWAYS
    assert any_.span_over(known, nobody) == Span(Fraction(0), Fraction(1))
    assert average.span_over(known, some) == point(5)
    assert average.span_over(known, nobody) == point(0)


def test_as_many_subjects_as_there_can_be() -> None:
    assert span_of_many(SUM, x="0..5 @site", sites=1000) == ("0", "5000")
    assert span_of_many(COUNT, p="yes_no @site", sites=1) == ("0", "1")


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (SUM, "the sum of x over every Site"),
        (AVERAGE, "the average of x over every Site"),
        (SMALLEST, "the smallest x of any Site"),
        (LARGEST, "the largest x of any Site"),
        (COUNT, "one for every Site for which “p” holds"),
        (ANY, "whether “p” holds for any Site"),
        (ALL, "whether “p” holds for every Site"),
    ],
)
def test_in_words(found: Any, words: str) -> None:
    assert said(found, x="0..9 @site", p="yes_no @site") == words


def test_the_working_leaves_the_values_to_the_lines_of_the_subjects() -> None:
    assert working(SUM, x=["1", "2"]) == "the sum of x over every Site"


def test_nothing_is_gathered_from_one_level_to_itself() -> None:
    why = (
        "steps[0].up_to is “{}”; it has to be a level further out than what is gathered. Levels "
        "from the outside in are: contract, site."
    )
    assert refused({**SUM, "up_to": "site"}, x="0..9 @site") == why.format("site")
    assert refused({**SUM, "up_to": "elsewhere"}, x="0..9 @site") == why.format("elsewhere")
    assert refused({**SUM, "of": "y"}, x="0..9 @site", y="0..9") == why.format("contract")
    assert worth({**SUM, "up_to": "contract"}, x=["1", "2"]) == 3


def test_what_does_not_fit_together() -> None:
    assert refused(SUM, x="yes_no @site") == "steps[0].of is a yes or no; it has to be a number."
    assert refused(AVERAGE, x="yes_no @site").startswith("steps[0].of is a yes or no")
    assert refused(COUNT, p="0..9 @site") == (
        "steps[0].when is a number; it has to be a yes or no."
    )
    assert refused(ANY, p="0..9 @site") == "steps[0].when is a number; it has to be a yes or no."


def test_a_sum_of_ever_finer_fractions_is_given_up() -> None:
    thirds = step("ratio", "r", of="1", to="x")
    values = [f"{10**11 + 2 * i + 1}.000001" for i in range(60)]
    for found in ({**SUM, "of": "r"}, {**AVERAGE, "of": "r"}):
        assert unpriced(thirds, found, x=values) == (
            "A sum over many subjects gives a number of more than 600 digits. Round what is summed "
            "first."
        )
