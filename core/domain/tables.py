"""Reading a CSV that a person made: columns by name, every error with row, column and example."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from core.domain.cells import bare_cell
from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say

MOST_BYTES = 5_000_000
MOST_ROWS = 20_000
MOST_ERRORS = 200
WORKBOOK = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .xls files begin


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its header; other headers may name it in other languages."""

    name: str
    example: str
    required: bool = True
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong where, and a value that would be right."""

    row: int
    column: str
    reason: Sentence
    example: str = ""


class RowsBroken(RuleBroken):
    """Rows that cannot come in; all that has to be mended is told at once, not only the first."""

    def __init__(self, errors: Sequence[CellError]) -> None:
        first = errors[0]
        told = say(
            "Nothing was stored: %(count)s places have to be mended, the first in row %(row)s: "
            "%(reason)s",
            count=len(errors),
            row=first.row,
            reason=first.reason,
        )
        super().__init__(told.text, field=first.column, **told.values)
        self.errors = tuple(errors)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as a spreadsheet numbers it (the header is row 1), cells by column name."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where each column stands in the first row; `unknown` are headers that nobody asked for."""

    found: Mapping[str, int]
    width: int
    unknown: tuple[str, ...]
    errors: tuple[CellError, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What could be read, and what could not."""

    rows: tuple[Row, ...]
    errors: tuple[CellError, ...]


def read_table(content: bytes, columns: Sequence[Column], *, most: int = MOST_ROWS) -> Table:
    """Rows and errors of a CSV in UTF-8 or CP949; extra columns and any order are fine."""
    reader = csv.reader(io.StringIO(text_of(content), newline=""), strict=True)
    try:
        records = list(islice(reader, most + 2))  # one row too many is enough to know
    except csv.Error:
        raise RuleBroken(
            "The file is not a proper CSV: a quotation mark is open or a cell is too long. "
            "Save it again as CSV."
        ) from None
    if len(records) > most + 1:
        raise RuleBroken(
            "The file has more than %(most)s rows; only so many are read at once. Split it.",
            most=most,
        )
    layout = layout_of(records[0] if records else (), columns)
    if layout.errors:
        return Table((), layout.errors)
    read = [row_in(layout, number, record) for number, record in enumerate(records[1:], start=2)]
    errors = tuple(row for row in read if isinstance(row, CellError))[:MOST_ERRORS]
    return Table(tuple(row for row in read if isinstance(row, Row)), errors)


def layout_of(header: Sequence[str], columns: Sequence[Column]) -> Layout:
    """Where the columns stand in this first row, what nobody asked for, and what is wrong."""
    names = [_normal(name) for name in header]
    places = {column.name: _places(names, column) for column in columns}
    asked = {place for found in places.values() for place in found}
    return Layout(
        found={name: place[0] for name, place in places.items() if place},
        width=len(header),
        unknown=tuple(
            name.strip() for n, name in enumerate(header) if n not in asked and name.strip()
        ),
        errors=tuple(_header_errors(columns, places)),
    )


def row_in(layout: Layout, number: int, record: Sequence[str]) -> Row | CellError | None:
    """One row of the table; nothing when all its cells are empty."""
    if not any(cell.strip() for cell in record):
        return None
    if any(cell.strip() for cell in record[layout.width :]):
        return CellError(
            number,
            "",
            say(
                "This row has more cells than the first row. "
                "Put texts with a comma in quotation marks."
            ),
        )
    cells = {n: bare_cell(_cell(record, place).strip()) for n, place in layout.found.items()}
    return Row(number, cells)


def text_of(content: bytes, *, most: int = MOST_BYTES) -> str:
    """UTF-8 first, then the code page of Korean Excel."""
    if content.startswith(WORKBOOK):
        raise RuleBroken("This is an Excel workbook. Save it as CSV and send that file.")
    if len(content) > most:
        raise RuleBroken(
            "The file has %(size)s bytes; at most %(most)s are read at once. Split it.",
            size=len(content),
            most=most,
        )
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise RuleBroken("The file is neither UTF-8 nor CP949 text. Save it as CSV (UTF-8).")


def _normal(name: str) -> str:
    return name.strip().casefold()


def _places(header: Sequence[str], column: Column) -> list[int]:
    names = {_normal(name) for name in (column.name, *column.aliases)}
    return [i for i, name in enumerate(header) if name in names]


def _header_errors(
    columns: Sequence[Column], places: Mapping[str, list[int]]
) -> Iterator[CellError]:
    for column in columns:
        if len(places[column.name]) > 1:
            yield CellError(
                1, column.name, say("This column appears more than once. Leave one."), column.name
            )
        elif column.required and not places[column.name]:
            yield CellError(
                1,
                column.name,
                say("This column is missing. Add it to the first row."),
                column.name,
            )


def _cell(record: Sequence[str], place: int) -> str:
    return record[place] if place < len(record) else ""
