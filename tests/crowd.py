"""Many people at once: threads that start at the same moment, each with its own connection."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection, transaction

T = TypeVar("T")


def together(work: list[Callable[[], None]]) -> None:
    """Start all at the same moment, each with its own connection."""
    start = threading.Barrier(len(work))

    def run(act: Callable[[], None]) -> None:
        try:
            start.wait()
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# The database itself says who waits for whom, so nobody has to guess how long to sleep.
WAITING_FOR_US = """
    SELECT count(*) FROM pg_locks
    WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))
"""


def overtaken(first: Callable[[], object], second: Callable[[], T]) -> T:
    """The first has written and not committed; the second runs into it; then the first commits."""
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            first()
            late = pool.submit(_in_own_connection, second)
            while not late.done() and not _somebody_waits():
                pass
            assert not late.done(), "the second did not run into the first"
        return late.result()


def _somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING_FOR_US)
        return bool(cursor.fetchone()[0])


def _in_own_connection(act: Callable[[], T]) -> T:
    try:
        return act()
    finally:
        connection.close()
