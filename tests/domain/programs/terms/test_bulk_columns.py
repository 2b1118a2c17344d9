"""What columns may hold, what is refused, and where one case ends and the next begins."""

from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest

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


def test_steps_that_nothing_is_paid_for_are_not_worked() -> None:
    sheet = paying(
        step("product", "told", of=["hazards", "3"]), step("difference", "x", of="hazards", less="1"),
        step("unit_rate", of="x", rate="1000"), hazards="2..40",
    )  # fmt: skip
    assert [move.names for move in plan_of(sheet).moves] == [("x",), ("s",)]
    assert [set(move.done) for move in plan_of(sheet).moves] == [{"hazards"}, {"x"}]


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
