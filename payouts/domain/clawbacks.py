"""What a supplier was paid and has not earned: how it comes back, or is given up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum

from core.domain.errors import RuleBroken
from core.domain.money import NOTHING, Money
from core.domain.states import Lifecycle, move


class ClawbackState(StrEnum):
    """Where a sum that the supplier owes stands."""

    OPEN = "open"
    DEMANDED = "demanded"
    RECOVERED = "recovered"
    WRITTEN_OFF = "written_off"


CLAWBACK = Lifecycle(
    move("demand", ClawbackState.DEMANDED, ClawbackState.OPEN),
    # the last won of it came back, whichever way
    move("recover", ClawbackState.RECOVERED, ClawbackState.OPEN, ClawbackState.DEMANDED),
    # the last won of it was given up
    move("write_off", ClawbackState.WRITTEN_OFF, ClawbackState.OPEN, ClawbackState.DEMANDED),
)
UNDER_WAY = (ClawbackState.OPEN, ClawbackState.DEMANDED)


class OffsetState(StrEnum):
    """Where a part of a payout stands that the supplier does not get, because it owes as much."""

    TAKEN = "taken"
    SETTLED = "settled"
    RELEASED = "released"


OFFSET = Lifecycle(
    move("settle", OffsetState.SETTLED, OffsetState.TAKEN),
    move("release", OffsetState.RELEASED, OffsetState.TAKEN),
)
ALIVE = (OffsetState.TAKEN, OffsetState.SETTLED)


class RecoveryKind(StrEnum):
    """How the supplier comes to owe less, other than by an offset."""

    REPAID = "repaid"
    WRITTEN_OFF = "written_off"


# What each does to the books, and to the clawback once nothing is left of it.
VERBS = {RecoveryKind.REPAID: "claw_back", RecoveryKind.WRITTEN_OFF: "write_off"}
ENDS = {RecoveryKind.REPAID: "recover", RecoveryKind.WRITTEN_OFF: "write_off"}


def shares_of(left: Iterable[Money], most: Money) -> Iterator[Money]:
    """How much of each is offset: the oldest first, and never more than there is to be paid."""
    for one in left:
        share = min(one, most)
        most -= share
        yield share


def check_not_more(amount: Money, left: Money) -> None:
    """Nobody pays back, or is forgiven, more than is still owed."""
    if amount <= NOTHING:
        raise RuleBroken("Enter an amount above zero.", field="amount")
    if amount > left:
        raise RuleBroken(
            "%(left)s of it is still open. What payouts have taken of it is not: put those on "
            "hold first, or enter at most what is open.",
            field="amount",
            left=left,
        )
