"""Many people at once: threads that start at the same moment, each with its own connection."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connection


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
