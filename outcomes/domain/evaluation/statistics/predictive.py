"""The empirical-Bayes test that pays: is so little probable where nothing was done?

Given its baseline count, an untreated site's later count is negative binomial: mean trend · its
lasting rate · exposure, squared coefficient of variation (1 + that of the rate)·(1 + drift) − 1
(`reference_model.credible`). A portfolio's count is the sum of its sites', found
exactly from the product of their generating functions (discrete Fourier transform). The trend is
shared and not known for sure: the distribution is averaged over log trend ± its standard error by
Gauss-Hermite quadrature. A year that was bad by chance is thereby expected to be followed by an
ordinary one, so that regression to the mean is never paid for.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt
from scipy import optimize

from outcomes.domain.evaluation.statistics.checked import Ends
from outcomes.domain.evaluation.statistics.reference_model import Reference, credible, wider

Floats = npt.NDArray[np.float64]
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(9)
BLOCK, NOTHING = 128, -60.0  # frequencies at once; the logarithm of what is nothing
FAR = 12  # standard deviations beyond the mean that are still looked at


@dataclass(frozen=True, slots=True)
class Predicted:
    """What untreated sites would see: means, squared coefficients of variation; shapes (n,)."""

    mean: Floats
    spread: Floats
    trend_variance: float
    doubt: Floats | None = None  # of the expectation alone: what a site does later is none

    @property
    def total(self) -> float:
        """Expected cases of all sites together."""
        return float(self.mean.sum())

    @property
    def variances(self) -> Floats:
        """Of the expectations themselves, without drift and counting; the shared trend's too."""
        doubt = self.spread if self.doubt is None else self.doubt
        return np.asarray(doubt * self.mean**2 + self.trend_variance * self.total * self.mean)


def predict(
    reference: Reference, before: Floats, exposure_before: Floats, exposure_after: Floats
) -> Predicted:
    """From the baseline of each site and what is usual."""
    rate, spread = credible(reference, before, exposure_before)
    return Predicted(
        rate * exposure_after * reference.trend,
        reference.surplus * wider(spread, reference.drift),
        reference.trend_variance,
        spread,
    )


def chance_of_at_most(cases: int, predicted: Predicted, *, effect: float = 1.0) -> float:
    """P(total ≤ cases) if the programme multiplied every rate by `effect`."""
    sigma = sqrt(predicted.trend_variance)
    chances = [
        _at_most(cases, predicted.mean * effect * float(np.exp(sigma * node)), predicted.spread)
        for node in (NODES if sigma else NODES[4:5])
    ]
    weights = WEIGHTS / WEIGHTS.sum() if sigma else np.ones(1)
    return float(min(1.0, max(0.0, float(np.dot(weights, chances)))))


def effect_interval(cases: int, predicted: Predicted, *, alpha: float) -> Ends:
    """Effects that a test at alpha/2 on either side does not refuse."""

    def too_low(effect: float) -> float:
        return chance_of_at_most(cases - 1, predicted, effect=effect) - (1 - alpha / 2)

    def too_high(effect: float) -> float:
        return chance_of_at_most(cases, predicted, effect=effect) - alpha / 2

    low = _root(too_low, 1e-6, 1.0) if cases else 0.0
    return Ends(low, _root(too_high, 1e-6, 1.0))


def _root(sign: Callable[[float], float], low: float, high: float) -> float:
    """Where a falling function crosses zero; the upper end is doubled until it is beyond."""
    while sign(high) > 0:
        low, high = high, 2 * high
    return float(optimize.brentq(sign, low, high, xtol=1e-10))


def _at_most(cases: int, mean: Floats, spread: Floats) -> float:
    if cases < 0:
        return 0.0
    total = float(mean.sum())
    wide = sqrt(total + float((spread * mean**2).sum()))
    size = 1 << int(max(cases + 2, total + FAR * wide + 30) - 1).bit_length()
    chances = np.fft.irfft(_transform(mean, spread, size), size)
    return float(chances[: cases + 1].sum())


def _transform(mean: Floats, spread: Floats, size: int) -> npt.NDArray[np.complex128]:
    """The generating function on the circle; it only falls, so that it ends where it is nothing."""
    half = size // 2 + 1
    found = np.zeros(half, dtype=np.complex128)
    for start in range(0, half, BLOCK):
        at = np.arange(start, min(start + BLOCK, half))
        circle = 1 - np.exp(-2j * np.pi * at / size)
        logs = -(np.log1p((spread * mean)[:, None] * circle) / spread[:, None]).sum(axis=0)
        found[at] = np.exp(logs)
        if logs[-1].real < NOTHING:
            break
    return found
