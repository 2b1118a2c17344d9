"""A row of a file as a reading, or every place in it that has to be mended, with an example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.domain.periods import Period
from core.domain.spellings import narrow, spelled_day, spelled_number
from core.domain.tables import CellError, Column, Row
from core.domain.words import Sentence, say
from outcomes.domain.claims import Beside, Reading
from outcomes.domain.lifecycle import Phase
from outcomes.domain.measurements import LONGEST_NOTE, ReadingKind, wrong_reading

COLUMNS = (
    Column("target", "T-2026-00001"),
    Column("worksite", "124-81-00998", required=False),
    Column("phase", "follow_up"),
    Column("first_day", "2026-01-01"),
    Column("last_day", "2026-03-31"),
    Column("quantity", "12", required=False),
    Column("events", "0", required=False),
    Column("hours", "48000", required=False),
    Column("people", "0", required=False),
    Column("deaths", "0", required=False),
    Column("lost_days", "0", required=False),
    Column("near_misses", "3", required=False),
    Column("note", "", required=False),
)
EXAMPLES = {column.name: column.example for column in COLUMNS}
PAID = {
    "quantity": ReadingKind.COUNT,
    "events": ReadingKind.EVENTS,
    "hours": ReadingKind.HOURS,
}
BESIDE = ("people", "deaths", "lost_days", "near_misses")
KINDS = {**PAID, **dict.fromkeys(BESIDE, ReadingKind.WHOLE)}
PHASES: dict[str, Phase] = {phase.value: phase for phase in Phase}


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One row of a file; the worksite is named as the sender wrote it."""

    row: int
    target: str
    worksite: str
    reading: Reading


def claim_in(row: Row, phases: Mapping[str, Phase] = PHASES) -> ClaimRow | tuple[CellError, ...]:
    """What a row claims, or everything that has to be mended in it first."""
    if wrong := tuple(_errors(row, phases)):
        return wrong
    cells, numbers = row.cells, _numbers(row)
    first, last = (_days(row)[name] for name in ("first_day", "last_day"))
    beside = {name: _whole(numbers[name]) for name in BESIDE}
    return ClaimRow(
        row=row.number,
        target=narrow(cells["target"]),
        worksite=cells.get("worksite", ""),
        reading=Reading(
            phase=phases[phase_key(cells["phase"])],
            period=Period(first or date.min, last or date.min),
            quantity=numbers["quantity"],
            events=_whole(numbers["events"]),
            hours=numbers["hours"],
            note=cells.get("note", ""),
            beside=Beside(**beside),
        ),
    )


def cell_error(row: int, column: str, reason: Sentence) -> CellError:
    """A place to mend, beside a value that would be right there."""
    return CellError(row, column, reason, EXAMPLES.get(column, ""))


def _errors(row: Row, phases: Mapping[str, Phase]) -> Iterator[CellError]:
    yield from _texts(row, phases)
    yield from _period(row)
    for name, kind in KINDS.items():
        if wrong := wrong_reading(kind, narrow(row.cells.get(name, ""))):
            yield cell_error(row.number, name, wrong)
    if not any(row.cells.get(name) for name in PAID):
        reason = say(
            "There is no reading in this row. Leave the row out, or write 0 if it was none."
        )
        yield cell_error(row.number, "quantity", reason)


def _texts(row: Row, phases: Mapping[str, Phase]) -> Iterator[CellError]:
    if not row.cells["target"]:
        yield cell_error(row.number, "target", say("The number of the target is empty."))
    if phase_key(row.cells["phase"]) not in phases:
        yield cell_error(row.number, "phase", say("Write baseline or follow_up."))
    if len(row.cells.get("note", "")) > LONGEST_NOTE:
        reason = say("This note is too long. Keep it within 2,000 letters.")
        yield cell_error(row.number, "note", reason)


def _period(row: Row) -> Iterator[CellError]:
    days = _days(row)
    for name, day in days.items():
        if day is None:
            yield cell_error(row.number, name, say("This is not a day. Write year-month-day."))
    first, last = days.values()
    if first and last and last < first:
        reason = say("The period ends before it begins. Swap the two days.")
        yield cell_error(row.number, "last_day", reason)


def _days(row: Row) -> dict[str, date | None]:
    return {name: spelled_day(row.cells[name]) for name in ("first_day", "last_day")}


def _numbers(row: Row) -> dict[str, Decimal | None]:
    return {name: spelled_number(row.cells.get(name, "")) for name in KINDS}


def _whole(number: Decimal | None) -> int | None:
    return None if number is None else int(number)


def phase_key(phase: str) -> str:
    """A side of the comparison however its word is written."""
    return phase.casefold().replace("-", "_").replace(" ", "_")
