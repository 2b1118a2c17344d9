"""Tables as people send them, read row by row from the store: CSV in two encodings, and Excel."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from core.domain.errors import RuleBroken
from outcomes.gateways.kinds import CSV, XLSX
from outcomes.gateways.sheets.sheet import Sheet
from outcomes.gateways.sheets.texts import text_sheet
from outcomes.gateways.sheets.workbooks import workbook_sheet
from outcomes.gateways.store import at_hand

READERS = {CSV: text_sheet, XLSX: workbook_sheet}

__all__ = ["READERS", "Sheet", "opened"]


@contextmanager
def opened(sha256: str, content_type: str) -> Iterator[Sheet]:
    """The table in the file with this hash; nothing of it is read before its rows are asked for."""
    try:
        with at_hand(sha256) as path, READERS[content_type](path) as sheet:
            yield sheet
    except FileNotFoundError:
        raise RuleBroken(
            "The file is not in the store any more. Choose it again, and tell the agency."
        ) from None
