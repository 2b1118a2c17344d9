"""When a prepared payout should be approved, and who hears of it when it is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.domain.errors import RuleBroken
from core.domain.workdays import moment_after

MOST_DAYS = 60


class Circle(StrEnum):
    """Who is told: first those who can approve it, later those who work beside them."""

    APPROVERS = "approvers"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class DaysToApprove:
    """Working days for the approvers, and further ones after which others hear of it."""

    approvers: int = 3
    others: int = 2

    def __post_init__(self) -> None:
        if not (1 <= self.approvers <= MOST_DAYS and 1 <= self.others <= MOST_DAYS):
            raise RuleBroken(
                "Approvers and those who hear of it later have 1 to %(most)s working days each.",
                most=MOST_DAYS,
            )


THREE_AND_TWO = DaysToApprove()


@dataclass(frozen=True, slots=True)
class Deadline:
    """Two moments of one preparation: it should be approved by then, and then others hear of it."""

    due_at: datetime
    escalates_at: datetime

    def of(self, circle: Circle) -> datetime:
        """When this circle is told."""
        return self.due_at if circle == Circle.APPROVERS else self.escalates_at


def deadline_of(prepared_at: datetime, days: DaysToApprove) -> Deadline:
    """The time of day at which it was prepared, so many working days of Korea later."""
    due = moment_after(prepared_at, days=days.approvers)
    return Deadline(due, moment_after(due, days=days.others))
