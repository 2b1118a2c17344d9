"""How much is due now: earned in total, less paid before, never above what is reserved."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.errors import RuleBroken
from core.domain.money import NOTHING, Money
from core.domain.words import Sentence, say

EARNED, BEFORE, HELD, OVERPAID = "earned", "paid_before", "held", "overpaid"
WAITING = "waiting"


@dataclass(frozen=True, slots=True)
class Sum:
    """A line that counts towards the amount; all of them add up to it."""

    key: str
    working: Sentence
    amount: Money


@dataclass(frozen=True, slots=True)
class Calculation:
    """An amount, never below nothing, and the lines that add up to it."""

    sums: tuple[Sum, ...]
    due: Money


def calculate(
    *, earned: Sum, paid_before: Money, left: Money, is_known: bool = True
) -> Calculation:
    """What is due of everything earned so far; `is_known` if all of it could be evaluated.

    `paid_before` is all that earlier payouts of the same scope have claimed, paid or not yet.
    """
    if min(paid_before, left) < NOTHING:
        raise RuleBroken(
            "Paid before (%(paid)s) and left of the reserve (%(left)s) cannot be below zero. "
            "Check the books.",
            paid=paid_before,
            left=left,
        )
    sums = [earned]
    if paid_before:
        sums.append(
            Sum(BEFORE, say("Less what earlier payouts have claimed already."), -paid_before)
        )
    due = earned.amount - paid_before
    if due < NOTHING:
        sums.append(_overpaid(-due) if is_known else _waiting(-due))
        return Calculation(tuple(sums), NOTHING)
    if due > left:
        held = say("Only %(left)s is left of the reserve; the rest is not paid.", left=left)
        sums.append(Sum(HELD, held, left - due))
        due = left
    return Calculation(tuple(sums), due)


def _waiting(more: Money) -> Sum:
    """What cannot be evaluated is not zero: nothing is due yet, and nothing was too much."""
    said = say(
        "Earlier payouts carry %(more)s more than can be told now. Nothing is due until all of it "
        "can be evaluated.",
        more=more,
    )
    return Sum(WAITING, said, more)


def _overpaid(more: Money) -> Sum:
    """More was claimed than is earned now: a person has to decide on an adjustment."""
    said = say(
        "Earlier payouts carry %(more)s more than is earned now. Nothing is due; "
        "a person decides on a correction.",
        more=more,
    )
    return Sum(OVERPAID, said, more)
