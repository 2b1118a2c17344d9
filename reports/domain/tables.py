"""Tables that leave the house as CSV: readable in a spreadsheet, and harmless there."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

BYTE_ORDER_MARK = "\ufeff"  # without it a Korean spreadsheet program reads gibberish
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
AS_TEXT = "'"


class Table(StrEnum):
    """What can be exported."""

    PAYOUTS = "payouts"
    AGREEMENTS = "agreements"
    VERIFICATIONS = "verifications"
    ENTRIES = "entries"


# A table is taken away only by whoever may look at what is in it.
LOOKED_AT_BY = {
    Table.PAYOUTS: "payout.see",
    Table.AGREEMENTS: "agreement.see",
    Table.VERIFICATIONS: "target.see",
    Table.ENTRIES: "books.see",
}


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """One line of CSV after another; nothing is held back or cut off."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + str(writer.writerow(_harmless(header)))
    for row in rows:
        yield str(writer.writerow(_harmless(row)))


def harmless(cell: object) -> object:
    """A text that a spreadsheet would run as a formula is handed over as text; numbers stay."""
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return AS_TEXT + cell
    return "" if cell is None else cell


def _harmless(row: Sequence[object]) -> list[object]:
    return [harmless(cell) for cell in row]


class _Echo:
    """A file that hands every line straight back."""

    def write(self, line: str) -> str:
        return line
