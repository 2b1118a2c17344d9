"""The answer as a table, in columns that are told apart by their names."""

from __future__ import annotations

import csv
from io import StringIO

from config.bank.fates import Fate, Told

ANSWER = ("key", "account", "amount", "state", "reason", "settled_on")


def table(told: list[Told], *, encoding: str) -> bytes:
    """One row for each line; a table has no word for what is only under way."""
    file = StringIO(newline="")
    sheet = csv.writer(file)
    sheet.writerow(ANSWER)
    sheet.writerows(_row(line) for line in told if line.fate is not Fate.PENDING)
    return file.getvalue().encode(encoding)


def _row(line: Told) -> tuple[str, ...]:
    day = "" if line.fate is Fate.FAILED else line.on.isoformat()
    order = line.order
    return (order.key, order.account, str(order.amount), line.fate.value, line.reason, day)
