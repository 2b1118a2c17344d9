"""The case that is priced: subjects inside subjects, and what is known of each."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from time import process_time
from typing import Any

import pytest

from core.domain.errors import RuleBroken
from programs.domain.terms import frame as frames
from programs.domain.terms.frame import Frame, frame_of
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.values import Unknown
from tests.domain.programs.terms.build import named, ranged, sheet_of

LEVELS = [
    {"key": "supplier", "label": named("Supplier"), "most": 3},
    {"key": "site", "label": named("Site"), "most": 4},
]
SHEET = sheet_of(
    levels=LEVELS,
    inputs=[
        ranged("rate", "-1..10.5 /1"),
        {**ranged("ok", "yes_no"), "label": named("Checked", "확인")},
        ranged("grade", "a|b"),
        ranged("day", "2026-01-01..2026-12-31"),
        ranged("fee", "0..9 @supplier"),
        ranged("units", "0..9 @site"),
    ],
)
FULL: dict[str, Any] = {
    "rate": "2.5",
    "ok": True,
    "grade": "b",
    "day": "2026-04-01",
    "supplier": [
        {"id": "Carla", "fee": 3, "site": [{"units": 1}, {"units": "2", "id": 7}]},
        {"fee": None},
        {"site": [{"id": "Third", "units": 9}], "fee": 0},
    ],
}


def refusal(case: object, sheet: Sheet = SHEET) -> str:
    with pytest.raises(RuleBroken) as broken:
        frame_of(sheet, case)
    return str(broken.value)


def why(value: object) -> list[str]:
    assert isinstance(value, Unknown)
    return [str(one) for one in value.reasons]


def test_subjects_inside_subjects() -> None:
    frame = frame_of(SHEET, FULL)
    assert frame.names == [[""], ["Carla", "2", "3"], ["1", "7", "Third"]]
    assert frame.parents == [[0], [0, 0, 0], [0, 0, 2]]
    assert [frame.count(level) for level in range(3)] == [1, 3, 3]
    assert [frame.row_above(2, row, 1) for row in range(3)] == [0, 0, 2]
    assert [frame.row_above(2, row, 0) for row in range(3)] == [0, 0, 0]
    assert frame.row_above(2, 1, 2) == 1
    assert frame.groups(2, 1) == [[0, 1], [], [2]]
    assert frame.groups(2, 0) == [[0, 1, 2]]
    assert frame.groups(1, 0) == [[0, 1, 2]]


def test_inside_whom_it_is_not_known_who_there_is() -> None:
    frame = frame_of(SHEET, {"supplier": [{"site": []}, {}, {"site": [{}]}]})
    assert frame.without(2, 1) == {1}
    assert frame.without(2, 0) == {0}
    assert frame.without(1, 0) == set()
    untold = frame_of(SHEET, {})
    assert untold.without(1, 0) == untold.without(2, 0) == {0}
    assert untold.without(2, 1) == set()


def test_what_is_known_of_each() -> None:
    inputs = frame_of(SHEET, FULL).inputs
    assert inputs["rate"] == [Fraction(5, 2)]
    assert inputs["ok"] == [True]
    assert inputs["grade"] == ["b"]
    assert inputs["day"] == [Fraction(date(2026, 4, 1).toordinal())]
    assert inputs["fee"][::2] == [3, 0]
    assert why(inputs["fee"][1]) == ["fee of 2 is missing."]
    assert inputs["units"] == [1, 2, 9]


def test_absent_and_null_are_both_unknown() -> None:
    for case in ({}, {"rate": None, "ok": None, "supplier": None}):
        frame = frame_of(SHEET, case)
        assert why(frame.inputs["ok"][0]) == ["Checked is missing."]
        assert why(frame.inputs["rate"][0]) == ["rate is missing."]
        assert frame.names == [[""], [], []]
        assert frame.groups(2, 0) == [[]]
        assert frame.groups(2, 1) == []


@pytest.mark.parametrize(
    ("given", "value"),
    [("-1", "-1"), ("10.5", "10.5"), (3, "3"), (-1, "-1"), ("2.50", "2.5"), (Decimal("2.5"), "2.5"),
     (Decimal("1E+1"), "10")],
)  # fmt: skip
def test_numbers_as_they_may_be_written(given: object, value: str) -> None:
    assert frame_of(SHEET, {"rate": given}).inputs["rate"] == [Fraction(value)]


NUMBER = "it has to be a whole number, or a number in quotation marks such as “12.5”."
AGREED = "these terms are agreed for values from"


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ([], "The case must be an object in braces { }."),
        ("x", "The case must be an object in braces { }."),
        ({"rates": 1}, ("rates is not an input of these terms. They ask for: rate, ok, grade, day, "
                       "supplier.")),
        ({"id": "x"}, ("id is not an input of these terms. They ask for: rate, ok, grade, day, "
                      "supplier.")),
        ({"fee": 1}, ("fee is not an input of these terms. They ask for: rate, ok, grade, day, "
                     "supplier.")),
        ({"site": []}, ("site is not an input of these terms. They ask for: rate, ok, grade, day, "
                       "supplier.")),
        ({"supplier": [{"units": 1}]}, ("supplier[0].units is not an input of these terms. They ask "
                                       "for: fee, site, id.")),
        ({"supplier": [{"site": [{"x": 1}]}]}, ("supplier[0].site[0].x is not an input of these "
                                               "terms. They ask for: units, id.")),
        ({"rate": 2.5}, f"rate is 2.5; {NUMBER}"),
        ({"rate": True}, f"rate is True; {NUMBER}"),
        ({"rate": "a lot"}, f"rate is a lot; {NUMBER}"),
        ({"rate": 10**18}, f"rate is {10**18}; {NUMBER}"),
        ({"rate": -(10**18)}, f"rate is {-(10**18)}; {NUMBER}"),
        ({"rate": Decimal("NaN")}, f"rate is NaN; {NUMBER}"),
        ({"rate": Decimal("1E+25")}, f"rate is 1E+25; {NUMBER}"),
        ({"rate": Decimal("1E-25")}, f"rate is 1E-25; {NUMBER}"),
        ({"rate": "x" * 60}, f"rate is {'x' * 50}; {NUMBER}"),
        ({"rate": 10**18 - 1}, f"rate is {10**18 - 1}; {AGREED} -1 to 10.5."),
        ({"rate": 1 - 10**18}, f"rate is {1 - 10**18}; {AGREED} -1 to 10.5."),
        ({"rate": "10.6"}, f"rate is 10.6; {AGREED} -1 to 10.5."),
        ({"rate": "-1.1"}, f"rate is -1.1; {AGREED} -1 to 10.5."),
        ({"rate": "2.25"}, "rate is 2.25; it may have at most 1 decimals."),
        ({"ok": 1}, "ok is 1; it has to be true or false."),
        ({"ok": "true"}, "ok is true; it has to be true or false."),
        ({"grade": "c"}, "grade is c; it has to be a, b."),
        ({"grade": 1}, "grade is 1; it has to be a, b."),
        ({"grade": ["a"]}, "grade is ['a']; it has to be a, b."),
        ({"day": "2026-02-30"}, "day is 2026-02-30; it has to be a day such as “2026-04-01”."),
        ({"day": "2025-12-31"}, f"day is 2025-12-31; {AGREED} 2026-01-01 to 2026-12-31."),
        ({"day": "2027-01-01"}, f"day is 2027-01-01; {AGREED} 2026-01-01 to 2026-12-31."),
        ({"supplier": {}}, "supplier must be a list with 0 to 3 items."),
        ({"supplier": [{}] * 4}, "supplier must be a list with 0 to 3 items."),
        ({"supplier": ["x"]}, "supplier[0] must be an object in braces { }."),
        ({"supplier": [{}, {"site": [{}] * 5}]}, ("supplier[1].site must be a list with 0 to 4 "
                                                 "items.")),
        ({"supplier": [{}, {"site": [{}, 1]}]}, ("supplier[1].site[1] must be an object in braces "
                                                "{ }.")),
        ({"supplier": [{"id": ""}]}, "supplier[0].id must be a short text."),
        ({"supplier": [{"id": "x" * 101}]}, "supplier[0].id must be a short text."),
        ({"supplier": [{"id": 1.5}]}, "supplier[0].id must be a short text."),
        ({"supplier": [{"id": None}]}, "supplier[0].id must be a short text."),
        ({"supplier": [{"id": "A"}, {"id": "A"}]}, ("supplier[1].id is “A”, which stands above "
                                                   "already. Leave one.")),
        ({"supplier": [{"id": "2"}, {}]}, ("supplier[1].id is “2”, which stands above already. "
                                          "Leave one.")),
        ({"supplier": [{"site": [{"units": 10}]}]}, (f"supplier[0].site[0].units is 10; {AGREED} 0 "
                                                    "to 9.")),
    ],
)  # fmt: skip
def test_refused_with_the_place_and_the_repair(case: object, reason: str) -> None:
    assert refusal(case) == reason


def test_names_of_subjects() -> None:
    frame = frame_of(SHEET, {"supplier": [{"id": "x" * 100}, {"id": 5}, {}]})
    assert frame.names[1] == ["x" * 100, "5", "3"]
    same = {"supplier": [{"site": [{"id": "A"}]}, {"site": [{"id": "A"}]}]}
    assert frame_of(SHEET, same).names[2] == ["A", "A"]  # two suppliers may each have a site A


MANY = [
    {"key": "supplier", "label": named("Supplier"), "most": 100_000},
    {"key": "site", "label": named("Site"), "most": 100_000},
]


def test_as_many_subjects_as_can_be_priced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "MOST_SUBJECTS", 6)
    sheet = sheet_of(levels=MANY, inputs=[])
    assert frame_of(sheet, {"supplier": [{"site": [{}, {}]}, {"site": [{}, {}]}]}).count(2) == 4
    assert frame_of(sheet, {"supplier": [{}] * 6}).count(1) == 6
    more = "With {} there are more than 6 subjects. Price fewer in one case."
    assert refusal({"supplier": [{}] * 7}, sheet) == more.format("supplier")
    one_more: dict[str, Any] = {"supplier": [{"site": [{}, {}]}, {"site": [{}, {}, {}]}]}
    assert refusal(one_more, sheet) == more.format("supplier[1].site")


def test_a_case_with_very_many_subjects_is_read_or_refused_soon() -> None:
    sheet = sheet_of(levels=MANY, inputs=[])
    assert frames.MOST_SUBJECTS == 20_000
    begun = process_time()
    assert frame_of(sheet, {"supplier": [{}] * 20_000}).count(1) == 20_000
    assert "more than 20000 subjects" in refusal({"supplier": [{}] * 20_001}, sheet)
    assert "more than 20000 subjects" in refusal({"supplier": [{"site": [{}] * 9000}] * 3}, sheet)
    assert process_time() - begun < 1


def test_a_frame_of_nobody() -> None:
    assert Frame([[""]], [[0]]).inputs == {}
