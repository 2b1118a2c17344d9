"""Anyone's table as it was sent: any usual separator and code page, cells as text."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from core.domain.errors import RuleBroken
from core.domain.tables import text_of

MOST_BYTES = 500_000_000
SEPARATORS = ",;\t|"
QUOTED = re.compile(r'"[^"]*"')
TOLD = re.compile(r"sep=(.)\n", re.IGNORECASE)  # how some spreadsheets name their separator


@dataclass(frozen=True, slots=True)
class Line:
    """A row by its number in the file (the header is row 1)."""

    number: int
    cells: tuple[str, ...]

    def cell(self, place: int) -> str:
        """A cell; a row that ends early has empty ones."""
        return self.cells[place] if place < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """Header, rows and the hash of the file; `comma` where a comma cannot separate cells."""

    header: tuple[str, ...]
    lines: tuple[Line, ...]
    digest: str
    comma: bool = False

    def only(self, lines: tuple[Line, ...]) -> Table:
        """The same with some of its rows."""
        return replace(self, lines=lines)


NOTHING = Table((), (), hashlib.sha256(b"").hexdigest())


def table_from(content: bytes) -> Table:
    """Read UTF-8 (with or without mark) or CP949, separated by comma, semicolon, tab or bar."""
    text = text_of(content, most=MOST_BYTES).replace("\r\n", "\n").replace("\r", "\n")
    told = TOLD.match(text)
    start = 2 if told else 1
    text = text[told.end() :] if told else text
    separator = told[1] if told else _separator(text)
    records = list(_records(text, separator, start))
    if not records:
        raise RuleBroken("The file is empty. Its first row has to name the columns.")
    header = tuple(name.strip() for name in records[0].cells)
    lines = tuple(line for line in records[1:] if any(line.cells))
    for line in lines:
        _fits(line, len(header))
    return Table(header, lines, hashlib.sha256(content).hexdigest(), comma=separator != ",")


def _separator(text: str) -> str:
    """Whatever cuts the first row into most cells."""
    first = QUOTED.sub("", text.partition("\n")[0])
    return max(SEPARATORS, key=first.count)


def _records(text: str, separator: str, start: int) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for number, cells in enumerate(reader, start=start):
            yield Line(number, tuple(cell.strip() for cell in cells))
    except csv.Error:
        raise RuleBroken(
            "The file is not a proper CSV: a quotation mark is open or a cell is too long. "
            "Save it again as CSV."
        ) from None


def _fits(line: Line, width: int) -> None:
    if any(line.cells[width:]):
        raise RuleBroken(
            "Row %(row)s has more cells than the first row. "
            "Put texts that hold the separator in quotation marks.",
            row=line.number,
        )
