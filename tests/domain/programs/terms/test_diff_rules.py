"""What changes inside a rule, a list or the levels: in which order, how often, and what is not said."""

from __future__ import annotations

from typing import Any

import pytest

from programs.domain.terms.diff import diff
from tests.domain.programs.terms.papers import both, paper, sheet

GRANT = {
    "key": "grant",
    "label": both("Grant", "보조금"),
    "amount": "300000",
    "payer": "bank",
    "payee": "firm",
}
AREAS = [
    {"key": "area", "label": both("area", "지역"), "most": 3},
    {"key": "site", "label": both("worksite", "사업장"), "most": 5},
]
CHOOSE = {
    "key": "which",
    "do": "choose",
    "cases": [{"when": "planned", "then": "7"}, {"when": "large", "then": "9"}],
    "otherwise": "1",
}
LARGE = {"key": "large", "do": "is_one_of", "of": "size", "words": ["large"]}


def between(old: dict[str, Any], new: dict[str, Any]) -> list[str]:
    """The difference between a step and the same step after an amendment."""
    kept = {"outputs": [GRANT], "reports": []}
    before, after = (sheet(steps=[paper()["steps"][0], LARGE, one], **kept) for one in (old, new))
    return [str(one) for one in diff(before, after)]


def test_an_order_that_decides_is_not_hidden_behind_another_change() -> None:
    turned = {**CHOOSE, "cases": CHOOSE["cases"][::-1], "otherwise": "2"}
    assert between(CHOOSE, turned) == [
        (
            "“which”: in this order “if “large” holds, 9; if “Plan approved” holds, 7” instead of "
            "“if “Plan approved” holds, 7; if “large” holds, 9”."
        ),
        "“which”: otherwise from 1 to 2.",
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("1 2", "1 2 3", "now also “3”"),
        ("1 2", "3 1 2", "in this order “3; 1; 2” instead of “1; 2”"),
        ("1 2", "1 2 2", "in this order “1; 2; 2” instead of “1; 2”"),
        ("1 2 3", "1 3", "no longer “2”"),
        ("1 2 2", "1 2", "in this order “1; 2” instead of “1; 2; 2”"),
        ("1 2 3", "1 4 3", "“4” instead of “2”"),
        ("1 2 3", "1 4 5 3", "“4; 5” instead of “2”"),
        ("1 2 3", "3 2 1", "in this order “3; 2; 1” instead of “1; 2; 3”"),
        ("1 2 3", "2 3 4", "no longer “1” and now also “4”"),
    ],
)
def test_a_list_in_another_order_or_with_something_twice(old: str, new: str, expected: str) -> None:
    adding = {"key": "total", "do": "sum"}
    found = between({**adding, "of": old.split()}, {**adding, "of": new.split()})
    assert found == [f"“total”: {one}." for one in expected.split(" and ")]


def test_what_its_sentence_does_not_tell_is_told_all_the_same() -> None:
    harm = {**paper()["inputs"][0], "key": "harm"}  # it has the same name
    inputs = [*paper()["inputs"], harm]
    old, new = (
        sheet(
            inputs=inputs, levels=AREAS, outputs=[GRANT], reports=[],
            steps=[{"key": "n", "do": "sum_over", **one}],
        )
        for one in ({"of": "hazards"}, {"of": "harm", "up_to": "area"})
    )  # fmt: skip
    assert [str(one) for one in diff(old, new)] == [
        "“n”: what it takes from hazards to harm.",
        "“n”: up_to from — to area.",
    ]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"of": "2"}, "“n”: what it takes from 1 to 2."),
        ({"discount": "0.2"}, "“n”: discount from 0.1 to 0.2."),
    ],
)
def test_what_is_told_is_not_told_again_as_it_is_written(
    change: dict[str, str], expected: str
) -> None:
    value = {"key": "n", "do": "present_value", "years": 2, "discount": "0.1", "decay": "0.3"}
    assert between({**value, "of": "1"}, {**value, "of": "1", **change}) == [expected]


def test_another_rule_and_what_it_does_not_tell() -> None:
    one = {"key": "n", "do": "one_over", "of": "hazards", "which": "average"}
    kept = {"levels": AREAS, "outputs": [GRANT], "reports": []}
    old, new = (
        sheet(steps=[step], **kept) for step in (one, {**one, "which": "largest", "up_to": "area"})
    )
    found = [str(each) for each in diff(old, new)]
    assert found[0].startswith("“n” changes. Until now: ")
    assert found[1:] == ["“n”: up_to from — to area."]


def test_a_change_beyond_six_decimals() -> None:
    rate = {"key": "pay", "do": "unit_rate", "of": "hazards", "rate": "0.0000001", "most": "10"}
    assert between(rate, {**rate, "rate": "0.0000004", "most": "9"}) == [
        "“pay”: rate from ₩0.0000001 to ₩0.0000004.",
        "“pay”: most from 10 hazards to 9 hazards.",
    ]


def test_levels_that_change_places() -> None:
    old, new = sheet(levels=AREAS), sheet(levels=AREAS[::-1])
    assert [str(one) for one in diff(old, new)] == [
        (
            "A part changes. Until now: There are at most: 3 × area. "
            "From now on: Inside each worksite there are at most: 3 × area."
        ),
        (
            "A part changes. Until now: Inside each area there are at most: 5 × worksite. "
            "From now on: There are at most: 5 × worksite."
        ),
    ]


def test_a_level_around_another_is_told_of_both() -> None:
    assert [str(one) for one in diff(sheet(levels=AREAS[1:]), sheet(levels=AREAS))] == [
        (
            "A part changes. Until now: There are at most: 5 × worksite. "
            "From now on: Inside each area there are at most: 5 × worksite."
        ),
        "A level is added: There are at most: 3 × area.",
    ]


def test_a_level_with_another_name_and_another_number() -> None:
    new = {**AREAS[1], "label": both("workplace", "일터"), "most": 6}
    assert [str(one) for one in diff(sheet(levels=AREAS), sheet(levels=[AREAS[0], new]))] == [
        "“worksite” is now called “workplace”.",
        (
            "A part changes. Until now: Inside each area there are at most: 5 × worksite. "
            "From now on: Inside each area there are at most: 6 × workplace."
        ),
    ]


def test_a_payment_of_another_step_with_the_same_name() -> None:
    twin = {**paper()["steps"][2], "key": "twin", "limit": "9"}
    steps = [*paper()["steps"], twin]
    told = [{"key": "a", "label": both("Most", "최대"), "value": one} for one in ("capped", "twin")]
    old, new = (sheet(steps=steps, reports=[one]) for one in told)
    assert [str(one) for one in diff(old, new)] == ["“Most”: value from capped to twin."]
