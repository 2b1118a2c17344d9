"""What is known of columns before their rows come: their scale, and how far they can reach."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeAlias

from programs.domain.terms.bulk.columns import Array
from programs.domain.terms.bulk.rows import Rows
from programs.domain.terms.kinds import What, common, lies_on
from programs.domain.terms.operands import Operand
from programs.domain.terms.spans import Span, point
from programs.domain.terms.values import MOST_BITS

ONE = Fraction(1)
LIMIT = 2**62  # int64 holds twice as much, so that one addition never runs over
ANYTHING = Span(Fraction(-(2**MOST_BITS)), Fraction(2**MOST_BITS))  # nothing larger is ever priced

Getter: TypeAlias = Callable[[Rows], Any]
"""A column, or a written number, for the rows of a step."""


class NoScaleError(Exception):
    """Columns whose common scale would be absurdly fine; their step is worked row by row."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number is a count of `scale`s. `is_whole`: all counts are whole. `words`: of a choice."""

    what: What
    level: int = 0
    scale: Fraction = ONE
    span: Span = ANYTHING
    is_whole: bool = True
    words: tuple[str, ...] = ()

    @property
    def is_narrow(self) -> bool:
        """Whether int64 holds every count."""
        return self.is_whole and self.reach(self.scale) < LIMIT

    def reach(self, scale: Fraction) -> Fraction:
        """The largest count of a scale that it can come to, below or above zero."""
        return max(abs(self.span.low), abs(self.span.high)) / scale

    @property
    def is_sane(self) -> bool:
        """Whether none of its values can be so long that pricing refuses it."""
        count = int(self.reach(self.scale)).bit_length()
        scale = self.scale.numerator.bit_length() + self.scale.denominator.bit_length()
        return self.is_whole and count + scale <= MOST_BITS


@dataclass(frozen=True, slots=True)
class Kernel:
    """A step for many rows at once, whose parts come as a list.

    `unknown` is given where only what counts has to be known.
    """

    run: Getter
    scale: Fraction = ONE
    is_whole: bool = True
    unknown: Getter | None = None


@dataclass(slots=True)
class Facts:
    """What one step takes. `within`: no count that turns up while it is worked is larger.

    `most`: how many subjects inside there can be where a step gathers them.
    """

    known: Mapping[str, Fact]
    most: int = 1
    within: Fraction = Fraction(0)
    is_whole: bool = True

    @property
    def is_wide(self) -> bool:
        """Whether it has to be worked in Python numbers, which have no end."""
        return not self.is_whole or self.within >= LIMIT

    def of(self, operand: Operand) -> Fact:
        """A written number is a count of itself."""
        if operand.value is None:
            return self.known[operand.text]
        return Fact(What.NUMBER, scale=abs(operand.value) or ONE, span=point(operand.value))

    def common(self, operands: Iterable[Operand]) -> Fraction:
        """The scale on which all of them are whole counts."""
        return shared(self.of(one).scale for one in operands)

    def reach(self, operand: Operand, scale: Fraction) -> Fraction:
        """The largest count that it can come to."""
        return self.of(operand).reach(scale)

    def lies_on(self, operand: Operand, unit: Fraction) -> bool:
        """Whether it is known to be whole units."""
        fact = self.of(operand)
        return fact.is_whole and lies_on(fact.scale, unit)

    def meet(self, *counts: Fraction | int) -> None:
        """Counts that turn up on the way."""
        self.within = max([self.within, *(abs(Fraction(one)) for one in counts)])

    def number(self, operand: Operand, scale: Fraction | None = None) -> Getter:
        """Its counts of a scale, of its own unless one is given."""
        fact = self.of(operand)
        scale = scale or fact.scale
        self.meet(fact.reach(scale))
        if operand.value is not None:
            written = plain(operand.value / scale)
            return lambda _rows: written
        self.is_whole = self.is_whole and fact.is_whole
        name, level, factor = operand.text, fact.level, plain(fact.scale / scale)
        if factor == 1:
            return lambda rows: rows.numbers(name, level)
        self.meet(factor)
        return lambda rows: rows.numbers(name, level) * factor

    def plain(self, operand: Operand) -> Getter:
        """Yes or no, or the place of a choice in its list of words."""
        name, level = operand.text, self.of(operand).level
        return lambda rows: rows.plain(name, level)

    def unknown(self, operand: Operand) -> Getter:
        """Where it is not known; a written number always is."""
        if operand.value is not None:
            return lambda _rows: None
        name, level = operand.text, self.of(operand).level
        return lambda rows: rows.unknown(name, level)

    def kernel(self, run: Getter, scale: Fraction) -> Kernel:
        """One whose counts are whole if those it takes are."""
        return Kernel(run, scale, self.is_whole)


def shared(scales: Iterable[Fraction]) -> Fraction:
    """The largest scale of which all of these are whole multiples."""
    found = common(*scales)
    if found is None:
        raise NoScaleError
    return found or ONE


def plain(number: Fraction) -> int | Fraction:
    """A whole number as one."""
    return number.numerator if number.denominator == 1 else number


def either(masks: Iterable[Array | None]) -> Array | None:
    """Where any of them marks a row; nothing if none marks any."""
    found: Array | None = None
    for mask in masks:
        if mask is not None:
            found = mask if found is None else found | mask
    return found
