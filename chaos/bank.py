"""The bank at the other end of the file: `manage.py bank` answers, and what it paid is counted."""

from __future__ import annotations

import csv
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from threading import Lock

from django.core.management import call_command


@dataclass(frozen=True, slots=True)
class Paid:
    """One transfer that the bank made."""

    key: str
    won: int


@dataclass(slots=True)
class Bank:
    """Pays every file it is given, however often it is given one; that is ours to avoid."""

    folder: Path
    dice: random.Random
    refuses: float = 0.05  # of the rows, as if an account had been closed
    paid: list[Paid] = field(default_factory=list)
    files: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    _door: Lock = field(default_factory=Lock)

    def given(self, number: str, content: bytes) -> bytes:
        """Take a file in, move the money, and answer line by line."""
        with self._door:
            self.files[number] += 1
            self.folder.mkdir(parents=True, exist_ok=True)
            asked = self.folder / f"{number}-{self.files[number]}.csv"
            told = asked.with_suffix(".answer.csv")
            asked.write_bytes(content)
            keys = [line["key"] for line in _lines(content)]
            self.rows.update(keys)
            refused = [key for key in keys if self.dice.random() < self.refuses]
            options = [f"--refuse={key}" for key in refused]
            call_command("bank", str(asked), str(told), *options, stdout=StringIO())
            answer = told.read_bytes()
            self.refused += len(refused)
            self.paid += [
                Paid(line["key"], int(line["amount"]))
                for line in _lines(answer)
                if line["state"] == "paid"
            ]
            return answer

    def by_payout(self) -> dict[str, list[int]]:
        """Payout by payout what was transferred; the last part of a key only counts attempts."""
        found: dict[str, list[int]] = defaultdict(list)
        for one in self.paid:
            found[one.key.rpartition("-")[0]].append(one.won)
        return dict(found)


def _lines(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))
