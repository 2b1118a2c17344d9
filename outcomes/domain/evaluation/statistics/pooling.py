"""Many results brought together: weights by inverse variance, and how much they differ.

Log ratios with standard errors. Fixed: w = 1/se². Random: DerSimonian & Laird (1986), τ² from Q.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt

import numpy as np
import numpy.typing as npt
from scipy import special, stats

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.statistics.checked import Ends

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pooled:
    """A common log ratio, and how heterogeneous its parts are."""

    log_ratio: float
    se: float
    q: float
    q_p_value: float
    i_squared: float
    tau_squared: float

    def ratio(self) -> float:
        """As a ratio."""
        return exp(self.log_ratio)

    def interval(self, alpha: float) -> Ends:
        """Large-sample interval of the ratio."""
        wide = float(special.ndtri(1 - alpha / 2)) * self.se
        return Ends(exp(self.log_ratio - wide), exp(self.log_ratio + wide))


def pool(log_ratios: Floats, errors: Floats, *, random: bool = True) -> Pooled:
    """Bring log ratios together; `random` lets the true ratios differ from site to site."""
    if not len(log_ratios) or not np.all(errors > 0):
        raise RuleBroken("There is nothing to pool: each result needs a standard error above 0.")
    weights = 1 / errors**2
    q, degrees, tau = _heterogeneity(log_ratios, weights)
    used = 1 / (errors**2 + tau) if random else weights
    return Pooled(
        log_ratio=float((used * log_ratios).sum() / used.sum()),
        se=sqrt(1 / float(used.sum())),
        q=q,
        q_p_value=float(stats.chi2.sf(q, degrees)) if degrees else 1.0,
        i_squared=max(0.0, 1 - degrees / q) if q else 0.0,
        tau_squared=tau,
    )


def _heterogeneity(log_ratios: Floats, weights: Floats) -> tuple[float, int, float]:
    mean = (weights * log_ratios).sum() / weights.sum()
    q, degrees = float((weights * (log_ratios - mean) ** 2).sum()), len(log_ratios) - 1
    scale = float(weights.sum() - (weights**2).sum() / weights.sum())
    return q, degrees, max(0.0, (q - degrees) / scale) if scale > 0 else 0.0
