"""Days from one to another, both included: the window in which something was achieved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from core.domain.errors import RuleBroken


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """First and last day, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise RuleBroken(
                "The period ends on %(last)s, before it begins on %(first)s. Swap the two days.",
                first=self.first,
                last=self.last,
            )

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.last - self.first).days + 1

    def overlaps(self, other: Period) -> bool:
        """Whether any day belongs to both."""
        return self.first <= other.last and other.first <= self.last

    def __str__(self) -> str:
        return f"{self.first} – {self.last}"
