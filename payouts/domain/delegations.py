"""Who may stand in for whom, and who may say so."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from core.domain.errors import RuleBroken
from core.domain.periods import Period


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away over some days, and somebody else approves meanwhile."""

    organization: int
    absent: int
    delegate: int
    period: Period
    reason: str

    def check(self, *, by: int, today: date) -> None:
        """What can be said about it without looking anything up."""
        if self.absent == self.delegate:
            raise RuleBroken("Nobody stands in for themselves. Choose another.", field="delegate")
        if by == self.delegate:
            raise RuleBroken(
                "You would stand in yourself. The person who is away, or two others, say so.",
                field="delegate",
            )
        if self.period.last < today:
            raise RuleBroken("The last day is over already. Choose a later one.", field="last_day")
        if not self.reason.strip():
            raise RuleBroken("Say why somebody stands in.", field="reason")


def check_second_person(
    by: Hashable, *, proposed_by: Hashable, absent: Hashable, delegate: Hashable
) -> None:
    """Two others set a delegation: neither of them is away, and neither stands in."""
    if by == proposed_by:
        raise RuleBroken("You proposed it yourself. Another person has to confirm it.")
    if by in {absent, delegate}:
        raise RuleBroken("It is about you. Another person has to confirm it.")
