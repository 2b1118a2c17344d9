"""How far int64 is trusted: up to the last range in which no count on the way can run over.

Inputs go from −2^n to 2^n with six decimals. Beside each step stands the last n for which it is
worked in int64; from the next on it is worked in Python numbers. On both sides it is right.
"""

from __future__ import annotations

from typing import Any

import pytest

from programs.domain.terms.bulk.plan import moves_of
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.wiring import sound
from tests.domain.programs.terms.build import Document, named, ranged, sheet_of, step
from tests.domain.programs.terms.columnwise import steps_agree

LEVELS = [{"key": "site", "label": named("Site"), "most": 8}]
BRACKETS = [{"to": "2.5", "rate": "100"}, {"rate": "12.5"}]
MEASURED = [{"to": "2.5", "rate": "r"}, {"rate": "0.5"}]
PARTS = [{"to": "a", "share": "0.2"}, {"to": "b", "share": "0.3"}, {"to": "c"}]
LINE = [{"at": "0", "gives": "2"}, {"at": "3", "gives": "14"}]
STEPS: list[tuple[Document, int]] = [
    (step("sum", of=["x", "y", "x"]), 40),
    (step("difference", of="x", less="y"), 41),
    (step("product", of=["x", "y"]), 11),
    (step("product", of=["x", "0.25"]), 42),
    (step("smallest_of", of=["x", "0.0000001"]), 38),
    (step("best_of", of=["x"], plus=["y", "x"]), 40),
    (step("at_least", of="x", limit="y", when="t"), 42),
    (step("duration", of="x", less=["y", "y"], most="5"), 40),
    (step("deadweight", of="x", share="y"), 11),
    (step("deadweight", of="x", share="0.75"), 39),
    (step("weighted", parts=[{"of": "x", "weight": "0.7"}, {"of": "y", "weight": "0.3"}]), 38),
    (step("unit_rate", of="x", rate="15.12"), 42),
    (step("unit_rate", of="x", rate="r", most="y"), 11),
    (step("rate_card", items=[{"of": "x", "rate": "200"}, {"of": "y", "rate": "300"}]), 39),
    (step("rate_card", items=[{"of": "x", "rate": "r"}, {"of": "y", "rate": "0.25"}]), 11),
    (step("gate", of="x", when="t"), 42),
    (step("compare", of="x", is_="more_than", than="0.0000005"), 41),
    (step("at_least_of", of=["t", "t"], needed="x"), 42),
    (step("choose", cases=[{"when": "t", "then": "x"}], otherwise="0.00000025"), 40),
    (step("bands", of="x", bands=[{"to": "5", "gives": "1"}, {"above": "5", "gives": "2"}]), 42),
    (step("brackets", of="x", brackets=BRACKETS), 39),
    (step("brackets", of="x", brackets=MEASURED), 11),
    (step("brackets", of="x", brackets=MEASURED, start="-2"), 11),
    (step("line", of="x", knots=LINE), 42),
    (step("per_point", of="x", above="y", point="0.5", whole="half_up", rate="0.25"), 40),
    (step("per_point", of="x", above="0", point="0.000001", whole="up", rate="r"), 11),
    (step("per_point", of="x", above="0", point="3000", whole="down", rate="0.25"), 41),
    (step("round", of="x", unit="0.001", way="half_even"), 41),
    (step("round", of="x", unit="0.00000001", way="half_up"), 34),
    (step("round", of="x", unit="1000000000000", way="half_down"), 40),
    (step("attainment", of="x", target="5", from_="1000000000000"), 41),
    (step("ratio", of="x", to="0.3"), 42),
    (step("ratio", of="x", to="y"), 42),
    (step("share", of="x", rest="y"), 41),
    (step("relative_reduction", of="x", from_="y", baseline="rct"), 41),
    (step("attainment", of="x", target="5", from_="2"), 42),
    (step("attainment", of="x", target="5", most="0.00000001"), 37),
    (step("attainment", of="x", target="y", from_="x"), 41),
    (step("brackets", of="x", brackets=[{"to": "4096", "rate": "r"}, {"rate": "0.5"}]), 9),
    (step("brackets", of="x", brackets=[{"to": "2.5", "rate": "r"}, {"rate": "0.0000001"}]), 9),
    (step("brackets", of="x", brackets=[{"to": "2.5", "rate": "r"}], start="-4096"), 9),
    (step("split", of="r", unit="0.000001", parts=PARTS), 38),
    (step("split", of="r", unit="0.000001", parts=[*PARTS[:2], {"to": "c", "share": "0.5"}]), 38),
    (step("holdback", of="r", share="0.3", unit="0.000001"), 38),
    (step("holdback", of="r", share="x", unit="0.000001"), 11),
    (step("first_loss", of="x", guarantee="y"), 41),
    (step("waterfall", of="x", tranches=[{"to": "a", "most": "0.00000025"}, {"to": "b"}]), 40),
    (step("sum_over", of="z"), 39),
    (step("one_over", of="z", which="average"), 39),
    (step("one_over", of="z", which="largest"), 42),
    (step("cumulate", of="z"), 39),
]


def _sheet(found: Document, n: int) -> Sheet:
    ends = f"-{2**n}..{2**n} /6"
    ranges = {"x": ends, "y": ends, "r": f"{ends} KRW", "z": f"{ends} @site", "t": "yes_no"}
    inputs = [ranged(key, text) for key, text in ranges.items()]
    return sheet_of(found, inputs=inputs, levels=LEVELS)


def _cases(n: int) -> list[dict[str, Any]]:
    ends = (str(2**n), f"-{2**n}", f"{2**n - 1}.999999", "0")
    return [
        {"x": x, "y": y, "r": x, "t": y == ends[0], "site": [{"z": x}] * 6 + [{"z": y}] * 2}
        for x in ends
        for y in ends
    ]


def _is_wide(found: Document, n: int) -> bool:
    _facts, moves = moves_of(sound(_sheet(found, n)))
    return moves[-1].is_wide or moves[-1].kernel is None


@pytest.mark.parametrize(("found", "last"), STEPS)
def test_int64_is_left_in_time_and_not_before(found: Document, last: int) -> None:
    assert [_is_wide(found, n) for n in (last, last + 1)] == [False, True]
    for n in (last - 1, last, last + 1):
        steps_agree(_sheet(found, n), _cases(n), chunk=100)
