"""What a step can work with: exact numbers, yes or no, a word; and what is not known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain
from typing import TypeAlias

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say

Scalar: TypeAlias = Fraction | bool | str
"""A date is the number of its day, so that days can be counted."""

MOST_REASONS = 20  # nobody reads more, and each would be carried along from step to step
MORE = say("There are more reasons than these.")
MOST_BITS = 2048  # larger numbers mean nothing in a contract and only cost time


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why a value cannot be told: missing is not zero. Reasons are in order, each once."""

    reasons: tuple[Sentence, ...]

    @classmethod
    def together(cls, found: list[Unknown]) -> Unknown:
        """The reasons of several unknown values, and whether there are more."""
        reasons: dict[Sentence, None] = {}
        for one in chain.from_iterable(one.reasons for one in found):
            if len(reasons) == MOST_REASONS and one not in reasons:
                return cls((*reasons, MORE))
            reasons[one] = None
        return cls(tuple(reasons))


Value: TypeAlias = Scalar | Unknown


class NotKnown(Exception):
    """A step reached for a value that is not known."""

    def __init__(self, unknown: Unknown) -> None:
        self.unknown = unknown
        super().__init__(", ".join(map(str, unknown.reasons)))


def undefined(text: str, /, **values: object) -> NotKnown:
    """Arithmetic without a result, such as a share of nothing."""
    return NotKnown(Unknown((say(text, **values),)))


def is_sane(value: Scalar) -> bool:
    """Whether a number is small enough to be meant."""
    if not isinstance(value, Fraction):
        return True
    return value.numerator.bit_length() + value.denominator.bit_length() <= MOST_BITS


def added(numbers: Iterable[Fraction]) -> Fraction:
    """The sum of a few."""
    return sum(numbers, start=Fraction(0))


def total(numbers: Iterable[Fraction]) -> Fraction:
    """The sum of many, given up once it is too large to be meant and would take ever longer."""
    found = Fraction(0)
    for one in numbers:
        found += one
        if not is_sane(found):
            raise RuleBroken(
                "A sum over many subjects gives a number of more than 600 digits. "
                "Round what is summed first."
            )
    return found
