"""A cap on the whole that is smaller than a cap or a fixed amount inside it."""

from __future__ import annotations

import pytest

from tests.domain.programs.terms.build import Document, step
from tests.domain.programs.terms.checks.looking import found

RATE = step("unit_rate", "gross", of="x", rate="2")
INNER = step("at_most", "inner", of="gross", limit="15")


def outer(of: str, limit: str) -> Document:
    return step("at_most", "outer", of=of, limit=limit)


def too_small(outer_: str, inner: str, key: str, place: str) -> tuple[str, str, str]:
    return (
        "warning",
        place,
        (
            f"{place} is at most {outer_}, which is less than the {inner} of “{key}” inside it. That "
            "can never be paid in full: raise this cap, or lower what is inside."
        ),
    )


def test_a_smaller_cap_outside_is_told_with_both() -> None:
    assert found(RATE, INNER, outer("inner", "14"), x="0..9") == [
        too_small("₩14", "₩15", "inner", "steps[2].limit")
    ]
    assert found(RATE, INNER, outer("inner", "15"), x="0..9") == []


THROUGH = [
    step("sum", "all", of=["gross", "inner"], stage="cap"),
    step("best_of", "all", of=["gross", "inner"], stage="cap"),
    step("best_of", "all", of=["gross"], plus=["inner"], stage="cap"),
    step("round", "all", of="inner", unit="1", way="up", stage="cap"),
    step("gate", "all", of="inner", when="open", stage="cap"),
    step("at_least", "all", of="inner", limit="0"),
]


@pytest.mark.parametrize("through", THROUGH)
def test_a_cap_is_seen_through_what_passes_it_on_whole(through: Document) -> None:
    problems = found(RATE, INNER, through, outer("all", "14"), x="0..9", open="yes_no")
    assert too_small("₩14", "₩15", "inner", "steps[3].limit") in problems


@pytest.mark.parametrize(
    "through",
    [
        step("smallest_of", "all", of=["gross", "inner"]),
        step("product", "all", of=["inner", "2"], stage="cap"),
        step("difference", "all", of="gross", less="inner", stage="cap"),
    ],
)
def test_what_is_cut_or_scaled_on_the_way_is_not_compared(through: Document) -> None:
    problems = found(RATE, INNER, through, outer("all", "14"), x="0..9")
    assert [one for one in problems if "inside it" in one[2]] == []


def test_a_cap_for_each_site_is_held_against_the_cap_of_all() -> None:
    total = step("sum_over", "all", of="inner", stage="cap")
    problems = found(RATE, INNER, total, outer("all", "14"), x="0..9 @site")
    assert problems == [too_small("₩14", "₩15", "inner", "steps[3].limit")]


def test_only_the_next_cap_inside_is_compared() -> None:
    again = step("at_most", "middle", of="inner", limit="10")
    assert found(RATE, INNER, again, outer("middle", "9"), x="0..9") == [
        too_small("₩10", "₩15", "inner", "steps[2].limit"),
        too_small("₩9", "₩10", "middle", "steps[3].limit"),
    ]


def test_a_fixed_amount_larger_than_the_cap_is_told() -> None:
    lump = step("lump", "prize", amount="20", when="open")
    assert found(lump, outer("prize", "19"), open="yes_no") == [
        too_small("₩19", "₩20", "prize", "steps[1].limit")
    ]
    fixed = step("sum", "all", of=["gross", "20"])
    assert found(RATE, fixed, outer("all", "19"), x="0..9") == [
        too_small("₩19", "₩20", "all", "steps[2].limit")
    ]
    assert found(RATE, fixed, outer("all", "20"), x="0..9") == []


def test_a_measured_cap_is_compared_by_what_it_always_is() -> None:
    inner = step("at_most", "inner", of="gross", limit="y")
    assert found(RATE, inner, outer("inner", "14"), x="0..9", y="14..30 KRW") == []
    problems = found(RATE, inner, outer("inner", "14"), x="0..9", y="15..30 KRW")
    assert problems == [too_small("₩14", "₩15", "inner", "steps[2].limit")]
    problems = found(RATE, INNER, outer("inner", "z"), x="0..9", z="1..14 KRW")
    assert problems == [too_small("₩14", "₩15", "inner", "steps[2].limit")]
