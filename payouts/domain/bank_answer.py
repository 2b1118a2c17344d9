"""The bank's answer as a table, read by column names whatever their order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.domain.cells import day_in, whole_in
from core.domain.money import Money
from core.domain.tables import MOST_ERRORS, CellError, Column, Row, read_table
from core.domain.words import say
from payouts.domain.answer_line import Answer, AnswerLine
from payouts.domain.lifecycle import DisbursementState

ACCOUNT = re.compile(r"[0-9][0-9-]*")
COLUMNS = (
    Column("key", "PO-2026-00001-1"),
    Column("account", "110123456789"),
    Column("amount", "5000000"),
    Column("state", "paid"),
    Column("reason", "account closed", required=False),
    Column("settled_on", "2026-06-01", required=False),
)
HEADER = 1
STATES: Mapping[str, DisbursementState] = {
    "paid": DisbursementState.PAID,
    "failed": DisbursementState.FAILED,
    "returned": DisbursementState.RETURNED,
}


@dataclass(frozen=True, slots=True)
class AnswerLayout:
    """How one bank names its columns and its states; its own headers are aliases of ours."""

    headers: Mapping[str, str]
    states: Mapping[str, DisbursementState]


NEUTRAL = AnswerLayout({}, STATES)


def read_answer(content: bytes, layout: AnswerLayout = NEUTRAL) -> Answer:
    """Read the bank's CSV in UTF-8 or CP949; extra columns are ignored."""
    columns = [
        Column(column.name, column.example, column.required, _aliases(column.name, layout))
        for column in COLUMNS
    ]
    table = read_table(content, columns)
    lines, errors = [], list(table.errors)
    keys: dict[int, str] = {}
    for row in table.rows:
        if wrong := tuple(_errors(row, layout)):
            errors.extend(wrong)
            keys[row.number] = row.cells["key"]
        else:
            lines.append(_line(row, layout))
    return Answer(tuple(lines), tuple(errors), has_rows=_has_rows(table.errors), keys=keys)


def _has_rows(errors: Sequence[CellError]) -> bool:
    """Of a table that is broken in so many places not every row is told, so none is set aside."""
    return len(errors) < MOST_ERRORS and not any(error.row == HEADER for error in errors)


def _aliases(name: str, layout: AnswerLayout) -> tuple[str, ...]:
    return (layout.headers[name],) if name in layout.headers else ()


def _errors(row: Row, layout: AnswerLayout) -> Iterator[CellError]:
    cells = row.cells
    if not cells["key"]:
        yield CellError(
            row.number, "key", say("The key of the payment is empty."), COLUMNS[0].example
        )
    if not ACCOUNT.fullmatch(cells["account"]):
        yield CellError(
            row.number,
            "account",
            say("This is not an account number. Format the column as text before saving."),
            COLUMNS[1].example,
        )
    if whole_in(cells["amount"]) is None:
        yield CellError(
            row.number, "amount", say("This is not a whole number of won."), COLUMNS[2].example
        )
    if cells["state"] not in layout.states:
        yield CellError(
            row.number,
            "state",
            say(
                "“%(state)s” is not a state that is known here.",
                state=cells["state"][:40],
            ),
            ", ".join(layout.states),
        )
    if cells.get("settled_on") and day_in(cells["settled_on"]) is None:
        yield CellError(
            row.number,
            "settled_on",
            say("This is not a day. Write year-month-day."),
            COLUMNS[5].example,
        )


def _line(row: Row, layout: AnswerLayout) -> AnswerLine:
    cells = row.cells
    return AnswerLine(
        row.number,
        cells["key"],
        cells["account"].replace("-", ""),
        Money(whole_in(cells["amount"]) or 0),
        layout.states[cells["state"]],
        cells.get("reason", "")[:200],
        day_in(cells.get("settled_on", "")),
    )
