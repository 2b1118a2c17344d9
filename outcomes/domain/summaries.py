"""What a file says in all, so that its sender can hold it against their own sums."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from core.domain.numbers import plain
from outcomes.domain.claims import Reading, exact

SUMMED = ("quantity", "events", "hours")


@dataclass(slots=True)
class Summary:
    """Counts of rows, and the sums of their numbers; a number that nobody gave is in no sum."""

    rows: int = 0
    new: int = 0
    replaced: int = 0
    unchanged: int = 0
    targets: Counter[str] = field(default_factory=Counter)
    sums: dict[str, Decimal] = field(default_factory=dict)
    first: str = ""
    last: str = ""

    def add(self, target: str, reading: Reading, *, replaces: bool, is_unchanged: bool) -> None:
        """One more row."""
        self.rows += 1
        self.unchanged += is_unchanged
        self.replaced += replaces and not is_unchanged
        self.new += not replaces
        self.targets[target] += 1
        first, last = str(reading.period.first), str(reading.period.last)
        self.first = min(self.first or first, first)
        self.last = max(self.last, last)
        self._sum(reading)

    def _sum(self, reading: Reading) -> None:
        numbers = (reading.quantity, exact(reading.events), reading.hours)
        for name, number in zip(SUMMED, numbers, strict=True):
            if number is not None:
                self.sums[name] = self.sums.get(name, Decimal(0)) + number

    def as_json(self) -> dict[str, Any]:
        """How it is kept beside the file."""
        return {
            "rows": self.rows,
            "new": self.new,
            "replaced": self.replaced,
            "unchanged": self.unchanged,
            "targets": dict(sorted(self.targets.items())[:MOST_TOLD]),
            "more_targets": max(0, len(self.targets) - MOST_TOLD),
            "sums": {name: plain(number) for name, number in self.sums.items()},
            "first": self.first,
            "last": self.last,
        }


MOST_TOLD = 50
