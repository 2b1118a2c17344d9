"""Two rates by large-sample and unconditional tests: Wald, score, square root, E-test.

The tests are statsmodels' (`test_poisson_2indep`, Gu et al. 2008; Krishnamoorthy & Thomson 2004
for the E-test), so that what is agreed here can be run elsewhere to the last digit.
"""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
from scipy import special
from statsmodels.stats import rates

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.statistics.checked import Ends, exposure, share
from outcomes.domain.evaluation.statistics.two_rates import Two, needs_a_case

METHODS = ("score", "wald", "wald-log", "score-log", "sqrt", "etest", "etest-wald")
LOGS = ("wald-log", "score-log")
MOST = 5_000  # cases up to which the E-test can sum over every pair of counts


def compare(
    data: Two, *, ratio: float = 1.0, method: str = "score", alternative: str = "two-sided"
) -> tuple[float, float]:
    """Statistic and p value of rate1/rate2 = ratio."""
    fits(data, method)
    with np.errstate(divide="ignore", invalid="ignore"):  # of the ratio, which is not asked for
        found = rates.test_poisson_2indep(
            data.x1,
            data.t1,
            data.x2,
            data.t2,
            value=exposure(ratio, "ratio"),
            method=method,
            compare="ratio",
            alternative=alternative,
        )
    return float(found.statistic), float(found.pvalue)


def interval(data: Two, *, alpha: float = 0.05, method: str = "score") -> Ends:
    """The ratio's interval at confidence 1 − alpha; a side without a case leaves one end open.

    Ratios that the score test does not refuse; with ρ the ratio by exposure these lie between the
    roots of x2²ρ² − (2·x1·x2 + z²n)ρ + x1² = 0. The log methods' are statsmodels'.
    """
    fits(data, method)
    if method in LOGS:
        low, high = rates.confint_poisson_2indep(
            data.x1, data.t1, data.x2, data.t2, method=method, compare="ratio", alpha=alpha
        )
        return Ends(float(low), float(high))
    z2, n = float(special.ndtri(1 - share(alpha, "alpha") / 2)) ** 2, data.x1 + data.x2
    scale, middle = data.t2 / data.t1, 2 * data.x1 * data.x2 + z2 * n
    root = sqrt(middle**2 - 4 * data.x1**2 * data.x2**2)
    low = 2 * data.x1**2 / (middle + root)  # the smaller root without a difference of near equals
    high = (middle + root) / (2 * data.x2**2) if data.x2 else inf
    return Ends(low * scale, high * scale)


def fits(data: Two, method: str) -> None:
    """Refuses counts that a method cannot work with."""
    needs_a_case(data)
    if method in LOGS and not (data.x1 and data.x2):
        raise RuleBroken(
            "The method %(method)s takes the logarithm of both counts, and one of them is zero. "
            "Use the design “exact” or the method “score”.",
            method=method,
        )
    if method.startswith("etest") and data.x1 + data.x2 > MOST:
        raise RuleBroken(
            "The E-test sums over every pair of counts; it is offered up to %(most)s cases. "
            "Use the design “exact” or “score”.",
            most=MOST,
        )
