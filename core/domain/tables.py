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


@dataclass(frozen=True, slots=True)
class Row:
    """A row as a spreadsheet numbers it (the header is row 1), cells by column name."""

    number: int
    cells: Mapping[str, str]


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
    header = [_normal(name) for name in records[0]] if records else []
    places = {column.name: _places(header, column) for column in columns}
    if errors := tuple(_header_errors(columns, places)):
        return Table((), errors)
    found = {name: place[0] for name, place in places.items() if place}
    return _rows(records[1:], found, len(header))


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


def _rows(records: Sequence[Sequence[str]], found: Mapping[str, int], width: int) -> Table:
    rows, errors = [], []
    for number, record in enumerate(records, start=2):
        if not any(cell.strip() for cell in record):
            continue
        if any(cell.strip() for cell in record[width:]):
            errors.append(
                CellError(
                    number,
                    "",
                    say(
                        "This row has more cells than the first row. "
                        "Put texts with a comma in quotation marks."
                    ),
                )
            )
            continue
        rows.append(
            Row(number, {n: bare_cell(_cell(record, place).strip()) for n, place in found.items()})
        )
    return Table(tuple(rows), tuple(errors[:MOST_ERRORS]))


def _cell(record: Sequence[str], place: int) -> str:
    return record[place] if place < len(record) else ""
