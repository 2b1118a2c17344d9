"""How the largest cost of an agreement is split over the two purses of a commitment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.domain.errors import RuleBroken
from core.domain.money import Money
from ledger.domain.entries import Posting
from programs.domain.lifecycle import Part
from programs.domain.offers import PLAN
from programs.domain.terms import Sheet, bound


@dataclass(frozen=True, slots=True)
class Purses:
    """An amount in each purse."""

    base: Money
    success: Money

    @classmethod
    def of_won(cls, base: int, success: int) -> Purses:
        """From whole won as tables hold it."""
        return cls(Money(base), Money(success))

    @property
    def both(self) -> Money:
        """The two together."""
        return self.base + self.success

    def of(self, part: Part) -> Money:
        """One of the two."""
        return self.base if part == Part.BASE else self.success

    def __neg__(self) -> Purses:
        return Purses(-self.base, -self.success)

    def legs(self, moved: Callable[[Money, Part], tuple[Posting, ...]]) -> tuple[Posting, ...]:
        """One entry for both purses; a purse that does not move has no legs."""
        return tuple(leg for part in Part if self.of(part) for leg in moved(self.of(part), part))


def check_covered(free: Purses, cost: Purses) -> None:
    """Refuse terms that could cost more than each purse has free, and say how much is free."""
    for part in Part:
        if cost.of(part) > free.of(part):
            raise not_covered(part, free.of(part), cost.of(part))


def not_covered(part: Part, free: Money, cost: Money) -> RuleBroken:
    """Why these terms can't be paid for."""
    if part == Part.BASE:
        return RuleBroken(
            "The terms can cost %(cost)s from the first tranche, and %(free)s of it is free. "
            "Lower the fixed amounts, or ask the bank to amend its commitment.",
            cost=cost,
            free=free,
        )
    return RuleBroken(
        "The terms can cost %(cost)s from the part on results, and %(free)s of it is free. "
        "Lower the cap, or ask the bank to amend its commitment.",
        cost=cost,
        free=free,
    )


def check_not_taken(free: Purses, taken: Purses) -> None:
    """Refuse an amendment that takes away what is reserved or paid."""
    for part in Part:
        if taken.of(part) > free.of(part):
            raise already_used(part, free.of(part), taken.of(part))


def already_used(part: Part, free: Money, taken: Money) -> RuleBroken:
    """Why this much can't be taken out of a commitment."""
    if part == Part.BASE:
        return RuleBroken(
            "The first tranche can't go down by %(taken)s: only %(free)s of it is free, "
            "the rest is reserved or paid. Take away less.",
            field="base_delta",
            taken=taken,
            free=free,
        )
    return RuleBroken(
        "The part on results can't go down by %(taken)s: only %(free)s of it is free, "
        "the rest is reserved or paid. Take away less.",
        field="success_delta",
        taken=taken,
        free=free,
    )


def check_in_reserve(left: Money, asked: Money) -> None:
    """Refuse to pay more than was set aside for an agreement."""
    if asked > left:
        raise RuleBroken(
            "%(asked)s can't be paid: this agreement has %(left)s left in reserve for it.",
            asked=asked,
            left=left,
        )


def largest_cost(sheet: Sheet) -> Purses:
    """What is paid on the plan out of the first tranche; all the rest out of results."""
    found = bound(sheet)
    base = found.of_tranche(PLAN).largest
    return Purses.of_won(base, found.largest - base)
