"""Measurements from a file: read as a dry run first, with a table of what has to be mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from core.domain.cells import day_in, number_in
from core.domain.tables import MOST_ERRORS, CellError, Column, Row, read_table
from core.domain.words import Sentence, say
from outcomes.domain.lifecycle import Phase


class ReadingKind(StrEnum):
    """What sort of number a reading is."""

    EVENTS = "events"
    HOURS = "hours"
    COUNT = "count"
    SHARE = "share"


MOST = Decimal(9_999_999_999)
PLACES = 4  # what the tables keep
MOST_ROWS = 2_000  # all of them are stored in one breath, while the sender waits
LONGEST_NOTE = 2_000

# Whether a number fits its kind, and what is said when it does not.
FITS: dict[ReadingKind, tuple[Callable[[Decimal], bool], Sentence]] = {
    ReadingKind.EVENTS: (
        lambda number: not number % 1 and number <= 1_000_000,
        say("Injuries are counted in whole numbers. Write 0 only when there was none."),
    ),
    ReadingKind.HOURS: (
        lambda number: number <= 1_000_000_000,
        say("These are too many hours. Write the hours worked by everybody in the period."),
    ),
    ReadingKind.COUNT: (
        lambda number: number <= MOST,
        say("This number is too large."),
    ),
    ReadingKind.SHARE: (
        lambda number: number <= 1,
        say("A share lies between 0 and 1. Write 0.8 for 80 %%."),
    ),
}
NO_NUMBER = say(
    "This is not a number. Write digits such as 12.5; leave the cell empty when it is unknown."
)

COLUMNS = (
    Column("target", "T-2026-00001"),
    Column("phase", "follow_up"),
    Column("first_day", "2026-01-01"),
    Column("last_day", "2026-03-31"),
    Column("quantity", "12", required=False),
    Column("events", "0", required=False),
    Column("hours", "48000", required=False),
    Column("note", "", required=False),
)
EXAMPLES = {column.name: column.example for column in COLUMNS}
KINDS = {
    "quantity": ReadingKind.COUNT,
    "events": ReadingKind.EVENTS,
    "hours": ReadingKind.HOURS,
}


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One row of a file; an empty reading is `None`, never zero."""

    row: int
    target: str
    phase: Phase
    first_day: date
    last_day: date
    quantity: Decimal | None
    events: int | None
    hours: Decimal | None
    note: str


@dataclass(frozen=True, slots=True)
class DryRun:
    """What would be stored, and what has to be mended first."""

    rows: tuple[ClaimRow, ...]
    errors: tuple[CellError, ...]


def wrong_reading(kind: ReadingKind, text: str) -> Sentence | None:
    """Why a text is no reading of this kind; an empty one is missing, which is not wrong."""
    if not text:
        return None
    number = number_in(text)
    if number is None or round(number, PLACES) != number:
        return NO_NUMBER
    fits, sentence = FITS[kind]
    return None if fits(number) else sentence


def dry_run(content: bytes, columns: Sequence[Column] = COLUMNS) -> DryRun:
    """Read a CSV without storing anything; doors may hand in columns with translated headers."""
    table = read_table(content, columns, most=MOST_ROWS)
    errors = list(table.errors)
    rows: list[ClaimRow] = []
    seen: dict[tuple[object, ...], int] = {}
    for row in table.rows:
        if wrong := tuple(_errors(row)):
            errors.extend(wrong)
            continue
        claim = _claim(row)
        key = (claim.target, claim.phase, claim.first_day, claim.last_day)
        if key in seen:
            errors.append(_repeated(row, seen[key]))
        else:
            seen[key] = row.number
            rows.append(claim)
    return DryRun(tuple(rows), first_of(errors))


def first_of(errors: Iterable[CellError]) -> tuple[CellError, ...]:
    """As many as a reader can use, from the top of the file."""
    return tuple(sorted(errors, key=lambda error: error.row)[:MOST_ERRORS])


def _errors(row: Row) -> Iterator[CellError]:
    yield from _texts(row)
    yield from _period(row)
    for name, kind in KINDS.items():
        if wrong := wrong_reading(kind, row.cells.get(name, "")):
            yield _error(row, name, wrong)
    if not any(row.cells.get(name) for name in KINDS):
        yield _error(
            row,
            "quantity",
            say("There is no reading in this row. Leave the row out, or write 0 if it was none."),
        )


def _texts(row: Row) -> Iterator[CellError]:
    if not row.cells["target"]:
        yield _error(row, "target", say("The number of the target is empty."))
    if row.cells["phase"] not in set(Phase):
        yield _error(row, "phase", say("Write baseline or follow_up."))
    if len(row.cells.get("note", "")) > LONGEST_NOTE:
        yield _error(row, "note", say("This note is too long. Keep it within 2,000 letters."))


def _period(row: Row) -> Iterator[CellError]:
    days = {name: day_in(row.cells[name]) for name in ("first_day", "last_day")}
    for name, day in days.items():
        if day is None:
            yield _error(row, name, say("This is not a day. Write year-month-day."))
    first, last = days.values()
    if first and last and last < first:
        yield _error(row, "last_day", say("The period ends before it begins. Swap the two days."))


def _error(row: Row, column: str, reason: Sentence) -> CellError:
    return CellError(row.number, column, reason, EXAMPLES[column])


def _repeated(row: Row, before: int) -> CellError:
    return _error(
        row,
        "target",
        say("The same target and period are already in row %(before)s. Leave one.", before=before),
    )


def _claim(row: Row) -> ClaimRow:
    cells = row.cells
    events = number_in(cells.get("events", ""))
    first, last = date.fromisoformat(cells["first_day"]), date.fromisoformat(cells["last_day"])
    return ClaimRow(
        row.number,
        cells["target"],
        Phase(cells["phase"]),
        first,
        last,
        number_in(cells.get("quantity", "")),
        None if events is None else int(events),
        number_in(cells.get("hours", "")),
        cells.get("note", ""),
    )
