"""Measure a stretch of work: rows, seconds and how many queries the database saw."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection

HEAD = "| step | rows | seconds | rows per second | queries per row |\n|---|--:|--:|--:|--:|"


@dataclass
class Measured:
    """One line of the table."""

    what: str
    rows: int
    seconds: float = 0.0
    queries: int = 0

    @property
    def per_second(self) -> float:
        return self.rows / self.seconds if self.seconds else 0.0

    @property
    def queries_per_row(self) -> float:
        return self.queries / self.rows if self.rows else 0.0


@contextmanager
def measure(what: str, rows: int) -> Iterator[Measured]:
    """Count queries through Django's own hook and take the wall clock around the block."""
    line = Measured(what, rows)

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        line.queries += 1
        return execute(sql, params, many, context)

    start = time.perf_counter()
    with connection.execute_wrapper(count):
        yield line
    line.seconds = time.perf_counter() - start


def table_of(lines: list[Measured]) -> str:
    """The lines as a table."""
    rows = "\n".join(
        f"| {one.what} | {one.rows:,} | {one.seconds:.2f} | {one.per_second:,.1f} "
        f"| {one.queries_per_row:.1f} |"
        for one in lines
    )
    return f"{HEAD}\n{rows}"
