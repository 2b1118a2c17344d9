"""What every kind of clause has in common."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from core.domain.errors import RuleBroken
from core.domain.money import NOTHING, Money, Rounding
from core.domain.numbers import grouped
from core.domain.words import Sentence, say


@dataclass(frozen=True, slots=True)
class Attainment:
    """What was verified against one target; `None` when it could not be evaluated."""

    target: Decimal
    verified: Decimal | None

    def __post_init__(self) -> None:
        if not self.target.is_finite() or self.target <= 0:
            raise RuleBroken(
                "The target is %(target)s. It has to be more than zero.", target=self.target
            )
        if self.verified is not None and not (self.verified.is_finite() and self.verified >= 0):
            raise RuleBroken(
                "The verified value is %(verified)s. It has to be zero or more; "
                "leave it empty when it could not be evaluated.",
                verified=self.verified,
            )

    def reaches(self, share: Decimal) -> bool:
        """Whether at least this share of the target was verified; missing reaches nothing."""
        if self.verified is None:
            return False
        return Fraction(self.verified) >= Fraction(share) * Fraction(self.target)


APPROVED = Attainment(Decimal(1), Decimal(1))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a calculation, with its working in words."""

    key: str
    working: Sentence
    amount: Money


class Clause(Protocol):
    """A promise that can be priced: the same attainment always earns the same money."""

    @property
    def key(self) -> str:
        """What targets and lines call it."""
        ...

    def largest(self, rounding: Rounding) -> Money:
        """The most it can ever earn."""
        ...

    def earned(self, attainment: Attainment, rounding: Rounding) -> Line:
        """Money earned in total so far, not since last time."""
        ...

    def sentences(self) -> tuple[Sentence, ...]:
        """What an officer signs."""
        ...

    def document(self) -> dict[str, Any]:
        """The clause as it is stored, without its key and kind."""
        ...


def nothing(key: str, attainment: Attainment | None) -> Line:
    """The line of a clause that has no verified value: missing is not zero, and earns nothing."""
    if attainment is None:
        return Line(key, say("Not yet verified, so nothing is earned."), NOTHING)
    return Line(
        key,
        say("It cannot be evaluated: data are missing. That is not zero, and earns nothing."),
        NOTHING,
    )


def of_target(attainment: Attainment) -> dict[str, str]:
    """The two numbers that most workings mention."""
    return {
        "verified": grouped(attainment.verified or Decimal(0)),
        "target": grouped(attainment.target),
    }
