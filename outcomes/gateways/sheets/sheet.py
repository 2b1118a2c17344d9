"""What every reader gives: rows with the numbers that a spreadsheet shows beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Record: TypeAlias = tuple[int, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table that is read once from top to bottom; `rows` says about how many are to come."""

    rows: int
    records: Iterator[Record]
