"""What a result tells beside its amounts, once for each subject that has a value of it."""

from __future__ import annotations

from typing import Any

from programs.domain.terms.price import price
from programs.domain.terms.reporting import reported
from tests.domain.programs.terms.papers import both, paper, sheet

LEVELS = [
    {"key": "area", "label": both("area", "지역"), "most": 3},
    {"key": "site", "label": both("worksite", "사업장"), "most": 4},
]
CASE: dict[str, Any] = {
    "rate": "1.5",
    "checked": "2026-12-01",
    "area": [
        {"id": "East", "site": [{"id": "A", "hazards": 3}]},
        {"id": "West", "site": [{"id": "A", "hazards": 2}, {"id": "B"}]},
    ],
}


def told(value: str) -> list[tuple[str, str | None, str]]:
    reports = [{"key": "one", "label": both("One", "하나"), "value": value}]
    found = reported(price(sheet(levels=LEVELS, reports=reports), CASE))
    assert {(one.key, str(one.label)) for one in found} == {("one", "One")}
    return [(one.subject, one.value, str(one.told)) for one in found]


def test_a_value_of_every_subject() -> None:
    assert told("reached") == [
        ("East / A", "true", "yes"),
        ("West / A", "false", "no"),
        ("West / B", None, "not known"),
    ]
    assert told("hazards") == [
        ("East / A", "3", "3 hazards"),
        ("West / A", "2", "2 hazards"),
        ("West / B", None, "not known"),
    ]


def test_a_value_of_the_contract() -> None:
    assert told("rate") == [("", "1.5", "1.5 %")]
    assert told("day") == [("", "739981", "2026-12-31")]  # the number of the day
    assert told("12.50") == [("", "12.5", "12.5")]


def test_why_a_value_is_not_known() -> None:
    (first, _second, last) = reported(price(sheet(levels=LEVELS, reports=paper()["reports"]), CASE))
    assert first.why == ()
    assert [str(one) for one in last.why] == ["Hazards removed of B is missing."]
