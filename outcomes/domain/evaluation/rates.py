"""Exact statistics for rare counts. scipy does the mathematics, rounding is stated here.

Test and interval are the same statement: given all cases of both periods, how many of them
fall into the follow-up is binomial. The interval is the central (Clopper-Pearson) one.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from scipy import special

from core.domain.numbers import rounded
from outcomes.domain.evaluation.result import Interval

PLACES = 6


def ratio_p_value(
    *, cases: tuple[int, int], exposure: tuple[Decimal, Decimal], ratio: Decimal
) -> Decimal:
    """How probable so few follow-up cases are if the true rate were still `ratio` × baseline.

    `cases` and `exposure` are (baseline, follow-up). One-sided; rounded to six places, a half
    upwards, and compared with alpha only after rounding, so that page and verdict agree.
    """
    weighted = Fraction(exposure[1]) * Fraction(ratio)
    share = weighted / (weighted + Fraction(exposure[0]))
    tail = special.bdtr(cases[1], sum(cases), float(share)) if sum(cases) else 1.0
    return rounded(Fraction(float(tail)), PLACES)


def ratio_interval(
    *, cases: tuple[int, int], exposure: tuple[Decimal, Decimal], confidence: Decimal
) -> Interval | None:
    """Follow-up rate ÷ baseline rate; without baseline cases it has no upper end."""
    before, after = cases
    if not before + after:
        return None
    tail = float((1 - confidence) / 2)
    hours = Fraction(exposure[0]) / Fraction(exposure[1])
    low = special.betaincinv(after, before + 1, tail) if after else 0.0
    high = special.betaincinv(after + 1, before, 1 - tail) if before else None
    return Interval(
        rounded(_odds(low) * hours, PLACES, ROUND_FLOOR),
        None if high is None else rounded(_odds(high) * hours, PLACES, ROUND_CEILING),
        confidence,
    )


def rate_interval(*, cases: int, exposure: Decimal, per: int, confidence: Decimal) -> Interval:
    """The exact (Garwood) interval of one rate, per so many hours, rounded outwards."""
    tail = float((1 - confidence) / 2)
    scale = Fraction(per) / Fraction(exposure)
    low = special.gammaincinv(cases, tail) if cases else 0.0
    high = special.gammaincinv(cases + 1, 1 - tail)
    return Interval(
        rounded(Fraction(float(low)) * scale, PLACES, ROUND_FLOOR),
        rounded(Fraction(float(high)) * scale, PLACES, ROUND_CEILING),
        confidence,
    )


def _odds(share: float) -> Fraction:
    exact = Fraction(float(share))
    return exact / (1 - exact)
