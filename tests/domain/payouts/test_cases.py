"""What counts of an agreement's results, in tables that an officer can check by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from core.domain.money import Money
from payouts.domain.cases import Result, case_of_results, limits_of
from payouts.domain.earnings import earned_by
from programs.domain.offers import counted
from programs.domain.terms import sheet_from
from tests.factories.terms import promise

Part = dict[str, Any]
NAMES = {"en": "x", "ko": "x"}


def measured(*, direction: str, subject: str = "contract", **members: Any) -> Part:
    """Guards held against a goal, with nothing paid before they are known."""
    document = promise(injuries=(30_000_000, "1"))
    verified, goal = document["inputs"]
    verified |= {"direction": direction, "subject": subject, **members}
    goal |= {"subject": subject}
    if subject == "worksite":
        document["levels"] = [{"key": "worksite", "label": NAMES, "most": 9}]
    return document


def result(attained: str | None, *, site: str = "1", goal: str = "10") -> Result:
    known = None if attained is None else Decimal(attained)
    return Result("injuries", site, Decimal(goal), known)


@pytest.mark.parametrize(
    ("direction", "results", "value"),
    [
        ("higher_better", ["3", "4"],        "7"),
        ("higher_better", ["3", None],       "3"),   # more can only come on top
        ("higher_better", [None, None],      None),  # missing is not zero
        ("lower_better",  ["3", "9"],        "12"),
        ("lower_better",  ["3", None],       None),  # the missing one could make it worse
        ("none",          ["3", None],       None),
    ],
)  # fmt: skip
def test_worksites_that_share_a_measure(
    direction: str, results: list[str | None], value: str | None
) -> None:
    sheet = sheet_from(measured(direction=direction))
    known = [result(one, site=str(i)) for i, one in enumerate(results)]
    case = case_of_results(sheet, sheet.outputs[0], known)
    assert case == {"injuries": value, "injuries_goal": "20"}


def test_without_a_target_there_is_no_goal() -> None:
    sheet = sheet_from(measured(direction="higher_better"))
    found = case_of_results(sheet, sheet.outputs[0], [])
    assert found == {"injuries": None, "injuries_goal": None}


def test_every_worksite_with_a_target_stands_in_the_case_once() -> None:
    """Site 7 is matched for two hazards and is one worksite; site 8 has no result yet."""
    sheet = sheet_from(measured(direction="higher_better", subject="worksite"))
    known = [result("3", site="7"), result("4", site="7"), result(None, site="8")]
    assert case_of_results(sheet, sheet.outputs[0], known)["worksite"] == [
        {"id": "7", "injuries": "7", "injuries_goal": "20"},
        {"id": "8", "injuries": None, "injuries_goal": "10"},
    ]


def test_a_worksite_with_one_hazard_unknown_is_not_known() -> None:
    sheet = sheet_from(measured(direction="higher_better", subject="worksite"))
    known = [result("3", site="7"), result(None, site="7")]
    (site,) = case_of_results(sheet, sheet.outputs[0], known)["worksite"]
    assert site["injuries"] is None


@pytest.mark.parametrize(
    ("direction", "verified", "value"),
    [
        ("higher_better", "99.5",  "99"),   # parts of a step do not count
        ("higher_better", "100",   "100"),
        ("higher_better", "120",   "100"),  # as far as the terms go
        ("lower_better",  "2.5",   "3"),
        ("lower_better",  "0.5",   "1"),
        ("lower_better",  "0",     "1"),
        ("none",          "120.5", "120.5"),  # pricing refuses it, since nobody can say what is better
    ],
)  # fmt: skip
def test_what_lies_beyond_the_range_counts_as_its_end(
    direction: str, verified: str, value: str
) -> None:
    sheet = sheet_from(measured(direction=direction, least="1", most="100", decimals=0))
    (one, _goal) = sheet.inputs
    assert counted(one, Decimal(verified)) == Decimal(value)


def test_where_less_counts_than_was_verified_it_is_told() -> None:
    sheet = sheet_from(measured(direction="higher_better", most="100"))
    over, within = [result("60"), result("60", site="2")], [result("60")]
    case = case_of_results(sheet, sheet.outputs[0], over)
    assert limits_of(sheet, case, over) == [
        {"measure": "injuries", "verified": "120", "counted": "100"}
    ]
    assert limits_of(sheet, case_of_results(sheet, sheet.outputs[0], within), within) == []


def test_what_cannot_be_told_now_was_not_too_much() -> None:
    sheet = sheet_from(promise(injuries=(30_000_000, "1")))
    paid = earned_by(sheet, "injuries", {"injuries_goal": "1"}, Money(5_000_000), Money(9))
    assert [one.key for one in paid.sums] == ["earned", "paid_before", "waiting"]
    assert (paid.due, sum(one.amount.won for one in paid.sums)) == (Money(0), 0)
    assert str(paid.sums[-1].working) == (
        "Earlier payouts carry ₩5,000,000 more than can be told now. Nothing is due until all of "
        "it can be evaluated."
    )
