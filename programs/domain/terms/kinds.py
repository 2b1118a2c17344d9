"""What a name stands for, known before any number is: its kind, unit, level and grid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from math import gcd

from programs.domain.terms.units import PURE, Unit
from programs.domain.terms.values import is_sane


class What(StrEnum):
    """The kinds of value."""

    NUMBER = "number"
    TRUTH = "yes_no"
    WORD = "choice"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Kind:
    """`grid`: all values are whole multiples of it (0: it is always zero, None: not known)."""

    what: What = What.NUMBER
    unit: Unit = PURE
    level: int = 0
    grid: Fraction | None = None
    words: tuple[str, ...] = ()
    is_literal: bool = False  # a written number takes whatever unit stands beside it

    def at(self, level: int) -> Kind:
        """The same on another level."""
        return replace(self, level=level)


TRUTH = Kind(What.TRUTH)
DATE = Kind(What.DATE, grid=Fraction(1))


def number(unit: Unit, grid: Fraction | None) -> Kind:
    """A number in a unit; the level is found from what it is made of."""
    return Kind(What.NUMBER, unit, 0, grid)


def common(*grids: Fraction | None) -> Fraction | None:
    """The largest grid that holds sums of numbers on these grids."""
    found = Fraction(0)
    for grid in grids:
        if grid is None:
            return None
        over = gcd(found.numerator * grid.denominator, grid.numerator * found.denominator)
        found = Fraction(over, found.denominator * grid.denominator)
        if not is_sane(found):
            return None
    return found


def product(*grids: Fraction | None) -> Fraction | None:
    """The grid of a product."""
    found = Fraction(1)
    for grid in grids:
        if grid is None:
            return None
        found *= grid
        if not is_sane(found):  # squares of squares would take for ever
            return None
    return found


def lies_on(grid: Fraction | None, unit: Fraction) -> bool:
    """Whether all numbers on this grid are whole multiples of the unit."""
    return grid is not None and (grid / unit).denominator == 1
