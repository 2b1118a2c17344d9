"""Exact statistics for rare counts as decimals: here is stated how they are rounded."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from math import isinf

from core.domain.numbers import rounded
from outcomes.domain.evaluation.result import Interval
from outcomes.domain.evaluation.statistics import one_rate, two_rates
from outcomes.domain.evaluation.statistics.checked import Ends

PLACES = 6


def ratio_p_value(
    *, cases: tuple[int, int], exposure: tuple[Decimal, Decimal], ratio: Decimal
) -> Decimal:
    """How probable so few follow-up cases are if the true rate were still `ratio` × baseline.

    `cases` and `exposure` are (baseline, follow-up). One-sided; rounded to six places, a half
    upwards, and compared with alpha only after rounding, so that page and verdict agree.
    """
    data = _two(cases, exposure)
    tail = two_rates.exact(data, ratio=float(ratio), alternative="smaller")
    return rounded(Fraction(tail), PLACES)


def ratio_interval(
    *, cases: tuple[int, int], exposure: tuple[Decimal, Decimal], confidence: Decimal
) -> Interval | None:
    """Follow-up rate ÷ baseline rate; without baseline cases it has no upper end."""
    if not sum(cases):
        return None
    ends = two_rates.interval(_two(cases, exposure), alpha=float(1 - confidence))
    return _outwards(ends, Fraction(1), confidence)


def rate_interval(*, cases: int, exposure: Decimal, per: int, confidence: Decimal) -> Interval:
    """The exact (Garwood) interval of one rate, per so many hours, rounded outwards."""
    ends = one_rate.interval(cases=cases, time=float(exposure), alpha=float(1 - confidence))
    return _outwards(ends, Fraction(per), confidence)


def _two(cases: tuple[int, int], exposure: tuple[Decimal, Decimal]) -> two_rates.Two:
    """The follow-up as group 1, so that the ratio is follow-up by baseline."""
    return two_rates.two(cases[1], cases[0], float(exposure[1]), float(exposure[0]))


def _outwards(ends: Ends, scale: Fraction, confidence: Decimal) -> Interval:
    high = None if isinf(ends.high) else Fraction(ends.high) * scale
    return Interval(
        rounded(Fraction(ends.low) * scale, PLACES, ROUND_FLOOR),
        None if high is None else rounded(high, PLACES, ROUND_CEILING),
        confidence,
    )
