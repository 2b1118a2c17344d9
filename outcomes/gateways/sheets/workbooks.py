"""An Excel workbook: its first visible sheet, once it is sure that it fits into memory."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from numbers import Real
from pathlib import Path

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from core.domain.errors import RuleBroken
from core.domain.numbers import plain
from outcomes.gateways.sheets.sheet import Record, Sheet

MOST_CELLS = 4_000_000  # the reader keeps a full rectangle: a hundred thousand rows of forty
PIECE, SEAM = 1 << 20, 32
PLACE = re.compile(rb"""\br=["']([A-Z]{0,3})([0-9]{1,7})["']""")
SHEETS = "xl/worksheets/"
BROKEN = (CalamineError, zipfile.BadZipFile, OSError, ValueError)


@contextmanager
def workbook_sheet(path: Path) -> Iterator[Sheet]:
    """The table on the first sheet that can be seen; formulas count as what they showed last."""
    try:
        _check_size(path)
        book = CalamineWorkbook.from_path(path)
        sheet = _first_visible(book)
    except BROKEN:
        raise RuleBroken(
            "The Excel file cannot be read: it is damaged or protected. Save it again as XLSX "
            "without a password, or as CSV."
        ) from None
    with book:
        yield Sheet(sheet.total_height, _records(sheet))


def _records(sheet: CalamineSheet) -> Iterator[Record]:
    for number, row in enumerate(sheet.iter_rows(), start=1):
        yield number, [_text(cell) for cell in row]


def _first_visible(book: CalamineWorkbook) -> CalamineSheet:
    names = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]
    if not names:
        raise ValueError("no sheet that can be seen")
    return book.get_sheet_by_name(names[0])


def _text(cell: object) -> str:
    """As the spreadsheet shows it: fifteen digits of a number, a day without its midnight."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, Real):
        return plain(Decimal(f"{cell:.15g}"))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ").removesuffix(" 00:00:00")
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _check_size(path: Path) -> None:
    """One cell at the far end of a small file asks for more memory than the machine has."""
    with zipfile.ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if name.startswith(SHEETS)]
        largest = max((_cells(parts, name) for name in sheets), default=0)
    if largest > MOST_CELLS:
        raise RuleBroken(
            "The sheet is too large: it reaches over more than %(cells)s cells. Delete empty rows "
            "and columns at its end, or save it as CSV.",
            cells=f"{MOST_CELLS:,}",
        )


def _cells(parts: zipfile.ZipFile, name: str) -> int:
    rows = columns = 0
    with parts.open(name) as part:
        rest = b""
        while piece := part.read(PIECE):
            for letters, number in PLACE.findall(rest + piece):
                rows, columns = max(rows, int(number)), max(columns, _column(letters))
            rest = piece[-SEAM:]
    return rows * columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
