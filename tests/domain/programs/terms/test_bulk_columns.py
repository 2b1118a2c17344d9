"""What columns may hold, what is refused, and where one case ends and the next begins."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest

from core.domain.errors import RuleBroken
from programs.domain.terms.bulk import (
    PRICED,
    REFUSED,
    UNKNOWN,
    Amounts,
    Columns,
    bulk,
    columns_from,
)
from programs.domain.terms.bulk.plan import plan_of
from programs.domain.terms.price import price
from programs.domain.terms.sheet import Sheet
from tests.domain.programs.terms.build import Document, named, ranged, sheet_of, step
from tests.domain.programs.terms.columnwise import agree

BIG = "999999999999999999"


def paying(*steps: Document, due: str | None = None, amount: str = "s", **ranges: str) -> Sheet:
    """A sheet that pays what the last step comes to."""
    output = {
        "key": "paid", "label": named("Paid"), "amount": amount, "payer": "city",
        "payee": "carla", **({"due": due} if due else {}),
    }  # fmt: skip
    inputs = [ranged(key, text) for key, text in ranges.items()]
    return sheet_of(*steps, inputs=inputs, outputs=[output])


def rate(of: str = "hazards") -> Document:
    return step("unit_rate", of=of, rate="1000")


HAZARDS = paying(rate(), hazards="2..40 hazard")
SITES = paying(
    step("unit_rate", "each", of="done", rate="1000"),
    step("sum_over", of="each"),
    done="0..9 @site",
)


def paid(sheet: Sheet, rows: int, *, chunk: int = 3, **columns: Any) -> Amounts:
    inputs = {name: np.asarray(found) for name, found in columns.items()}
    return bulk(sheet, Columns(rows=rows, inputs=inputs), chunk=chunk).of("paid")


def told(found: Amounts) -> list[tuple[int, int]]:
    return list(zip(found.minor.tolist(), found.status.tolist(), strict=True))


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int16", "int32", "int64", "uint64", "O"])
def test_whole_numbers_of_any_width(dtype: str) -> None:
    found = paid(HAZARDS, 4, hazards=np.array([2, 40, 41, 1], dtype=dtype))
    assert told(found) == [(2000, PRICED), (40000, PRICED), (0, REFUSED), (0, REFUSED)]
    assert found.minor.dtype == np.int64
    assert found.status.dtype == np.uint8


def test_what_lies_far_beyond_a_range_is_refused_as_what_lies_beside_it() -> None:
    far = np.array([2**63, -(2**63) - 1, 10**40, 3], dtype=object)
    assert told(paid(HAZARDS, 4, hazards=far)) == [(0, REFUSED)] * 3 + [(3000, PRICED)]


def test_a_range_may_end_between_what_can_be_counted() -> None:
    sheet = paying(rate(), hazards="0.5..2.5 hazard")
    found = paid(sheet, 4, hazards=np.arange(4))
    assert told(found) == [(0, REFUSED), (1000, PRICED), (2000, PRICED), (0, REFUSED)]


def test_what_is_missing_may_hold_anything_in_its_column() -> None:
    columns = Columns(
        rows=4,
        inputs={"hazards": np.array([2, 99, 7, 99], dtype=np.int8)},
        missing={"hazards": np.array([False, True, True, False])},
    )
    found = bulk(HAZARDS, columns, chunk=2).of("paid")
    assert told(found) == [(2000, PRICED), (0, UNKNOWN), (0, UNKNOWN), (0, REFUSED)]


def test_a_missing_object_may_be_nothing_at_all() -> None:
    columns = Columns(
        rows=2,
        inputs={"hazards": np.array([5, None], dtype=object)},
        missing={"hazards": np.array([False, True])},
    )
    assert told(bulk(HAZARDS, columns).of("paid")) == [(5000, PRICED), (0, UNKNOWN)]


def test_an_input_that_is_not_there_is_missing_for_everybody() -> None:
    assert told(paid(HAZARDS, 2)) == [(0, UNKNOWN)] * 2


@pytest.mark.parametrize("level", ["", " @site"])
def test_nobody_at_all(level: str) -> None:
    sheet = SITES if level else HAZARDS
    assert told(bulk(sheet, columns_from(sheet, [])).of("paid")) == []
    agree(sheet, [])


def test_a_case_without_subjects_between_others() -> None:
    cases = [{"site": [{"done": 2}]}, {}, {"site": []}, {"site": [{"done": 9}, {"done": 1}]}]
    assert told(bulk(SITES, columns_from(SITES, cases)).of("paid")) == [
        (2000, PRICED), (0, UNKNOWN), (0, PRICED), (10000, PRICED),
    ]  # fmt: skip


def test_one_case_may_hold_more_subjects_than_a_chunk_and_than_price_reads() -> None:
    sheet = paying(
        step("unit_rate", "each", of="done", rate="1"), step("sum_over", of="each"),
        done="0..9 @site",
    )  # fmt: skip
    sites = [{"key": "site", "label": named("Site"), "most": 50_000}]
    wide = sheet_of(
        step("unit_rate", "each", of="done", rate="1"), step("sum_over", of="each"),
        inputs=[ranged("done", "0..9 @site")], levels=sites,
        outputs=[{"key": "paid", "label": named("Paid"), "amount": "s", "payer": "city",
                  "payee": "carla"}],
    )  # fmt: skip
    columns = Columns(
        rows=2,
        inputs={"done": np.ones(30_001, dtype=np.int64)},
        parents={"site": np.array([0] + [1] * 30_000)},
    )
    assert told(bulk(wide, columns, chunk=100).of("paid")) == [(1, PRICED), (30_000, PRICED)]
    assert told(bulk(sheet, columns, chunk=100).of("paid")) == [(1, PRICED), (0, REFUSED)]


def test_a_subject_out_of_range_refuses_its_case_and_no_other() -> None:
    columns = Columns(
        rows=3,
        inputs={"done": np.array([1, 2, 10, 3])},
        parents={"site": np.array([0, 1, 1, 2])},
    )
    assert told(bulk(SITES, columns, chunk=1).of("paid")) == [
        (1000, PRICED), (0, REFUSED), (3000, PRICED),
    ]  # fmt: skip


def test_choices_dates_and_truths_as_columns() -> None:
    sheet = paying(
        step("is_one_of", "open", of="size", words=["small", "large"]),
        step("compare", "soon", of="day", is_="at_most", than="2026-04-01"),
        step("all_of", "both", of=["open", "soon", "signed"]),
        step("lump", amount="500", when="both"),
        size="small|middle|large", day="2026-01-01..2026-12-31", signed="yes_no",
    )  # fmt: skip
    april = 739_707  # the first of April 2026, counted from the first of January of year 1
    found = paid(
        sheet, 8,
        size=np.array([0, 1, 2, 2, 0, 3, -1, 0], dtype=np.int8),
        day=np.array([april, april, april - 90, april + 1, april, april, april, april - 91]),
        signed=np.array([True] * 4 + [False] + [True] * 3),
    )  # fmt: skip
    assert told(found) == [
        (500, PRICED), (0, PRICED), (500, PRICED), (0, PRICED), (0, PRICED),
        (0, REFUSED), (0, REFUSED), (0, REFUSED),
    ]  # fmt: skip


def test_the_day_on_which_it_is_due() -> None:
    sheet = paying(rate(), due="day", hazards="2..40 hazard", day="2026-01-01..2026-12-31")
    cases = [
        {"hazards": 2, "day": "2026-12-31"},
        {"hazards": 3},
        {"day": "2026-01-01"},
        {"hazards": 1, "day": "2026-01-01"},
    ]
    found = bulk(sheet, columns_from(sheet, cases), chunk=3).of("paid")
    assert found.due is not None
    assert found.due.tolist() == [739_981, 0, 739_617, 0]
    assert told(found) == [(2000, PRICED), (3000, PRICED), (0, UNKNOWN), (0, REFUSED)]
    agree(sheet, cases)
    assert bulk(HAZARDS, columns_from(HAZARDS, [])).of("paid").due is None


def test_cents_and_amounts_that_are_written() -> None:
    sheet = sheet_of(
        step("unit_rate", "gross", of="days", rate="15.12"),
        step("round", of="gross", unit="0.05", way="floor"),
        inputs=[ranged("days", "0..9 day")],
        currency={"code": "USD", "minor": 2},
        outputs=[
            {"key": key, "label": named(key), "amount": amount, "payer": "city", "payee": "carla"}
            for key, amount in (("rounded", "s"), ("gross", "gross"), ("flat", "12.5"))
        ],
    )
    found = bulk(sheet, columns_from(sheet, [{"days": 3}, {}, {"days": 10}]))
    assert told(found.of("rounded")) == [(4535, PRICED), (0, UNKNOWN), (0, REFUSED)]
    assert told(found.of("gross")) == [(4536, PRICED), (0, UNKNOWN), (0, REFUSED)]
    assert told(found.of("flat")) == [(1250, PRICED), (1250, PRICED), (0, REFUSED)]


def test_amounts_beyond_int64_are_python_numbers() -> None:
    far = paying(rate(), hazards=f"-{BIG}..{BIG} hazard")
    found = bulk(far, columns_from(far, [{"hazards": BIG}, {"hazards": f"-{BIG}"}])).of("paid")
    assert found.minor.dtype == object
    assert told(found) == [(int(BIG) * 1000, PRICED), (-int(BIG) * 1000, PRICED)]


@pytest.mark.parametrize(("most", "dtype"), [("4611686018427387", "i"), ("4611686018427388", "O")])
def test_the_last_range_that_int64_is_trusted_with(most: str, dtype: str) -> None:
    sheet = paying(rate(), hazards=f"0..{most} hazard")
    found = bulk(sheet, columns_from(sheet, [{"hazards": most}])).of("paid")
    assert found.minor.dtype.kind == dtype
    assert told(found) == [(int(most) * 1000, PRICED)]


def test_what_is_large_on_the_way_but_small_in_the_end() -> None:
    sheet = paying(
        step("product", "square", of=["hazards", "hazards"]),
        step("unit_rate", "gross", of="square", rate="3"),
        step("at_most", of="gross", limit="1000000"),
        hazards="0..9999999999",
    )
    cases = [{"hazards": "9999999999"}, {"hazards": 577}, {"hazards": 578}]
    found = bulk(sheet, columns_from(sheet, cases)).of("paid")
    assert found.minor.dtype == np.int64
    assert found.minor.tolist() == [1_000_000, 577 * 577 * 3, 1_000_000]


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


def test_steps_that_nothing_is_paid_for_are_not_worked() -> None:
    sheet = paying(
        step("product", "told", of=["hazards", "3"]), step("difference", "x", of="hazards", less="1"),
        step("unit_rate", of="x", rate="1000"), hazards="2..40",
    )  # fmt: skip
    assert [move.names for move in plan_of(sheet).moves] == [("x",), ("s",)]
    assert [set(move.done) for move in plan_of(sheet).moves] == [{"hazards"}, {"x"}]


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


def test_a_chunk_does_not_change_what_comes_out() -> None:
    columns = Columns(rows=1000, inputs={"hazards": np.arange(1000) % 43})
    whole = told(bulk(HAZARDS, columns).of("paid"))
    assert all(told(bulk(HAZARDS, columns, chunk=n).of("paid")) == whole for n in (1, 7, 999, 1000))


def _peak(rows: int, chunk: int) -> int:
    """The most memory that pricing took beside its columns and its results."""
    columns = Columns(rows=rows, inputs={"hazards": np.full(rows, 7)})
    bulk(HAZARDS, columns, chunk=chunk)
    tracemalloc.start()
    found = bulk(HAZARDS, columns, chunk=chunk).of("paid")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak - found.minor.nbytes - found.status.nbytes


def test_memory_does_not_grow_with_the_cases() -> None:
    few, many = _peak(20_000, 5_000), _peak(400_000, 5_000)
    assert many < few + 50_000
    assert _peak(400_000, 400_000) > 10 * many


def test_the_reader_of_cases_and_price_agree_on_what_is_refused() -> None:
    with pytest.raises(RuleBroken, match="from 2 to 40"):
        price(HAZARDS, {"hazards": 41})
    assert list(columns_from(HAZARDS, [{"hazards": 40}, {"hazards": 41}]).refused) == [1]
