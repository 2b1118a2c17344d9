"""A CSV read from the disk row by row, in UTF-8 or in the code page of Korean Excel."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from core.domain.errors import RuleBroken
from outcomes.gateways.sheets.sheet import Record, Sheet

ENCODINGS = ("utf-8-sig", "cp949")
PIECE = 1 << 20


@contextmanager
def text_sheet(path: Path) -> Iterator[Sheet]:
    """Looked through once for its encoding and its lines; then read as it is asked for."""
    encoding, lines = _looked_through(path)
    with path.open(encoding=encoding, newline="") as file:
        yield Sheet(lines, _records(file))


def _records(file: IO[str]) -> Iterator[Record]:
    try:
        yield from enumerate(csv.reader(file, strict=True), start=1)
    except csv.Error:
        raise RuleBroken(
            "The file is not a proper CSV: a quotation mark is open or a cell is too long. "
            "Save it again as CSV."
        ) from None


def _looked_through(path: Path) -> tuple[str, int]:
    for encoding in ENCODINGS:
        try:
            return encoding, _lines(path, encoding)
        except UnicodeDecodeError:
            continue
    raise RuleBroken("The file is neither UTF-8 nor CP949 text. Save it as CSV (UTF-8).")


def _lines(path: Path, encoding: str) -> int:
    lines = 1
    with path.open(encoding=encoding, newline="") as file:
        while piece := file.read(PIECE):
            if "\0" in piece:
                raise UnicodeDecodeError(encoding, b"\0", 0, 1, "a NUL is no letter")
            lines += piece.count("\n")
    return lines
