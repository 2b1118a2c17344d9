"""What a sample says of the whole list: the share that is wrong, with an exact interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from core.domain.numbers import rounded
from outcomes.domain.sampling.exact import fewest, most
from outcomes.domain.sampling.looked import Stratum

PLACES = 4


@dataclass(frozen=True, slots=True)
class ErrorRate:
    """Wrong ones of those looked at, and between which shares of the whole list are wrong."""

    wrong: int
    seen: int
    frame: int
    low: Decimal
    point: Decimal
    high: Decimal
    confidence: Decimal


def error_rate(strata: Sequence[Stratum], *, confidence: Decimal) -> ErrorRate:
    """The share of wrong items, each stratum weighted by its length, and an exact interval.

    The interval inverts the hypergeometric law: every number of wrong ones that the sample does
    not refuse at (1 − confidence)/2 on either side. Strata that were looked at whole are known and
    not extrapolated. The others are pooled: drawn in proportion, a stratified count varies no more
    than a count from the whole list (Hoeffding 1956), so the interval is on the safe side.
    """
    frame = sum(one.frame for one in strata)
    known = sum(one.wrong for one in strata if one.is_whole)
    rest = [one for one in strata if not one.is_whole]
    low, high = _between(rest, float(1 - confidence) / 2)
    point = sum((Fraction(one.frame * one.wrong, one.seen) for one in strata), Fraction(0)) / frame
    return ErrorRate(
        wrong=sum(one.wrong for one in strata),
        seen=sum(one.seen for one in strata),
        frame=frame,
        low=rounded(min(Fraction(known + low, frame), point), PLACES, ROUND_FLOOR),
        point=rounded(point, PLACES),
        high=rounded(max(Fraction(known + high, frame), point), PLACES, ROUND_CEILING),
        confidence=confidence,
    )


def _between(rest: Sequence[Stratum], tail: float) -> tuple[int, int]:
    wrong, seen = sum(one.wrong for one in rest), sum(one.seen for one in rest)
    frame = sum(one.frame for one in rest)
    return fewest(wrong, seen, frame, tail), most(wrong, seen, frame, tail)
