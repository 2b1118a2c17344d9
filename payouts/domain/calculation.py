"""How much is due now: earned in total, less paid before, never above what is reserved."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.errors import RuleBroken
from core.domain.money import NOTHING, Money
from core.domain.words import say
from programs.domain.terms import Line, Priced

BEFORE, HELD = "paid_before", "held"


@dataclass(frozen=True, slots=True)
class Calculation:
    """An amount and the working that led to it; below zero it is claimed back, never paid."""

    lines: tuple[Line, ...]
    due: Money

    @property
    def claims_back(self) -> bool:
        """More was paid than is earned now: a person has to decide on an adjustment."""
        return self.due < NOTHING


def calculate(*, priced: Priced, paid_before: Money, left: Money) -> Calculation:
    """What is due of everything earned so far.

    `paid_before` is all that earlier payouts of the same scope have claimed, paid or not yet.
    """
    if min(paid_before, left) < NOTHING:
        raise RuleBroken(
            "Paid before (%(paid)s) and left of the reserve (%(left)s) cannot be below zero. "
            "Check the books.",
            paid=paid_before,
            left=left,
        )
    lines = list(priced.lines)
    if paid_before:
        lines.append(
            Line(BEFORE, say("Less what earlier payouts have claimed already."), -paid_before)
        )
    due = priced.total - paid_before
    if due > left:
        held = say("Only %(left)s is left of the reserve; the rest is not paid.", left=left)
        lines.append(Line(HELD, held, left - due))
        due = left
    return Calculation(tuple(lines), due)
