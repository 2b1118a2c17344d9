"""What was claimed at the items that were looked at, and what was found there."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Looked:
    """One item of the sample: what was claimed, and what was found."""

    claimed: Decimal
    verified: Decimal

    @property
    def is_wrong(self) -> bool:
        """Less than was claimed."""
        return self.verified < self.claimed

    @property
    def found(self) -> Decimal:
        """What counts of it: more than was claimed is not paid for."""
        return min(self.verified, self.claimed)


@dataclass(frozen=True, slots=True)
class Stratum:
    """A part of the list that was drawn from by itself: its length, and what was looked at."""

    frame: int
    looked: tuple[Looked, ...]

    @property
    def seen(self) -> int:
        """How many were looked at."""
        return len(self.looked)

    @property
    def wrong(self) -> int:
        """How many of them were wrong."""
        return sum(1 for one in self.looked if one.is_wrong)

    @property
    def is_whole(self) -> bool:
        """Everything was looked at, so nothing is left to extrapolate."""
        return self.seen >= self.frame
