"""Measurements from a file: what would be stored, and what has to be mended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from outcomes.domain.lifecycle import Phase
from outcomes.domain.measurements import (
    COLUMNS,
    ClaimRow,
    ReadingKind,
    dry_run,
    wrong_reading,
)

HEADER = "target,phase,first_day,last_day,quantity,events,hours,note"
GOOD = "T-1,follow_up,2026-01-01,2026-03-31,12,0,48000.25,done"


def file(*rows: str, header: str = HEADER) -> bytes:
    return "\r\n".join([header, *rows]).encode()


def test_a_good_row_would_be_stored() -> None:
    run = dry_run(file(GOOD, 'T-2,baseline,2025-01-01,2025-12-31,"1,250.5",,,'))
    assert run.errors == ()
    assert run.rows == (
        ClaimRow(
            2,
            "T-1",
            Phase.FOLLOW_UP,
            date(2026, 1, 1),
            date(2026, 3, 31),
            Decimal(12),
            0,
            Decimal("48000.25"),
            "done",
        ),
        ClaimRow(
            3,
            "T-2",
            Phase.BASELINE,
            date(2025, 1, 1),
            date(2025, 12, 31),
            Decimal("1250.5"),
            None,
            None,
            "",
        ),
    )


def test_missing_stays_missing_and_zero_stays_zero() -> None:
    (row,) = dry_run(file("T-1,follow_up,2026-01-01,2026-03-31,,0,,")).rows
    assert (row.quantity, row.events, row.hours) == (None, 0, None)


def test_headers_may_be_in_another_language_and_columns_left_out() -> None:
    columns = [replace(column, aliases=(f"{column.name} (ko)",)) for column in COLUMNS]
    run = dry_run(
        file(
            "3,T-1,2026-01-01,2026-01-31,baseline",
            header="hours (ko),target,first_day,last_day (ko),phase",
        ),
        columns,
    )
    assert run.errors == ()
    assert run.rows[0].hours == 3


@pytest.mark.parametrize(
    ("row", "column", "reason", "example"),
    [
        (",follow_up,2026-01-01,2026-03-31,1,,,", "target", "is empty", "T-2026-00001"),
        (
            "T-1,after,2026-01-01,2026-03-31,1,,,",
            "phase",
            "Write baseline or follow_up",
            "follow_up",
        ),
        ("T-1,follow_up,2026-1-1,2026-03-31,1,,,", "first_day", "not a day", "2026-01-01"),
        ("T-1,follow_up,2026-01-01,31.3.2026,1,,,", "last_day", "not a day", "2026-03-31"),
        (
            "T-1,follow_up,2026-04-01,2026-03-31,1,,,",
            "last_day",
            "ends before it begins",
            "2026-03-31",
        ),
        ("T-1,follow_up,2026-01-01,2026-03-31,many,,,", "quantity", "not a number", "12"),
        ("T-1,follow_up,2026-01-01,2026-03-31,-1,,,", "quantity", "not a number", "12"),
        ("T-1,follow_up,2026-01-01,2026-03-31,0.00001,,,", "quantity", "not a number", "12"),
        ("T-1,follow_up,2026-01-01,2026-03-31,10000000000,,,", "quantity", "too large", "12"),
        ("T-1,follow_up,2026-01-01,2026-03-31,,1.5,,", "events", "whole numbers", "0"),
        ("T-1,follow_up,2026-01-01,2026-03-31,,0,9999999999,", "hours", "too many hours", "48000"),
        ("T-1,follow_up,2026-01-01,2026-03-31,,,,", "quantity", "no reading in this row", "12"),
    ],
)
def test_a_wrong_cell_is_named_with_an_example(
    row: str, column: str, reason: str, example: str
) -> None:
    run = dry_run(file(row, GOOD))
    (error,) = run.errors
    assert (error.row, error.column, error.example) == (2, column, example)
    assert reason in str(error.reason)
    assert [good.row for good in run.rows] == [3]


def test_the_same_period_twice_is_refused() -> None:
    run = dry_run(file(GOOD, "", GOOD, GOOD.replace("follow_up", "baseline")))
    assert [(e.row, str(e.reason)) for e in run.errors] == [
        (4, "The same target and period are already in row 2. Leave one.")
    ]
    assert [row.row for row in run.rows] == [2, 5]


def test_a_file_without_its_columns_stores_nothing() -> None:
    run = dry_run(file(GOOD, header="target,phase"))
    assert ([error.column for error in run.errors], run.rows) == (["first_day", "last_day"], ())


@pytest.mark.parametrize(
    ("text", "wrong"), [("0.8", False), ("1", False), ("", False), ("80", True), ("80 %", True)]
)
def test_a_share_is_at_most_one(text: str, wrong: bool) -> None:
    assert (wrong_reading(ReadingKind.SHARE, text) is not None) == wrong
