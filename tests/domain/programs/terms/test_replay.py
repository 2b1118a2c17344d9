"""A line of a result is held against its own rule."""

from __future__ import annotations

from dataclasses import replace

import pytest

from programs.domain.terms.price import Line, price
from programs.domain.terms.replay import replay
from programs.domain.terms.sheet import Sheet
from tests.domain.programs.terms.build import ranged, sheet_of, step


@pytest.fixture
def contract() -> Sheet:
    return sheet_of(
        step("unit_rate", "earned", of="days", rate="15.12"),
        step("round", "won", of="earned", unit="1", way="down"),
        step(
            "split", "who", of="won", unit="1", parts=[{"to": "city", "share": "0.6"}, {"to": "x"}]
        ),
        step("is_one_of", "young", of="group", words=["young"]),
        step("choose", "extra", cases=[{"when": "young", "then": "won"}], otherwise="late"),
        step("ratio", "part", of="days", to="all"),
        step("compare", "early", of="day", is_="at_most", than="2026-03-31"),
        step("sum_over", "all_sites", of="done"),
        inputs=[
            ranged("days", "0..100 day"),
            ranged("all", "0..100 day"),
            ranged("group", "young|old"),
            ranged("late", "0..100 KRW"),
            ranged("day", "2026-01-01..2026-12-31"),
            ranged("done", "0..10 @site"),
        ],
    )


def line(sheet: Sheet, key: str, **case: object) -> Line:
    known = {"days": 7, "all": 14, "group": "old", "late": 5, "day": "2026-03-31"}
    found = price(sheet, {**known, "site": [{"done": 2}, {"done": 3}], **case})
    return next(one for one in found.lines if one.key == key)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("earned", "105.84"),  # 7 × 15.12
        ("won", "105"),
        ("who.city", "63"),  # 0.6 of 105
        ("who.x", "42"),
        ("young", "false"),
        ("extra", "5"),
        ("part", "0.5"),
        ("early", "true"),
    ],
)
def test_a_line_gives_its_value_again(contract: Sheet, key: str, value: str) -> None:
    found = line(contract, key)
    assert found.value == value
    assert replay(contract, found)


@pytest.mark.parametrize("key", ["earned", "who.city", "young", "extra", "part", "early"])
def test_a_line_with_another_value_does_not(contract: Sheet, key: str) -> None:
    assert not replay(contract, replace(line(contract, key), value="1"))
    assert not replay(contract, replace(line(contract, key), value=None))


def test_a_line_with_another_operand_does_not(contract: Sheet) -> None:
    assert not replay(contract, replace(line(contract, "earned"), taken={"days": "8"}))


def test_one_part_is_not_another(contract: Sheet) -> None:
    found = line(contract, "who.city")
    assert not replay(contract, replace(found, key="who.x"))


def test_what_was_not_known_is_still_not_known(contract: Sheet) -> None:
    found = line(contract, "earned", days=None)
    assert found.value is None
    assert replay(contract, found)
    assert not replay(contract, replace(found, value="0"))


def test_a_choice_needs_only_what_counts(contract: Sheet) -> None:
    found = line(contract, "extra", days=None)
    assert (found.taken["won"], found.value) == (None, "5")
    assert replay(contract, found)
    missing = line(contract, "extra", late=None)
    assert missing.value is None
    assert replay(contract, missing)
    assert not replay(contract, replace(missing, value="5"))


def test_a_share_of_nothing_has_no_value_again(contract: Sheet) -> None:
    found = line(contract, "part", all=0)
    assert found.value is None
    assert replay(contract, found)


def test_a_line_over_many_does_not_tell_what_each_had(contract: Sheet) -> None:
    found = line(contract, "all_sites")
    assert found.value == "5"
    assert not replay(contract, found)
