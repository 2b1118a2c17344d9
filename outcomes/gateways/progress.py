"""How far a long transaction has come, told to everybody before it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

from django.db import connection

Tell = Callable[[int, int], None]
PAUSE = 1  # seconds: a reader sees no more, and the database has other work


@contextmanager
def told_aside(table: str, key: int) -> Iterator[Tell]:
    """A line of its own to the database: what is told on it is stored at once, whatever follows."""
    aside, last = connection.copy(), monotonic()

    def tell(done: int, total: int) -> None:
        nonlocal last
        if monotonic() - last < PAUSE:
            return
        last = monotonic()
        with aside.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET done = %s, rows = %s WHERE id = %s",  # noqa: S608 - our own
                [done, max(done, total), key],
            )

    try:
        yield tell
    finally:
        aside.close()
