"""What a value can be at least and at most, before anything is measured."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from programs.domain.terms.values import Scalar


@dataclass(frozen=True, slots=True)
class Span:
    """From `low` to `high`, both included. `words` are what it can be where it is no number.

    For yes-or-no values low and high are 0 or 1: (0, 1) may be either, (1, 1) is always yes.
    """

    low: Fraction
    high: Fraction
    words: frozenset[str] = frozenset()

    @property
    def is_point(self) -> bool:
        """Whether there is only one value it can have."""
        return self.low == self.high and len(self.words) <= 1

    def holds(self, value: Scalar) -> bool:
        """Whether it can be this."""
        if isinstance(value, str):
            return value in self.words
        return self.low <= value <= self.high

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Span) -> Span:
        return Span(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Span) -> Span:
        return hull_of(a * b for a in (self.low, self.high) for b in (other.low, other.high))

    def least_of(self, other: Span) -> Span:
        """The smaller of the two."""
        return Span(min(self.low, other.low), min(self.high, other.high))

    def most_of(self, other: Span) -> Span:
        """The larger of the two."""
        return Span(max(self.low, other.low), max(self.high, other.high))

    def or_else(self, other: Span) -> Span:
        """One of the two."""
        low, high = min(self.low, other.low), max(self.high, other.high)
        return Span(low, high, self.words | other.words)


ZERO = Span(Fraction(0), Fraction(0))
ONE = Span(Fraction(1), Fraction(1))
EITHER = Span(Fraction(0), Fraction(1))
NEVER = ZERO
ALWAYS = ONE


def point(value: Fraction | int) -> Span:
    """Exactly this."""
    return Span(Fraction(value), Fraction(value))


def hull_of(values: Iterable[Fraction]) -> Span:
    """From the smallest to the largest of these."""
    found = list(values)
    return Span(min(found), max(found))


def truth(*, can_be_no: bool, can_be_yes: bool) -> Span:
    """What a yes or no can be."""
    return Span(Fraction(int(not can_be_no)), Fraction(int(can_be_yes)))
