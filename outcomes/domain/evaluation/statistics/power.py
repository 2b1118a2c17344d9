"""What a comparison can ever show: power, the cases and the worker-years that it takes.

Ratios are follow-up by baseline: 0.5 is half as many. One-sided at `alpha` unless said otherwise.
"""

from __future__ import annotations

from math import ceil, log

import numpy as np
import numpy.typing as npt
from scipy import special, stats

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.statistics.checked import exposure, share

Counts = npt.NDArray[np.int64]
FAR = 1e-12  # how much of a Poisson distribution is left out of a sum


def events_needed(
    *, ratio: float, alpha: float, power: float = 0.8, arms: float = 1.0, null: float = 1.0
) -> float:
    """Baseline cases to see a ratio: (z₁₋α + z_power)² · (1 + 1/(arms·R)) / ln²(R/null).

    `alpha` is one-sided (0.025 for two-sided 5 %), `arms` follow-up by baseline exposure.
    """
    if ratio <= 0 or ratio == null:
        raise RuleBroken(
            "The ratio is %(ratio)s. Give the one that is to be seen, such as 0.7 for 30 %% fewer.",
            ratio=ratio,
        )
    z = float(special.ndtri(1 - share(alpha, "alpha")) + special.ndtri(share(power, "power")))
    return z**2 * (1 + 1 / (exposure(arms, "arms") * ratio)) / log(ratio / null) ** 2


def worker_years_needed(*, events: float, rate: float) -> int:
    """Whole worker-years in which so many cases are to be expected at a rate for each."""
    return ceil(events / exposure(rate, "rate") - 1e-9)


def exact_power(
    *, expected: float, ratio: float, arms: float = 1.0, alpha: float = 0.05, null: float = 1.0
) -> float:
    """The chance that the exact conditional test shows a reduction, summed over every outcome.

    `expected` baseline cases; the follow-up expects expected · arms · ratio. A baseline without a
    case shows nothing.
    """
    low, high = (int(end) for end in stats.poisson.interval(1 - FAR, expected))
    before = np.arange(max(low, 1), high + 2)
    most = _most_after(before, arms * null, alpha)
    seen = stats.poisson.cdf(most, expected * arms * ratio)
    return float((stats.poisson.pmf(before, expected) * np.where(most >= 0, seen, 0.0)).sum())


def _most_after(before: Counts, weight: float, alpha: float) -> Counts:
    """For each baseline count the most follow-up cases that the test still calls a reduction.

    The p value grows with the follow-up count, so the place is halved down to.
    """
    low, high = np.full(len(before), -1), np.ceil(before * weight).astype(np.int64) + 1
    while (high - low > 1).any():
        middle = (low + high) // 2
        shown = special.bdtr(middle, before + middle, weight / (1 + weight)) < alpha
        low, high = np.where(shown, middle, low), np.where(shown, high, middle)
    return low
