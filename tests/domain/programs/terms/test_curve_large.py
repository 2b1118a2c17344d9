"""Curves of very large sheets: drawn at once, with as many points as can be worked."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from programs.domain.terms.curve import curve
from programs.domain.terms.document import sheet_from
from programs.domain.terms.price import price
from programs.domain.terms.sheet import Sheet
from tests.domain.programs.terms.build import Document, document, named, ranged, step


def _paid(steps: list[Document], inputs: list[Document], amount: str, **members: Any) -> Sheet:
    paid = {"key": "o", "label": named("o"), "payer": "city", "payee": "carla", "amount": amount}
    return sheet_from(document(*steps, inputs=inputs, outputs=[paid], **members))


def _lines(count: int) -> Sheet:
    """Extremes of so many lines that all cross each other."""
    many = range(count)
    falls = [step("product", f"a{k}", of=["x", f"0.{37 + k}"]) for k in many]
    lines = [step("sum", f"b{k}", of=[f"a{k}", str(1000 - 13 * k)]) for k in many]
    ends = [
        step(("best_of", "smallest_of")[k % 2], f"m{k}", of=[one["key"] for one in lines])
        for k in many
    ]
    total = step("sum", "all", of=[one["key"] for one in ends])
    pay = step("round", "pay", of="all", unit="1", way="up")
    return _paid([*falls, *lines, *ends, total, pay], [ranged("x", "0..1000000 KRW")], "pay")


def test_a_very_large_sheet_is_drawn_at_once_with_fewer_points() -> None:
    sheet = _lines(40)
    start = process_time()
    found = curve(sheet, {}, "x", points=1000).points
    assert process_time() - start < 4  # holds under coverage too
    places = [int(x) for x, _amount in found]
    assert places == sorted({0, 1_000_000, *places})  # both ends, and each place once
    assert 20 < len(found) < 100
    for x, amount in (found[0], found[7], found[-1]):
        assert amount == price(sheet, {"x": str(x)}).total


def test_a_sheet_of_everyday_size_has_every_point() -> None:
    found = curve(_lines(3), {}, "x", points=1000).points
    assert {1_000_000 * i // 999 for i in range(1000)} <= {int(x) for x, _amount in found}


@pytest.mark.parametrize(("subjects", "points"), [(1, 452), (4, 452), (5, 303), (8, 228)])
def test_a_case_with_subjects_may_take_four_times_as_long(subjects: int, points: int) -> None:
    """Both ends, one edge above zero, and every second, third or fourth of 898 places between."""
    rates = [step("unit_rate", f"e{i}", of="x", rate="r") for i in range(50)]
    level = {"key": "site", "label": named("Site"), "most": 8}
    inputs = [ranged("x", "0..1000000"), ranged("r", "0..9 KRW @site")]
    sheet = _paid(rates, inputs, "e0", levels=[level])
    found = curve(sheet, {"site": [{"r": 2}] * subjects}, "x", points=900).points
    assert len(found) == points
    assert [int(x) for x, _amount in (*found[:2], found[-1])] == [0, 1, 1_000_000]
    assert [amount for _x, amount in (*found[:2], found[-1])] == [
        0, 2 * subjects, 2_000_000 * subjects,
    ]  # fmt: skip
