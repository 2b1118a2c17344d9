"""Empirical Bayes: what a site would have seen without the programme, and how sure that is.

After Hauer (1997) and the AASHTO Highway Safety Manual (2010, ch. 9 and appendix 9A):
w = 1 / (1 + k·Σμ), EB = w·Σμ + (1 − w)·x, Var = (1 − w)·EB, with μ of a reference model and
k = 1/φ its overdispersion.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Expected:
    """What sites expect before, by weight between model and count; shapes (n,)."""

    weight: Floats
    before: Floats
    variance: Floats


@dataclass(frozen=True, slots=True)
class Effectiveness:
    """Index of effectiveness θ: observed by expected, without bias; 0.7 is 30 % fewer."""

    observed: float
    expected: float
    variance: float
    ratio: float
    theta: float
    se_hauer: float
    se_hsm: float

    @property
    def z(self) -> float:
        """How many HSM standard errors the effect is away from none."""
        return abs(1 - self.theta) / self.se_hsm


def expected(*, predicted: Floats, observed: Floats, k: Floats) -> Expected:
    """Model and count brought together; `predicted` is Σμ over the whole baseline."""
    weight = 1 / (1 + k * predicted)
    before = weight * predicted + (1 - weight) * observed
    return Expected(weight, before, (1 - weight) * before)


def afterwards(before: Expected, *, ratio: Floats) -> tuple[Floats, Floats]:
    """Expected counts after without treatment and their variances: r·EB and r²·(1 − w)·EB."""
    return ratio * before.before, ratio**2 * before.variance


def effectiveness(*, observed: float, expectations: Floats, variances: Floats) -> Effectiveness:
    """θ = (L/Π) / (1 + V/Π²), with both printed variances.

    Hauer: θ²·(1/L + V/Π²) / (1 + V/Π²)². HSM 9A.1-11: (L/Π)²·(1/L + V/Π²) / (1 + V/Π²).
    Without a case afterwards both variances use half a case, so that they are not zero.
    """
    whole, variance = float(expectations.sum()), float(variances.sum())
    spread = variance / whole**2
    ratio = observed / whole
    theta = ratio / (1 + spread)
    counted = 1 / (observed or 0.5) + spread
    size = ratio or 0.5 / whole
    return Effectiveness(
        observed=observed,
        expected=whole,
        variance=variance,
        ratio=ratio,
        theta=theta,
        se_hauer=size / (1 + spread) * sqrt(counted) / (1 + spread),
        se_hsm=size * sqrt(counted / (1 + spread)),
    )
