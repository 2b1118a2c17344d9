"""A file that somebody else made, as records: UTF-8, Korean Excel or American public data."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from core.domain.errors import RuleBroken
from core.domain.tables import WORKBOOK

MOST_BYTES = 256 * 1024 * 1024
WESTERN = (b"establishment_name", b"total_hours_worked")  # public files of OSHA, in cp1252
LONGEST_CELL = 131_072


def records_in(content: bytes) -> Iterator[list[str]]:
    """Rows as lists of cells, the header first; refuses what is no CSV."""
    text = text_in(content)
    first = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(",\t;", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    while True:
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise RuleBroken(
                "Line %(line)s is not proper CSV: a quotation mark is open or a cell is too long. "
                "Save the file again as CSV.",
                field="input",
                line=reader.line_num,
            ) from None
        yield record


def text_in(content: bytes) -> str:
    """UTF-8 first; then CP949, or cp1252 before it where the header is that of OSHA."""
    if content.startswith(WORKBOOK):
        raise RuleBroken("This is an Excel workbook. Save it as CSV and send that file.")
    if len(content) > MOST_BYTES:
        raise RuleBroken(
            "The file has %(size)s bytes; at most %(most)s are read at once. Split it.",
            size=len(content),
            most=MOST_BYTES,
        )
    header = content[: content.find(b"\n")].lower()
    western = any(name in header for name in WESTERN)
    legacy = ("cp1252", "cp949") if western else ("cp949", "cp1252")
    text = _decoded(content, ("utf-8-sig", *legacy))
    if "\0" in text:
        raise RuleBroken("The file is neither UTF-8 nor CP949 text. Save it as CSV (UTF-8).")
    return text


def _decoded(content: bytes, encodings: tuple[str, ...]) -> str:
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")  # every byte is a letter there; numbers stay numbers
