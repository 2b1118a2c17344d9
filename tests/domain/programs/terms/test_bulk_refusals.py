"""Columns and cases that bulk pricing refuses, row by row and as price does."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from core.domain.errors import RuleBroken
from programs.domain.terms.bulk import (
    PRICED,
    REFUSED,
    UNKNOWN,
    Columns,
    bulk,
    columns_from,
)
from programs.domain.terms.price import price
from programs.domain.terms.sheet import Sheet
from tests.domain.programs.terms.build import step
from tests.domain.programs.terms.columnwise import agree
from tests.domain.programs.terms.test_bulk_columns import BIG, HAZARDS, SITES, paying, told


def test_what_only_its_own_rule_can_say_is_asked_row_by_row() -> None:
    sheet = paying(
        step("split", parts=[{"to": "city", "share": "share"}, {"to": "carla"}], of="won", unit="1"),
        amount="s.city", won="0..99 KRW", share="0..2 /1",
    )  # fmt: skip
    cases = [
        {"won": 99, "share": "0.5"},
        {"won": 99, "share": "1.1"},  # shares of more than one: the case is refused
        {"won": 99},
        {"won": 100, "share": "0.5"},
        {"won": 7, "share": "0.1"},
    ]
    found = bulk(sheet, columns_from(sheet, cases), chunk=2).of("paid")
    assert told(found) == [(49, PRICED), (0, REFUSED), (0, UNKNOWN), (0, REFUSED), (0, PRICED)]
    agree(sheet, cases, chunk=2)


def test_numbers_too_long_to_be_meant_are_refused_as_price_does() -> None:
    squares = [step("product", "p0", of=["hazards", "hazards"])]
    squares += [step("product", f"p{i}", of=[f"p{i - 1}", f"p{i - 1}"]) for i in range(1, 6)]
    sheet = paying(
        *squares, step("at_most", "c", of="p5", limit="5"), step("round", of="c", unit="1", way="up"),
        amount="7", hazards=f"0..{BIG} /12",
    )  # fmt: skip
    cases = [{"hazards": "1"}, {"hazards": BIG}, {}, {"hazards": "12345678901.5"}, {"hazards": "2"}]
    found = bulk(sheet, columns_from(sheet, cases)).of("paid")
    assert told(found) == [(7, PRICED), (0, REFUSED), (7, PRICED), (0, REFUSED), (7, PRICED)]
    agree(sheet, cases)


def test_cases_that_cannot_be_read_keep_their_reason() -> None:
    columns = columns_from(HAZARDS, [{"hazards": 5}, {"hazard": 5}, 7, {"hazards": "2.5"}])
    assert {row: str(why) for row, why in columns.refused.items()} == {
        1: "hazard is not an input of these terms. They ask for: hazards.",
        2: "The case must be an object in braces { }.",
        3: "hazards is 2.5; it may have at most 0 decimals.",
    }
    found = bulk(HAZARDS, columns, chunk=2).of("paid")
    assert told(found) == [(5000, PRICED)] + [(0, REFUSED)] * 3


def _refusal(sheet: Sheet, **columns: Any) -> str:
    """The same whether it stands in one slice or in several."""
    found = []
    for chunk in (2, 100):
        with pytest.raises(RuleBroken) as broken:
            bulk(sheet, Columns(**{"inputs": {}, "rows": 3, **columns}), chunk=chunk)
        found.append(str(broken.value))
    assert found[0] == found[1]
    return found[0]


def test_columns_that_do_not_belong_together_are_refused() -> None:
    three = np.array([2, 3, 4])
    assert _refusal(HAZARDS, inputs={"hazard": three}) == (
        "inputs.hazard is not an input of these terms. They ask for: hazards."
    )
    assert _refusal(HAZARDS, missing={"goal": three}) == (
        "missing.goal is not an input of these terms. They ask for: hazards."
    )
    assert _refusal(HAZARDS, inputs={"hazards": three[:2]}) == (
        "inputs.hazards has 2 rows; it needs one for each of 3 subjects."
    )
    assert _refusal(HAZARDS, inputs={"hazards": three.reshape(3, 1)}) == (
        "inputs.hazards has 3 × 1 rows; it needs one for each of 3 subjects."
    )
    assert _refusal(HAZARDS, missing={"hazards": three[:1] > 2}) == (
        "missing.hazards has 1 rows; it needs one for each of 3 subjects."
    )
    assert _refusal(SITES, inputs={"done": three}) == (
        "inputs.done has 3 rows; it needs one for each of 0 subjects."
    )
    assert _refusal(HAZARDS, inputs={"hazards": three.astype(float)}) == (
        "inputs.hazards is a column of float64. Numbers, dates and choices are given as whole "
        "numbers, yes and no as truths."
    )


@pytest.mark.parametrize(
    "parents", [[0, 1, 0], [0, 2, 1], [-1, 0, 1], [0, 1, 3], [0, 1, 2, 2, 3], [0, 0, 1, 0, 2]]
)
def test_parents_stand_in_order_and_are_there(parents: list[int]) -> None:
    wanted = "parents.site must name a row of the level above for each subject, in rising order."
    assert _refusal(SITES, parents={"site": np.array(parents)}) == wanted
    if min(parents) >= 0:
        assert _refusal(SITES, parents={"site": np.array(parents, dtype=np.uint8)}) == wanted
    assert _refusal(SITES, parents={"site": np.array([0.0, 1.0, 2.0])}) == wanted


@pytest.mark.parametrize("kind", ["yes_no", "red|blue"])
def test_a_truth_is_no_number_and_a_number_no_truth(kind: str) -> None:
    sheet = paying(amount="7", given=kind)
    wrong = np.array([0, 1, 1]) if kind == "yes_no" else np.array([0, 1, 1], dtype=object)
    assert _refusal(sheet, inputs={"given": wrong}).startswith("inputs.given is a column of ")


def test_the_reader_of_cases_and_price_agree_on_what_is_refused() -> None:
    with pytest.raises(RuleBroken, match="from 2 to 40"):
        price(HAZARDS, {"hazards": 41})
    assert list(columns_from(HAZARDS, [{"hazards": 40}, {"hazards": 41}]).refused) == [1]
