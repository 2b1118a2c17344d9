"""What an amendment changes, in words: each change once, and nothing where nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.errors import RuleBroken
from programs.domain.terms.diff import diff
from programs.domain.terms.document import document_of, sheet_from
from tests.domain.programs.terms.papers import both, paper, sheet
from tests.domain.programs.terms.sheets import sheets

Change = Callable[[dict[str, Any]], object]
SIZE = {"key": "size", "label": both("Size", "규모"), "kind": "choice", "words": ["small", "large"]}
STOP = {"key": "stop", "do": "not", "of": "planned", "label": both("Stop", "중단")}
GRANT = {
    "key": "grant",
    "label": both("Grant", "보조금"),
    "amount": "300000",
    "payer": "bank",
    "payee": "firm",
}


def said(change: Change, **changes: Any) -> list[str]:
    """The difference between the paper and the paper with a change."""
    document = paper(**changes)
    change(document)
    return [str(one) for one in diff(sheet(), sheet_from(document))]


def put(*path: Any, value: Any) -> Change:
    def change(document: dict[str, Any]) -> None:
        inner: Any = document
        for name in path[:-1]:
            inner = inner[name]
        inner[path[-1]] = value

    return change


def drop(*path: Any) -> Change:
    def change(document: dict[str, Any]) -> None:
        inner: Any = document
        for name in path[:-1]:
            inner = inner[name]
        del inner[path[-1]]

    return change


def add(name: str, one: dict[str, Any]) -> Change:
    return lambda document: document[name].append(one)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (put("version", value=3), "Version 2 becomes version 3."),
        (put("id", value="other"), "These are other terms: “other” and not “hazards”."),
        (put("title", "en", value="Safe"), "“Safer worksites” is now called “Safe”."),
        (put("source", value="Law 7"), "The source changes from “Notice 2026-12” to “Law 7”."),
        (drop("source"), "The source changes from “Notice 2026-12” to “—”."),
        (
            put("effective", value={"from": "2026-05-01"}),
            (
                "The days change. Until now: They price what is achieved from 2026-04-01 to "
                "2027-03-31, both days included. From now on: They price what is achieved from "
                "2026-05-01 on."
            ),
        ),
        (
            add("parties", {"key": "state", "label": both("State", "국가")}),
            "A party is added: “State” (state).",
        ),
        (put("parties", 0, "label", "en", value="Big bank"), "“Bank” is now called “Big bank”."),
        (
            put("levels", 0, "most", value=9),
            (
                "A part changes. Until now: There are at most: 1,200 × worksite. "
                "From now on: There are at most: 9 × worksite."
            ),
        ),
        (
            put("inputs", 0, "most", value="25"),
            (
                "“Hazards removed”: “from 0 hazards to 25 hazards” instead of "
                "“from 0 hazards to 20 hazards”."
            ),
        ),
        (drop("inputs", 0, "period"), "“Hazards removed”: no longer “period: 2026”."),
        (
            put("inputs", 1, "period", value="2025"),
            "“Injury rate”: now also “period: 2025”.",
        ),
        (
            put("inputs", 1, "subject", value="site"),
            "“Injury rate” is now known for “worksite”, no longer for “contract”.",
        ),
        (
            drop("inputs", 3),
            "This has no longer to be known: “Size”: one of small, large; as declared.",
        ),
        (
            add("inputs", {**SIZE, "key": "kind", "label": both("Kind", "종류")}),
            "Something more has to be known: “Kind”: one of small, large; as declared.",
        ),
        (
            put("steps", 2, "limit", value="600000"),
            "“Capped reward”: cap from ₩500,000 to ₩600,000.",
        ),
        (put("steps", 1, "rate", value="60000"), "“Reward”: rate from ₩50,000 to ₩60,000."),
        (
            put("steps", 0, "is", value="more_than"),
            (
                "“Enough” changes. Until now: whether Hazards removed is at least 3 hazards. "
                "From now on: whether Hazards removed is more than 3 hazards."
            ),
        ),
        (
            put("steps", 2, value={**paper()["steps"][2], "do": "at_least"}),
            (
                "“Capped reward” changes. Until now: Reward, but at most ₩500,000. "
                "From now on: Reward, but at least ₩500,000."
            ),
        ),
        (
            put("steps", 4, "parts", 0, "share", value="0.5"),
            "“Shares”: “0.5 to Bank” instead of “0.6 to Bank”.",
        ),
        (put("steps", 2, "stage", value="adjust"), "“Capped reward” moves from “cap” to “adjust”."),
        (
            drop("steps", 3, "because"),
            "“All rewards”: no longer “because: rewards are capped before”.",
        ),
        (
            put("steps", 5, "because", value=both("banks are slow", "은행 처리 기간")),
            "“Day of payment”: now also “because: banks are slow”.",
        ),
        (drop("steps", 1, "label"), "“Reward” is now called “reward”."),
        (
            add("steps", STOP),
            "A step is added: “Stop” tells whether “Plan approved” does not hold.",
        ),
        (
            add("outputs", GRANT),
            "A payment is added: Bank pays Firm for “Grant”, on results: the amount of “₩300,000”.",
        ),
        (
            drop("outputs", 1),
            (
                "A payment is taken out: Fund pays Firm for “Part of the fund”, as an incentive: "
                "the amount of “Shares: Fund”."
            ),
        ),
        (
            put("outputs", 0, "payer", value="fund"),
            (
                "A part changes. Until now: Bank pays Firm for “Part of the bank”, on results: "
                "the amount of “Shares: Bank”, due on Day of payment. From now on: Fund pays Firm "
                "for “Part of the bank”, on results: the amount of “Shares: Bank”, due on "
                "Day of payment."
            ),
        ),
        (put("reports", value=[]), "This is no longer told: “Done”: Enough."),
        (
            add("reports", {"key": "a", "label": both("Amount", "금액"), "value": "all"}),
            "Something more is told: “Amount”: All rewards.",
        ),
    ],
)
def test_one_change_is_one_sentence(change: Change, expected: str) -> None:
    assert said(change) == [expected]


def test_a_step_under_another_key_is_another_step() -> None:
    found = said(put("steps", 0, "key", value="enough"), reports=[])
    assert found[:2] == [
        (
            "A step is taken out: For each worksite, “Enough” tells whether Hazards removed is "
            "at least 3 hazards."
        ),
        (
            "A step is added: For each worksite, “Enough” tells whether Hazards removed is "
            "at least 3 hazards."
        ),
    ]


def test_a_new_name_is_told_once_however_often_it_is_used() -> None:
    change = put("inputs", 0, "label", "en", value="Hazards gone")
    assert said(change) == ["“Hazards removed” is now called “Hazards gone”."]


def test_another_currency() -> None:
    old = sheet(steps=[], outputs=[GRANT], reports=[])
    new = sheet(steps=[], outputs=[GRANT], reports=[], currency={"code": "USD", "minor": 2})
    assert [str(one) for one in diff(old, new)] == [
        "Amounts are in USD with 2 decimals, no longer in KRW."
    ]


def test_what_its_sentence_does_not_tell_is_told_as_it_is_written() -> None:
    old = {"key": "most", "do": "sum", "of": ["rate", "rate"]}
    levels = [
        {"key": "area", "label": both("area", "지역"), "most": 3},
        {"key": "site", "label": both("worksite", "사업장"), "most": 4},
    ]
    count = {"key": "n", "do": "count_over", "when": "reached"}
    kept = {"outputs": [GRANT], "reports": [], "levels": levels}
    steps = paper()["steps"][:1]
    by_area = sheet(steps=[*steps, {**count, "up_to": "area"}], **kept)
    assert [str(one) for one in diff(sheet(steps=[*steps, count], **kept), by_area)] == [
        "“n”: up_to from — to area."
    ]
    swapped = {**old, "of": ["rate", "1"]}
    turned = {**old, "of": ["1", "rate"]}
    assert [
        str(one) for one in diff(sheet(steps=[swapped], **kept), sheet(steps=[turned], **kept))
    ] == ["“most”: in this order “1; Injury rate” instead of “Injury rate; 1”."]


def test_nothing_changes_where_only_numbers_are_written_differently() -> None:
    assert said(put("steps", 2, "limit", value="500000.00")) == []
    assert said(lambda _document: None) == []


def test_another_order_is_told() -> None:
    document = paper()
    document["inputs"].reverse()
    assert [str(one) for one in diff(sheet(), sheet_from(document))] == [
        "Only the order of the parts changes."
    ]


def test_another_target_of_the_same_input() -> None:
    assert said(put("inputs", 0, "goal_of", value="rate")) == [
        "“Hazards removed”: measure that it sets the target for from — to rate."
    ]
    document = paper()
    document["inputs"][0].update(goal_of="rate", most="25")
    assert [str(one) for one in diff(sheet(), sheet_from(document))] == [
        (
            "“Hazards removed”: “from 0 hazards to 25 hazards” instead of "
            "“from 0 hazards to 20 hazards”."
        ),
        "“Hazards removed”: measure that it sets the target for from — to rate.",
    ]


def test_another_kind_of_input_tells_its_own_details() -> None:
    assert said(put("inputs", 2, value={**paper()["inputs"][3], "key": "planned"})) == [
        "“Plan approved” is now called “Size”.",
        (
            "“Size”: “one of small, large; as declared” instead of "
            "“yes or no; as told by the approved plan”."
        ),
    ]


def test_terms_that_cannot_be_priced_are_not_compared() -> None:
    broken = sheet(outputs=[], reports=[], steps=[{"key": "a", "do": "not", "of": "nobody"}])
    with pytest.raises(RuleBroken, match="nobody"):
        diff(sheet(), broken)


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_no_difference_is_silent(data: st.DataObject) -> None:
    old, new = data.draw(sheets()), data.draw(sheets())
    assert bool(diff(old, new)) == (document_of(old) != document_of(new))
    assert diff(old, old) == ()
