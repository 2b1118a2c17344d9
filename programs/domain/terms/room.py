"""How much is read and worked out for one question, so that none takes the machine from others."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.errors import RuleBroken

MOST_LINES = 100_000
MOST_VALUES = 200_000


class TooMuch(RuleBroken):
    """It may make sense, but not at once."""


@dataclass(slots=True)
class Room:
    """What a question has taken so far; all cases of one question share it."""

    lines: int = 0
    values: int = 0

    def take_lines(self, count: int) -> None:
        """Lines are made for each result of a step, each amount and each report."""
        self.lines += count
        if self.lines > MOST_LINES:
            raise TooMuch(
                "This takes %(found)s lines of working or more; at most %(most)s are worked out "
                "at once. Give fewer subjects or fewer cases, or price them in bulk.",
                found=f"{self.lines:,}",
                most=f"{MOST_LINES:,}",
            )

    def take_values(self, count: int) -> None:
        """Values are what inputs ask for, told or missing."""
        self.values += count
        if self.values > MOST_VALUES:
            raise TooMuch(
                "This takes %(found)s values of inputs or more; at most %(most)s are read at "
                "once. Give fewer subjects or fewer cases.",
                found=f"{self.values:,}",
                most=f"{MOST_VALUES:,}",
            )
