"""How the largest cost of an agreement is split over the three purses of a commitment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.domain.errors import RuleBroken
from core.domain.money import NOTHING, Money, total
from core.domain.words import say
from ledger.domain.entries import Posting
from programs.domain.lifecycle import Part
from programs.domain.offers import INCENTIVE, PLAN
from programs.domain.terms import Sheet, bound

APART = (PLAN, INCENTIVE)  # what has a purse of its own; all else is paid on results


@dataclass(frozen=True, slots=True)
class Purses:
    """An amount in each purse."""

    base: Money = NOTHING
    success: Money = NOTHING
    incentive: Money = NOTHING

    @classmethod
    def each(cls, amount: Callable[[Part], Money]) -> Purses:
        """Asked for purse by purse."""
        return cls(*(amount(part) for part in Part))

    @classmethod
    def of_won(cls, base: int = 0, success: int = 0, incentive: int = 0) -> Purses:
        """From whole won as it is typed."""
        return cls(Money(base), Money(success), Money(incentive))

    @classmethod
    def held(cls, row: object, what: str) -> Purses:
        """What a row holds in its three columns of one kind, such as `reserved`."""
        return cls.each(lambda part: Money(getattr(row, f"{part}_{what}")))

    def columns(self, what: str) -> dict[str, int]:
        """For a row that holds them in its columns of one kind."""
        return {f"{part}_{what}": self.of(part).won for part in Part}

    @property
    def whole(self) -> Money:
        """All of them together."""
        return total(self.of(part) for part in Part)

    @property
    def won(self) -> dict[str, int]:
        """As the log keeps it."""
        return {part.value: self.of(part).won for part in Part}

    def of(self, part: Part) -> Money:
        """One of them."""
        amount: Money = getattr(self, part)
        return amount

    @property
    def is_empty(self) -> bool:
        """Whether nothing is in any of them."""
        return not any(self.of(part) for part in Part)

    @property
    def lowered(self) -> Purses:
        """By how much a change makes each purse smaller."""
        return Purses.each(lambda part: max(-self.of(part), NOTHING))

    def __add__(self, other: Purses) -> Purses:
        return Purses.each(lambda part: self.of(part) + other.of(part))

    def __sub__(self, other: Purses) -> Purses:
        return self + -other

    def __neg__(self) -> Purses:
        return Purses.each(lambda part: -self.of(part))

    def legs(self, moved: Callable[[Money, Part], tuple[Posting, ...]]) -> tuple[Posting, ...]:
        """One entry for all purses; a purse that does not move has no legs."""
        return tuple(leg for part in Part if self.of(part) for leg in moved(self.of(part), part))


def check_covered(free: Purses, cost: Purses) -> None:
    """Refuse terms that could cost more than each purse has free, and say how much is free."""
    for part in Part:
        if cost.of(part) > free.of(part):
            raise not_covered(part, free.of(part), cost.of(part))


def not_covered(part: Part, free: Money, cost: Money) -> RuleBroken:
    """Why these terms can't be paid for."""
    said = {
        Part.BASE: say(
            "The terms can cost %(cost)s from the first tranche, and %(free)s of it is free. "
            "Lower the fixed amounts, or ask the bank to amend its commitment.",
            cost=cost,
            free=free,
        ),
        Part.SUCCESS: say(
            "The terms can cost %(cost)s from the part on results, and %(free)s of it is free. "
            "Lower the cap, or ask the bank to amend its commitment.",
            cost=cost,
            free=free,
        ),
        Part.INCENTIVE: say(
            "The terms can cost %(cost)s from the incentive, and %(free)s of it is free. "
            "Lower the incentive, or ask the bank to amend its commitment.",
            cost=cost,
            free=free,
        ),
    }
    return RuleBroken.saying(said[part])


def check_not_taken(free: Purses, taken: Purses) -> None:
    """Refuse an amendment that takes away what is reserved or paid."""
    for part in Part:
        if taken.of(part) > free.of(part):
            raise already_used(part, free.of(part), taken.of(part))


def already_used(part: Part, free: Money, taken: Money) -> RuleBroken:
    """Why this much can't be taken out of a commitment."""
    said = {
        Part.BASE: say(
            "The first tranche can't go down by %(taken)s: only %(free)s of it is free, "
            "the rest is reserved, paid or leaving already. Take away less.",
            taken=taken,
            free=free,
        ),
        Part.SUCCESS: say(
            "The part on results can't go down by %(taken)s: only %(free)s of it is free, "
            "the rest is reserved, paid or leaving already. Take away less.",
            taken=taken,
            free=free,
        ),
        Part.INCENTIVE: say(
            "The incentive can't go down by %(taken)s: only %(free)s of it is free, "
            "the rest is reserved, paid or leaving already. Take away less.",
            taken=taken,
            free=free,
        ),
    }
    return RuleBroken.saying(said[part], field=f"{part}_delta")


def check_in_reserve(left: Money, asked: Money) -> None:
    """Refuse to pay more than was set aside for an agreement."""
    if asked > left:
        raise RuleBroken(
            "%(asked)s can't be paid: this agreement has %(left)s left in reserve for it.",
            asked=asked,
            left=left,
        )


def largest_cost(sheet: Sheet) -> Purses:
    """On the plan out of the first tranche, incentives out of theirs, the rest out of results.

    A cap over results and incentives may be used up by either, so each purse covers its own most.
    """
    found = bound(sheet)
    base, incentive = found.of_tranche(PLAN).largest, found.of_tranche(INCENTIVE).largest
    others = (one.largest for name, one in found.tranches.items() if name not in APART)
    rest = found.largest - base
    return Purses.of_won(base, min(rest, sum(others)), min(rest, incentive))


def in_two(cost: Purses) -> Purses:
    """As agreements were covered before incentives had a purse: they came out of results."""
    return Purses(cost.base, cost.success + cost.incentive)


def part_of(tranche: str, *, incentive_apart: bool) -> Part:
    """The purse that an amount is paid out of."""
    if tranche == PLAN:
        return Part.BASE
    return Part.INCENTIVE if tranche == INCENTIVE and incentive_apart else Part.SUCCESS
