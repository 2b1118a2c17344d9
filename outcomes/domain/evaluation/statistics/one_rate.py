"""One rate: exact (Garwood 1936) and other intervals and tests of a Poisson count.

`count` cases in `exposure`; rates are per unit of exposure. Mathematics by scipy and statsmodels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import sqrt

from scipy import optimize, special, stats

from outcomes.domain.evaluation.statistics.checked import Ends, count, exposure, share

ALTERNATIVES = ("two-sided", "smaller", "larger")


def garwood(*, cases: int, time: float, alpha: float) -> Ends:
    """χ²(α/2; 2x)/2T and χ²(1−α/2; 2x+2)/2T; the lower end of no case is 0."""
    low = special.gammaincinv(cases, alpha / 2) if cases else 0.0
    return Ends(float(low) / time, float(special.gammaincinv(cases + 1, 1 - alpha / 2)) / time)


def mid_p(*, cases: int, time: float, alpha: float) -> Ends:
    """The rates at which half of the observed count is left out of the tail (Lancaster 1961)."""

    def above(mean: float) -> float:
        return float(stats.poisson.sf(cases, mean) + stats.poisson.pmf(cases, mean) / 2 - alpha / 2)

    def below(mean: float) -> float:
        part = stats.poisson.pmf(cases, mean) / 2
        return float(stats.poisson.cdf(cases - 1, mean) + part - alpha / 2)

    wide = garwood(cases=cases, time=1, alpha=alpha)
    low = optimize.brentq(above, wide.low, cases, xtol=1e-13) if cases else 0.0
    high = optimize.brentq(below, cases, wide.high + 1, xtol=1e-13)
    return Ends(float(low) / time, float(high) / time)


def score(*, cases: int, time: float, alpha: float) -> Ends:
    """Roots of the score equation."""
    z = float(special.ndtri(1 - alpha / 2))
    middle, wide = cases + z**2 / 2, z * sqrt(cases + z**2 / 4)
    return Ends((middle - wide) / time, (middle + wide) / time)


def jeffreys(*, cases: int, time: float, alpha: float) -> Ends:
    """Quantiles of Gamma(x + ½)."""
    low, high = (float(special.gammaincinv(cases + 0.5, p)) for p in (alpha / 2, 1 - alpha / 2))
    return Ends(low / time, high / time)


def wald(*, cases: int, time: float, alpha: float) -> Ends:
    """The textbook interval; it may fall below zero and is offered for comparison only."""
    wide = float(special.ndtri(1 - alpha / 2)) * sqrt(cases)
    return Ends((cases - wide) / time, (cases + wide) / time)


def byar(*, cases: int, time: float, alpha: float) -> Ends:
    """Byar's approximation as statsmodels' `exact-c` neighbours print it (Rothman & Boice 1979)."""
    z = float(special.ndtri(1 - alpha / 2))
    mid = cases + 0.5
    wide = z * sqrt(1 / mid) / 3
    return Ends(
        mid * (1 - 1 / (9 * mid) - wide) ** 3 / time, mid * (1 - 1 / (9 * mid) + wide) ** 3 / time
    )


INTERVALS: Mapping[str, Callable[..., Ends]] = {
    "exact": garwood,
    "mid-p": mid_p,
    "score": score,
    "jeffreys": jeffreys,
    "wald": wald,
    "byar": byar,
}


def interval(*, cases: float, time: float, alpha: float = 0.05, method: str = "exact") -> Ends:
    """A two-sided interval of the rate at confidence 1 − alpha."""
    return INTERVALS[method](cases=count(cases), time=exposure(time), alpha=share(alpha, "alpha"))


def _tails(cases: int, mean: float) -> tuple[float, float]:
    return float(stats.poisson.cdf(cases, mean)), float(stats.poisson.sf(cases - 1, mean))


def p_value(
    *, cases: float, time: float, null: float, method: str = "exact", alternative: str = "two-sided"
) -> float:
    """How probable so extreme a count is at the rate `null`. Two-sided exact is central.

    Methods: exact, mid-p, score. Central means twice the smaller tail, at most 1: it agrees with
    the Garwood interval, which "minlike" does not.
    """
    x, mean = count(cases), exposure(time) * exposure(null, "null rate")
    if method == "score":
        z = (x - mean) / sqrt(mean)
        lower, upper = float(special.ndtr(z)), float(special.ndtr(-z))
    else:
        half = float(stats.poisson.pmf(x, mean)) / 2 if method == "mid-p" else 0.0
        lower, upper = (tail - half for tail in _tails(x, mean))
    return {
        "smaller": lower,
        "larger": upper,
        "two-sided": min(1.0, 2 * min(lower, upper)),
    }[alternative]
