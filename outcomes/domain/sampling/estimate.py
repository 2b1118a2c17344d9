"""What a sample says of the whole list: the share that is wrong, with an exact interval."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from scipy import stats

from core.domain.numbers import rounded

PLACES = 4


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """Wrong ones of those looked at, and how many may be wrong in the whole list at most."""

    wrong: int
    seen: int
    frame: int
    low: Decimal
    point: Decimal
    high: Decimal
    confidence: Decimal


def error_rate(*, wrong: int, seen: int, frame: int, confidence: Decimal) -> ErrorRate:
    """Exact two-sided interval of a share in a finite list, by inverting the hypergeometric law.

    Every number of wrong ones in the list that the sample does not refuse at (1 − confidence)/2
    on either side. Where everything was looked at there is nothing left to extrapolate.
    """
    tail = float(1 - confidence) / 2
    low = _least(wrong, seen, frame, tail)
    high = frame - _least(seen - wrong, seen, frame, tail)
    return ErrorRate(
        wrong=wrong,
        seen=seen,
        frame=frame,
        low=rounded(Fraction(low, frame), PLACES, ROUND_FLOOR),
        point=rounded(Fraction(wrong, seen), PLACES),
        high=rounded(Fraction(high, frame), PLACES, ROUND_CEILING),
        confidence=confidence,
    )


def _least(wrong: int, seen: int, frame: int, tail: float) -> int:
    """The fewest wrong ones in the list under which so many in the sample are not too rare."""
    low, high = wrong, frame - (seen - wrong)
    while low < high:
        middle = (low + high) // 2
        if float(stats.hypergeom.sf(wrong - 1, frame, middle, seen)) > tail:
            high = middle
        else:
            low = middle + 1
    return low
