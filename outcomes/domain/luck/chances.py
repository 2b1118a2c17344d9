"""Negative binomial counts: what a Poisson count looks like when its rate is only known roughly.

If the rate has a gamma law of shape a and scale s, counts over t follow it with the mean a·s·t
(Greenwood and Yule 1920); and after x counts over t the rate has the shape a + x and the scale
s / (1 + s·t). Both are textbook facts about the gamma-Poisson model.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import special

TAIL = 1e-13  # what is left out beyond the largest count
MOST_COUNTS = 1 << 22

Chances: TypeAlias = NDArray[np.float64]


def after_seeing(scale: float, hours: float) -> float:
    """The scale of the law of a rate once it was watched for so many hours."""
    return scale / (1 + scale * hours)


def chances(shape: float, mean_scale: float) -> Chances:
    """The probability of 0, 1, 2 … counts, until less than 1e-13 is left.

    `mean_scale` is scale × exposure, so the mean is shape × mean_scale. Computed through
    logarithms, good to about twelve digits.
    """
    if shape <= 0 or mean_scale <= 0:
        return np.ones(1)
    counts = np.arange(_last(shape, mean_scale) + 1)
    logs = special.gammaln(shape + counts) - special.gammaln(shape) - special.gammaln(counts + 1)
    logs += counts * (np.log(mean_scale) - np.log1p(mean_scale))
    return np.asarray(np.exp(logs - shape * np.log1p(mean_scale)), dtype=np.float64)


def poisson_chances(mean: float) -> Chances:
    """The same where the rate is known."""
    if mean <= 0:
        return np.ones(1)
    last = 1
    while special.pdtrc(last, mean) > TAIL:
        last *= 2
    counts = np.arange(last + 1)
    logs = special.xlogy(counts, mean) - mean - special.gammaln(counts + 1)
    return np.asarray(np.exp(logs), dtype=np.float64)


def among_the_worst(found: Chances, share: float) -> Chances:
    """The same law for those whose count is among the largest `share` of all.

    A count at the edge is taken in part, so that exactly this share is chosen.
    """
    above = np.cumsum(found[::-1])[::-1]  # this count or more
    taken = np.clip(share - (above - found), 0, found)
    return np.asarray(taken / taken.sum(), dtype=np.float64)


def _last(shape: float, mean_scale: float) -> int:
    """A count that is exceeded with a probability below `TAIL`, found by doubling."""
    success = mean_scale / (1 + mean_scale)
    last = 8
    while last < MOST_COUNTS and special.betainc(last + 1, shape, success) > TAIL:
        last *= 2
    return last
