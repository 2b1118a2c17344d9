"""Two rates by large-sample and unconditional tests: Wald, score, square root, E-test.

The mathematics are statsmodels' (`test_poisson_2indep`, Gu et al. 2008; Krishnamoorthy & Thomson
2004 for the E-test), so that what is agreed here can be run elsewhere to the last digit.
"""

from __future__ import annotations

from math import inf

from statsmodels.stats import rates

from outcomes.domain.evaluation.statistics.checked import Ends, exposure, share
from outcomes.domain.evaluation.statistics.two_rates import Two

METHODS = ("wald", "wald-log", "score", "score-log", "sqrt", "etest", "etest-wald")


def compare(
    data: Two, *, ratio: float = 1.0, method: str = "score", alternative: str = "two-sided"
) -> tuple[float, float]:
    """Statistic and p value of rate1/rate2 = ratio."""
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
    """The ratio's interval at confidence 1 − alpha; with no case on one side that side is open."""
    if not data.x1 or not data.x2:
        return _open(data, alpha, method)
    low, high = rates.confint_poisson_2indep(
        data.x1,
        data.t1,
        data.x2,
        data.t2,
        method=method,
        compare="ratio",
        alpha=share(alpha, "alpha"),
    )
    return Ends(float(low), float(high))


def _open(data: Two, alpha: float, method: str) -> Ends:
    """Half a case on either side closes the other end, as usual for empty cells."""
    near = Two(data.x1, data.x2, data.t1, data.t2)
    low, high = rates.confint_poisson_2indep(
        near.x1 + 0.5, near.t1, near.x2 + 0.5, near.t2, method=method, compare="ratio", alpha=alpha
    )
    return Ends(float(low) if data.x1 else 0.0, float(high) if data.x2 else inf)
