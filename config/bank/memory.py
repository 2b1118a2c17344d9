"""What the bank remembers between two files, in a file of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path

from config.bank.fates import Fate, Told
from config.bank.orders import Asked, Order

# A line per answer and not per key: what was moved twice must be seen, and not overwritten.
LINES = """
create table if not exists lines (
    mark text not null, key text not null, account text not null,
    amount integer not null, fate text not null, reason text not null, day text not null
);
"""


class Memory:
    """What this bank has moved; without a path it forgets."""

    def __init__(self, path: Path | None) -> None:
        self.path = ":memory:" if path is None else str(path)

    def paid_before(self, asked: Asked) -> frozenset[str]:
        """Keys of this file whose money has moved already and has not come back."""
        with self._open() as rows:
            held = {key for (key,) in rows.execute("select key from lines where fate = 'paid'")}
        return frozenset(order.key for order in asked.orders) & held

    def told_before(self, asked: Asked) -> list[Told]:
        """What was answered when the same file was handed in before; nothing moves again."""
        with self._open() as rows:
            found = rows.execute(
                "select key, account, amount, fate, day, reason from lines where mark = ?",
                (asked.mark,),
            ).fetchall()
        return [
            Told(Order(key, account, amount), Fate(fate), date.fromisoformat(day), reason)
            for key, account, amount, fate, day, reason in found
        ]

    def keep(self, asked: Asked, told: list[Told]) -> None:
        """Write down what was done, all of it or nothing."""
        with self._open() as rows:
            rows.executemany(
                "insert into lines values (?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        asked.mark,
                        line.order.key,
                        line.order.account,
                        line.order.amount,
                        line.fate.value,
                        line.reason,
                        line.on.isoformat(),
                    )
                    for line in told
                ],
            )

    def moved_before(self, asked: Asked) -> int:
        """Won that have left the account in other files, less what came back."""
        with self._open() as rows:
            found = rows.execute(
                "select coalesce(sum(amount), 0) from lines where mark <> ? and fate = ?",
                (asked.mark, Fate.PAID.value),
            )
            return int(found.fetchone()[0])

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        with closing(sqlite3.connect(self.path)) as rows, rows:
            rows.executescript(LINES)
            yield rows
