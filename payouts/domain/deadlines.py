"""When a prepared payout should be approved, and who hears of it when it is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Circle(StrEnum):
    """Who is told: first those who can approve it, later those who work beside them."""

    APPROVERS = "approvers"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Deadline:
    """Two moments of one preparation: it should be approved by then, and then others hear of it."""

    due_at: datetime
    escalates_at: datetime

    def of(self, circle: Circle) -> datetime:
        """When this circle is told."""
        return self.due_at if circle == Circle.APPROVERS else self.escalates_at


def deadline_of(prepared_at: datetime, *, days: int, further_days: int) -> Deadline:
    """Whole days from the moment it was prepared."""
    due = prepared_at + timedelta(days=days)
    return Deadline(due, due + timedelta(days=further_days))
