"""What a step can work with: exact numbers, yes or no, a word; and what is not known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say

Scalar: TypeAlias = Fraction | bool | str
"""A date is the number of its day, so that days can be counted."""

MOST_BITS = 2048  # larger numbers mean nothing in a contract and only cost time


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why a value cannot be told: missing is not zero. Reasons are in order, each once."""

    reasons: tuple[Sentence, ...]

    @classmethod
    def together(cls, found: list[Unknown]) -> Unknown:
        """All reasons of several unknown values."""
        return cls(tuple(dict.fromkeys(r for one in found for r in one.reasons)))


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
