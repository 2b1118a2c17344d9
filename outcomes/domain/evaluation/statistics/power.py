"""What a comparison can ever show: power, the cases and the worker-years that it takes.

Ratios are follow-up by baseline: 0.5 is half as many. One-sided at `alpha` unless said otherwise.
"""

from __future__ import annotations

from math import ceil, log

import numpy as np
from scipy import special, stats

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.statistics.checked import exposure, share

FAR = 1e-12  # how much of a Poisson distribution is left out of a sum


def events_needed(*, ratio: float, alpha: float, power: float = 0.8, arms: float = 1.0) -> float:
    """Baseline cases to see a ratio: (z₁₋α + z_power)² · (1 + 1/(arms·R)) / ln²R.

    `alpha` is one-sided (0.025 for two-sided 5 %), `arms` follow-up by baseline exposure.
    """
    if ratio <= 0 or ratio == 1:
        raise RuleBroken(
            "The ratio is %(ratio)s. Give the one that is to be seen, such as 0.7 for 30 %% fewer.",
            ratio=ratio,
        )
    z = float(special.ndtri(1 - share(alpha, "alpha")) + special.ndtri(share(power, "power")))
    return z**2 * (1 + 1 / (exposure(arms, "arms") * ratio)) / log(ratio) ** 2


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
    before = np.arange(1, int(stats.poisson.isf(FAR, expected)) + 2)
    most = _most_after(before, arms * null, alpha)
    seen = stats.poisson.cdf(most, expected * arms * ratio)
    return float((stats.poisson.pmf(before, expected) * np.where(most >= 0, seen, 0.0)).sum())


def _most_after(
    before: np.ndarray[tuple[int], np.dtype[np.int64]], weight: float, alpha: float
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """For each baseline count the most follow-up cases that the test still calls a reduction."""
    part = weight / (1 + weight)
    after = np.arange(0, int(before[-1] * weight * 2) + 30)
    p = special.bdtr(after[None, :], before[:, None] + after[None, :], part)
    return np.asarray((p < alpha).sum(axis=1) - 1)  # p grows with the follow-up count
