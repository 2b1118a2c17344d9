"""Plain cases to try a sheet on."""

from __future__ import annotations

from fractions import Fraction

import pytest

from programs.domain.terms.scenes import SCENES, scene
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.values import Value
from tests.domain.programs.terms.build import named, ranged, sheet_of, step


@pytest.fixture
def sheet() -> Sheet:
    return sheet_of(
        step("unit_rate", "pay", of="x", rate="2"),
        inputs=[
            ranged("x", "1..4"),
            ranged("exact", "-0.25..1.3 /1"),
            ranged("open", "yes_no"),
            ranged("one", "red|"),
            ranged("two", "red|blue"),
            ranged("three", "red|blue|green"),
            ranged("day", "2026-01-01..2026-01-04"),
            ranged("inner", "10..20 @site"),
        ],
        levels=[{"key": key, "label": named(key), "most": 9} for key in ("firm", "site")],
    )


@pytest.mark.parametrize(
    ("halves", "x", "exact", "is_open", "words", "day"),
    [
        (0, 1, "-0.2", False, ("red", "red"), 0),
        (1, 2, "0.5", True, ("red", "blue"), 1),  # the middle, or just before it
        (2, 4, "1.3", True, ("blue", "green"), 3),
    ],
)
def test_inputs_have_come_so_far_within_their_range(
    sheet: Sheet, halves: int, x: int, exact: str, is_open: bool, words: tuple[str, str], day: int
) -> None:
    found = scene(sheet, halves).inputs
    first = found["day"][0]
    expected: dict[str, list[Value]] = {
        "x": [Fraction(x)],
        "exact": [Fraction(exact)],
        "open": [is_open],
        "one": ["red"],
        "two": [words[0]],
        "three": [words[1]],
        "day": [Fraction(739_617 + day)],
        "inner": [Fraction(10 + 5 * halves)],
    }
    assert first == 739_617 + day  # 2026-01-01 and so many days
    assert found == expected


def test_there_is_one_subject_on_each_level(sheet: Sheet) -> None:
    frame = scene(sheet, 0)
    assert frame.names == [["1"], ["1"], ["1"]]
    assert frame.parents == [[0], [0], [0]]
    assert SCENES == (0, 1, 2)
