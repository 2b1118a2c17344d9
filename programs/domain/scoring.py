"""Score an application by the declared rule, so that anybody can compute it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from core.domain.errors import RuleBroken
from core.domain.numbers import plain, rounded
from core.domain.words import Sentence, say

K = TypeVar("K")

PLACES = 2
LEAST_REVIEWERS = 3  # with fewer, nothing is left after dropping the highest and the lowest
BEST = Decimal(100)


@dataclass(frozen=True, slots=True)
class Score:
    """The mean of the marks that count, and how it came about."""

    value: Decimal
    kept: tuple[Decimal, ...]
    dropped: tuple[Decimal, Decimal]
    working: tuple[Sentence, ...]


def score_of(marks: Sequence[Decimal], *, reviewers_needed: int = LEAST_REVIEWERS) -> Score:
    """Mean after dropping one highest and one lowest mark; of equal marks only one is dropped."""
    needed = max(reviewers_needed, LEAST_REVIEWERS)
    if len(marks) < needed:
        raise RuleBroken(
            "There are %(there)s marks, and %(needed)s are needed. Wait for the other reviewers.",
            there=len(marks),
            needed=needed,
        )
    for mark in marks:
        check_mark(mark)
    lowest, *kept, highest = sorted(marks)
    together = sum(map(Fraction, kept), start=Fraction(0))
    value = rounded(together / len(kept), PLACES)
    working = (
        say(
            "%(count)s marks: %(marks)s.", count=len(marks), marks=_listed((lowest, *kept, highest))
        ),
        say(
            "One highest (%(highest)s) and one lowest (%(lowest)s) are dropped.",
            highest=plain(highest),
            lowest=plain(lowest),
        ),
        say(
            "Mean of the remaining %(count)s: %(total)s ÷ %(count)s = %(value)s, "
            "rounded to two decimals, a half upwards.",
            count=len(kept),
            total=plain(sum(kept, start=Decimal(0))),
            value=value,
        ),
    )
    return Score(value, tuple(kept), (lowest, highest), working)


def check_mark(mark: Decimal) -> None:
    """A reviewer gives 0 to 100 points, with at most two decimals."""
    if not (mark.is_finite() and 0 <= mark <= BEST) or mark != rounded(Fraction(mark), PLACES):
        raise RuleBroken(
            "The mark is %(mark)s. Give 0 to 100 points with at most two decimals, such as 87.5.",
            field="score",
            mark=mark,
        )


def places_of(scores: Mapping[K, Decimal]) -> dict[K, int]:
    """Who comes first; equal scores share a place, and the next place is left out."""
    ordered = sorted(scores.values(), reverse=True)
    return {key: ordered.index(value) + 1 for key, value in scores.items()}


def _listed(marks: Sequence[Decimal]) -> str:
    return ", ".join(plain(mark) for mark in marks)
