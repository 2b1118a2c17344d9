"""A row of a file as a reading, or every place in it that has to be mended."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from core.domain.periods import Period
from core.domain.tables import CellError, Row
from outcomes.domain.claims import Beside, Reading
from outcomes.domain.file_rows import COLUMNS, ClaimRow, claim_in
from outcomes.domain.lifecycle import Phase
from outcomes.domain.summaries import MOST_TOLD, Summary

GOOD = {
    "target": "T-1",
    "phase": "follow_up",
    "first_day": "2026-01-01",
    "last_day": "2026-03-31",
    "quantity": "12",
}


def a_row(**cells: str) -> Row:
    return Row(2, {**GOOD, **cells})


def test_a_good_row_is_a_reading() -> None:
    row = a_row(
        worksite="M-7", events="0", hours="48,000.25", people="1", deaths="0", lost_days="12",
        near_misses="３", note="done",
    )  # fmt: skip
    assert claim_in(row) == ClaimRow(
        2,
        "T-1",
        "M-7",
        Reading(
            Phase.FOLLOW_UP,
            Period(date(2026, 1, 1), date(2026, 3, 31)),
            quantity=Decimal(12),
            events=0,
            hours=Decimal("48000.25"),
            note="done",
            beside=Beside(people=1, deaths=0, lost_days=12, near_misses=3),
        ),
    )


def test_missing_stays_missing_and_zero_stays_zero() -> None:
    claim = claim_in(a_row(quantity="", events="0"))
    assert isinstance(claim, ClaimRow)
    assert (claim.reading.quantity, claim.reading.events, claim.reading.hours) == (None, 0, None)
    assert claim.reading.beside == Beside()


@pytest.mark.parametrize(
    ("cells", "column", "reason", "example"),
    [
        ({"target": ""}, "target", "is empty", "T-2026-00001"),
        ({"phase": "after"}, "phase", "Write baseline or follow_up", "follow_up"),
        ({"first_day": "31.3.2026"}, "first_day", "not a day", "2026-01-01"),
        ({"last_day": ""}, "last_day", "not a day", "2026-03-31"),
        ({"last_day": "2025-12-31"}, "last_day", "ends before it begins", "2026-03-31"),
        ({"quantity": "many"}, "quantity", "not a number", "12"),
        ({"quantity": "-1"}, "quantity", "not a number", "12"),
        ({"quantity": "0.00001"}, "quantity", "not a number", "12"),
        ({"quantity": "10000000000"}, "quantity", "too large", "12"),
        ({"events": "1.5"}, "events", "whole numbers", "0"),
        ({"hours": "9999999999"}, "hours", "too many hours", "48000"),
        ({"people": "1.5"}, "people", "whole numbers up to 1,000,000", "0"),
        ({"lost_days": "1000001"}, "lost_days", "whole numbers up to 1,000,000", "0"),
        ({"quantity": ""}, "quantity", "no reading in this row", "12"),
        ({"quantity": "", "people": "1"}, "quantity", "no reading in this row", "12"),
        ({"note": "x" * 2_001}, "note", "too long", ""),
    ],
)
def test_a_wrong_cell_is_named_with_an_example(
    cells: dict[str, str], column: str, reason: str, example: str
) -> None:
    found = claim_in(a_row(**cells))
    assert isinstance(found, tuple)
    (error,) = found
    assert (error.row, error.column, error.example) == (2, column, example)
    assert reason in str(error.reason)


def test_every_example_is_right() -> None:
    """An example that would be refused is worse than none."""
    assert isinstance(claim_in(Row(2, {one.name: one.example for one in COLUMNS})), ClaimRow)


def test_everything_wrong_is_told_at_once() -> None:
    found = claim_in(Row(9, {"target": "", "phase": "", "first_day": "", "last_day": ""}))
    assert isinstance(found, tuple)
    assert all(isinstance(one, CellError) for one in found)
    assert [one.column for one in found] == ["target", "phase", "first_day", "last_day", "quantity"]


def test_sums_leave_out_what_nobody_knows() -> None:
    summary = Summary()
    period = Period(date(2026, 1, 1), date(2026, 1, 31))
    for number, events in enumerate((3, None, 0)):
        reading = Reading(Phase.FOLLOW_UP, period, events=events)
        summary.add(f"T-{number}", reading, replaces=number > 0, is_unchanged=number == 1)
    told = summary.as_json()
    assert told["sums"] == {"events": "3"}
    assert (told["new"], told["replaced"], told["unchanged"]) == (1, 1, 1)


def test_a_long_list_of_targets_is_cut_and_says_so() -> None:
    summary = Summary()
    reading = Reading(Phase.FOLLOW_UP, Period(date(2026, 1, 1), date(2026, 1, 31)), events=0)
    for number in range(MOST_TOLD + 3):
        summary.add(f"T-{number:03d}", reading, replaces=False, is_unchanged=False)
    assert summary.as_json()["more_targets"] == 3
