"""Subjects inside subjects: suppliers with worksites, many cases side by side."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from programs.domain.terms.bulk import PRICED, UNKNOWN, bulk, columns_from
from programs.domain.terms.sheet import Sheet
from tests.domain.programs.terms.build import Document, named, ranged, sheet_of, step
from tests.domain.programs.terms.columnwise import agree, steps_agree

LEVELS = [
    {"key": "supplier", "label": named("Supplier"), "most": 4},
    {"key": "site", "label": named("Site"), "most": 3},
]
RANGES = {
    "goal": "0..100", "rate": "0..9 KRW @supplier", "is_new": "yes_no @supplier",
    "hazards": "-5..60 /1 @site", "others": "0..8 @site", "verified": "yes_no @site",
}  # fmt: skip
FAR = {**RANGES, "hazards": "-999999999999999999..999999999999999999 /12 @site"}

SITES: list[list[dict[str, Any]]] = [
    [{"hazards": "1.5", "others": 1, "verified": True}, {"hazards": "-3", "others": 0}],
    [],
    [{"hazards": "60", "others": 8, "verified": False}],
    [{"hazards": "7", "others": 2, "verified": True}, {"hazards": "0", "verified": True}],
    [{"hazards": 9, "others": 3, "verified": True}, {"hazards": 9, "others": 0, "verified": True}],
]


def _suppliers(*which: int) -> list[dict[str, Any]]:
    return [
        {"rate": i + 1, "is_new": i % 2 == 0, "site": [dict(one) for one in SITES[i]]}
        for i in which
    ]


CASES: list[dict[str, Any]] = [
    {"goal": 5, "supplier": _suppliers(0, 1, 2)},
    {"goal": 0},
    {"goal": 0, "supplier": []},
    {"goal": 3, "supplier": [{"rate": 1}, {"rate": 2, "site": []}]},
    {"goal": 100, "supplier": _suppliers(1)},
    {"supplier": _suppliers(2, 2, 4)},
    {"goal": 7, "supplier": _suppliers(3, 4)},
    {"goal": 7, "supplier": [{"site": [{}]}]},
    {"goal": 50, "supplier": _suppliers(4, 4, 2, 1)},
    {"goal": 101, "supplier": _suppliers(4)},  # refused: too large
    {"goal": 1, "supplier": _suppliers(4, 4, 4, 4, 4)},  # refused: too many suppliers
    {"goal": 9, "supplier": _suppliers(4)},
    {"goal": 9, "supplier": [{"rate": 1, "site": [{}, {}, {}, {}]}]},  # refused: too many sites
    {"goal": 9, "supplier": [{"rate": 10, "site": []}]},  # refused: too high a rate
]
STEPS: list[Document] = [
    *(step("sum_over", of="hazards", up_to=up_to) for up_to in ("supplier", "contract")),
    step("sum_over", of="rate"),
    *(step("count_over", when="verified", up_to=up_to) for up_to in ("supplier", "contract")),
    *(step("holds_over", when="verified", whom=whom, up_to=up_to)
      for whom in ("any", "all") for up_to in ("supplier", "contract")),
    *(step("one_over", of="hazards", which=which, up_to=up_to)
      for which in ("average", "smallest", "largest") for up_to in ("supplier", "contract")),
    step("cumulate", of="hazards"),
    step("cumulate", of="rate"),
    step("sum", of=["hazards", "goal"]),
    step("product", of=["hazards", "rate"]),
    step("choose", cases=[{"when": "is_new", "then": "goal"}], otherwise="hazards"),
    step("gate", of="hazards", when="is_new"),
    step("pool", pool="goal", by="others", way="pro_rata", unit="1", when="verified"),
    step("pool", pool="goal", by="others", way="first_come", unit="1", asks="others"),
    step("pool", pool="goal", by="rate", way="equal", unit="1"),
]  # fmt: skip


def _sheet(*steps: Document, ranges: dict[str, str], **members: Any) -> Sheet:
    inputs = [ranged(key, text) for key, text in ranges.items()]
    return sheet_of(*steps, inputs=inputs, levels=LEVELS, **members)


@pytest.mark.parametrize("ranges", [RANGES, FAR], ids=["narrow", "wide"])
@pytest.mark.parametrize("found", STEPS, ids=lambda one: str(one["do"]))
def test_a_step_agrees_over_levels(found: Document, ranges: dict[str, str]) -> None:
    values = steps_agree(_sheet(found, ranges=ranges), CASES, chunk=4)["s"]
    assert any(cell is not None for cells in values for cell in cells)


def test_fractions_are_summed_by_their_own_parent() -> None:
    ratio = step("ratio", "r", of="hazards", to="others")
    summed = step("sum_over", of="r", up_to="supplier")
    averaged = step("one_over", "a", of="r", which="average", up_to="supplier")
    running = step("cumulate", "c", of="r")
    values = steps_agree(_sheet(ratio, summed, averaged, running, ranges=RANGES), CASES)
    assert values["s"][0] == [None, 0, Fraction(15, 2)]  # over no others; nobody; 60 / 8
    assert values["a"][0] == [None, None, Fraction(15, 2)]
    assert values["c"][5] == [Fraction(15, 2), Fraction(15, 2), None, None]


def _paying() -> Sheet:
    """A rate for hazards of each site, a cap for each supplier, all of it together."""
    steps = (
        step("product", "earned", of=["hazards", "rate"]),
        step("round", "won", of="earned", unit="1", way="floor"),
        step("sum_over", "supplied", of="won", up_to="supplier"),
        step("at_most", "capped", of="supplied", limit="50"),
        step("sum_over", "all", of="capped"),
    )
    outputs = [
        {
            "key": key, "label": named(key), "amount": amount, "payer": "city", "payee": "carla",
        }
        for key, amount in (("whole", "all"), ("each", "capped"), ("single", "won"), ("flat", "7"))
    ]  # fmt: skip
    return _sheet(*steps, ranges=RANGES, outputs=outputs)


@pytest.mark.parametrize("chunk", [1, 2, 3, 5, 100])
def test_amounts_of_every_level_agree(chunk: int) -> None:
    agree(_paying(), CASES, chunk=chunk)


def test_amounts_stand_beside_the_rows_that_they_belong_to() -> None:
    five = [CASES[i] for i in (0, 1, 4, 5, 6)]
    found = bulk(_paying(), columns_from(_paying(), five))
    whole, each, single = (found.of(key) for key in ("whole", "each", "single"))
    assert whole.minor.tolist() == [1 - 3 + 0 + 50, 0, 0, 50 + 50 + 50, 28 + 0 + 50]
    assert whole.status.tolist() == [PRICED, UNKNOWN, PRICED, PRICED, PRICED]
    assert (whole.level, whole.parents) == (0, None)
    assert each.parents is not None
    assert each.parents.tolist() == [0, 0, 0, 2, 3, 3, 3, 4, 4]
    assert single.level == 2
    assert single.minor.tolist()[:3] == [1, -3, 180]


@pytest.mark.parametrize("way", ["pro_rata", "equal"])
def test_a_pool_waits_until_everybody_who_shares_it_is_known(way: str) -> None:
    pool = step("pool", "p", pool="pot", by="w", way=way, unit="1")
    ranges = {"pot": "0..1000 KRW", "w": "0..9 @site"}
    told = {"site": [{"w": 1}, {"w": 1}]}
    cases = [
        {"pot": 1000, "supplier": [told, {}]},
        {"pot": 1000, "supplier": [told, {"site": []}]},
        {"pot": 1000, "supplier": [told, told, {"site": [{}]}]},
    ]
    found = steps_agree(_sheet(pool, ranges=ranges), cases, chunk=100)
    assert found["p"] == [[None, None], [500, 500], [None] * 5]
