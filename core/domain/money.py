"""Money is a whole number of won. A fraction becomes money only through a named Rounding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP
from fractions import Fraction

from core.domain.errors import RuleBroken


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """Won, exactly. Floats and fractions are refused, so they can never leak in."""

    won: int

    def __post_init__(self) -> None:
        if type(self.won) is not int:
            raise TypeError(f"Money takes whole won, not {self.won!r}")

    def __add__(self, other: Money) -> Money:
        return Money(self.won + other.won)

    def __sub__(self, other: Money) -> Money:
        return Money(self.won - other.won)

    def __neg__(self) -> Money:
        return Money(-self.won)

    def __bool__(self) -> bool:
        return self.won != 0

    def __str__(self) -> str:
        sign = "−" if self.won < 0 else ""
        return f"{sign}₩{abs(self.won):,}"


NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class Rounding:
    """The unit (won) and direction that a contract names; there is no default."""

    unit: int
    direction: str

    def of(self, won: Fraction) -> Money:
        """Turn an exact number of won into money."""
        return Money(_whole(won / self.unit, self.direction) * self.unit)


def _whole(number: Fraction, direction: str) -> int:
    floor = number.numerator // number.denominator
    left = number - floor
    if direction == ROUND_DOWN:
        return floor if number >= 0 or not left else floor + 1
    if direction == ROUND_HALF_EVEN:
        return round(number)
    return floor + (left > Fraction(1, 2) or (left == Fraction(1, 2) and number >= 0))


ROUNDINGS = {
    "won_down": Rounding(1, ROUND_DOWN),
    "won_half_up": Rounding(1, ROUND_HALF_UP),
    "won_half_even": Rounding(1, ROUND_HALF_EVEN),
    "ten_won_down": Rounding(10, ROUND_DOWN),
    "thousand_won_down": Rounding(1000, ROUND_DOWN),
}


def total(amounts: Iterable[Money]) -> Money:
    """Sum that is well defined for an empty list."""
    return sum(amounts, start=NOTHING)


def split(whole: Money, weights: Sequence[int]) -> tuple[Money, ...]:
    """Share out by weight so that the parts add up to the whole; largest remainder, then first."""
    if min(weights, default=0) < 0 or not sum(weights):
        raise RuleBroken(
            "Nothing can be shared out: give at least one weight above zero and none below."
        )
    exact = [Fraction(whole.won) * w / sum(weights) for w in weights]
    parts = [x.numerator // x.denominator for x in exact]
    by_remainder = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: whole.won - sum(parts)]:
        parts[i] += 1
    return tuple(Money(p) for p in parts)
