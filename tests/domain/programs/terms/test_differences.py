"""What an amendment costs on real cases: under each version, and the difference."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain.errors import RuleBroken
from programs.domain.terms.differences import NOTHING, Difference, Paid, fitting, money_difference
from programs.domain.terms.document import sheet_from
from programs.domain.terms.sheet import Sheet
from tests.domain.programs.terms.papers import CASE, both, paper, sheet

OLD = sheet()
SMALL = {**CASE, "site": [{"id": "North", "hazards": 2}]}  # 100,000: 60,000 and 40,000
EMPTY = {**CASE, "site": [{"id": "North"}]}


def dearer(**changes: Any) -> Sheet:
    """60,000 for each hazard instead of 50,000."""
    document = paper(version=3, **changes)
    document["steps"][1]["rate"] = "60000"
    return sheet_from(document)


def told(found: tuple[Difference, ...]) -> list[tuple[int | None, str, int | None, int | None]]:
    return [(one.case, one.key, one.old.minor, one.new.minor) for one in found]


def test_a_higher_rate_costs_more_until_the_cap_holds() -> None:
    found = money_difference(OLD, dearer(), [CASE, SMALL])
    assert told(found) == [
        (0, "by_bank", 390_000, 408_000),  # 150,000 + 500,000 → 180,000 + 500,000, of it 60 %
        (0, "by_fund", 260_000, 272_000),
        (1, "by_bank", 60_000, 72_000),
        (1, "by_fund", 40_000, 48_000),
        (None, "by_bank", 450_000, 480_000),
        (None, "by_fund", 300_000, 320_000),
        (None, "", 750_000, 800_000),
    ]
    assert [one.change.minor for one in found[-3:]] == [30_000, 20_000, 50_000]
    assert [str(one.label) for one in found[-3:]] == [
        "Part of the bank",
        "Part of the fund",
        "In all",
    ]
    assert str(found[0].new.told(OLD.currency)) == "₩408,000"


def test_an_amount_that_one_version_does_not_have_is_nothing_under_it() -> None:
    outputs = paper()["outputs"][:1]
    found = money_difference(OLD, sheet(outputs=outputs), [SMALL])
    assert told(found)[1] == (0, "by_fund", 40_000, 0)
    assert found[1].change == Paid(-40_000)
    back = money_difference(sheet(outputs=outputs), OLD, [SMALL])
    assert told(back)[1] == (0, "by_fund", 0, 40_000)


def test_what_is_missing_is_not_zero_and_neither_is_a_sum_with_it() -> None:
    found = money_difference(OLD, dearer(), [SMALL, EMPTY])
    assert told(found)[2] == (1, "by_bank", None, None)
    assert told(found)[-1] == (None, "", None, None)
    assert [str(one) for one in found[-1].old.why] == ["Hazards removed of North is missing."]
    assert found[-1].change.minor is None
    assert [str(one) for one in found[2].change.why] == ["Hazards removed of North is missing."]
    assert str(found[2].old.told(OLD.currency)) == "not known"


def test_what_only_one_version_asks_for_does_not_stop_the_other() -> None:
    extra = {"key": "bonus", "label": both("Bonus", "보너스"), "kind": "yes_no", "subject": "site"}
    inputs = [*paper()["inputs"], extra]
    steps = [
        {"key": "counted", "do": "gate", "of": "hazards", "when": "bonus"},
        *paper()["steps"],
    ]
    steps[2] = {**steps[2], "of": "counted"}
    new = sheet(inputs=inputs, steps=steps)
    case = {**CASE, "site": [{"id": "North", "hazards": 2, "bonus": True}]}
    assert told(money_difference(OLD, new, [case]))[-1] == (None, "", 100_000, 100_000)
    found = money_difference(OLD, new, [SMALL])  # nobody says whether there is a bonus
    assert told(found)[-1] == (None, "", 100_000, None)
    assert [str(one) for one in found[-1].new.why] == ["Bonus of North is missing."]


def test_only_names_that_the_other_version_knows_are_left_out() -> None:
    narrow = sheet(inputs=[one for one in paper()["inputs"] if one["key"] != "size"])
    assert "size" not in fitting(CASE, narrow, OLD)  # type: ignore[operator]
    assert fitting({"size": 1, "typo": 2}, narrow, OLD) == {"typo": 2}
    assert fitting("no case at all", narrow, OLD) == "no case at all"
    deep = {"site": [{"size": 1, "site": [{"size": 2}]}]}
    assert fitting(deep, narrow, OLD) == {"site": [{"site": [{"size": 2}]}]}


def test_a_value_that_one_version_was_not_agreed_for_is_told() -> None:
    document = paper()
    document["inputs"][0]["most"] = "5"
    found = money_difference(OLD, sheet_from(document), [CASE])
    assert told(found)[0] == (0, "by_bank", 390_000, None)
    assert [str(one) for one in found[0].new.why] == [
        "site[1].hazards is 12; these terms are agreed for values from 0 to 5."
    ]


def test_a_case_that_both_refuse_is_a_wrong_case() -> None:
    with pytest.raises(RuleBroken, match="typo is not an input of these terms"):
        money_difference(OLD, dearer(), [{"typo": 1}])


def test_terms_that_cannot_be_priced_are_refused_whatever_the_case() -> None:
    broken = sheet(outputs=[], reports=[], steps=[{"key": "a", "do": "not", "of": "nobody"}])
    with pytest.raises(RuleBroken, match="nobody"):
        money_difference(OLD, broken, [CASE])


def test_two_currencies_have_no_difference() -> None:
    new = sheet(currency={"code": "USD", "minor": 2})
    with pytest.raises(RuleBroken) as refusal:
        money_difference(OLD, new, [CASE])
    assert str(refusal.value) == (
        "Amounts in KRW and in USD cannot be compared. Take versions in one currency."
    )


def test_without_cases_everything_is_nothing() -> None:
    assert told(money_difference(OLD, OLD, [])) == [
        (None, "by_bank", 0, 0),
        (None, "by_fund", 0, 0),
        (None, "", 0, 0),
    ]
    assert NOTHING + Paid(3) == Paid(3)
