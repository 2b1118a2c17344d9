"""Comparison group: the treated sites' change held against the change of untreated ones.

After Hauer (1997), ch. 9. K, L: treated before and after; M, N: comparison before and after.
r_T = (N/M)/(1 + 1/M), π = r_T·K, Var π = π²(1/K + 1/M + 1/N + Var ω), θ = (L/π)/(1 + Var π/π²).
Counts may carry exposures: then r_T is multiplied by (treated after/before) / (comparison
after/before). Var ω is what a comparison ratio varies by itself, beyond counting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from scipy import special

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.statistics.checked import Ends


@dataclass(frozen=True, slots=True)
class Four:
    """Cases of both groups before and after, and how the exposures of each changed."""

    treated_before: float
    treated_after: float
    comparison_before: float
    comparison_after: float
    exposure_ratio: float = 1.0  # (treated after / before) / (comparison after / before)


@dataclass(frozen=True, slots=True)
class Compared:
    """What the comparison says; `theta` 0.7 is 30 % fewer than the comparison group's change."""

    comparison_ratio: float
    expected: float
    expected_sd: float
    delta: float
    theta: float
    theta_sd: float
    log_ratio: float
    log_ratio_se: float

    def ratio(self) -> float:
        """The simple ratio of ratios."""
        return exp(self.log_ratio)

    def interval(self, alpha: float) -> Ends:
        """Large-sample interval of the ratio of ratios."""
        wide = float(special.ndtri(1 - alpha / 2)) * self.log_ratio_se
        return Ends(exp(self.log_ratio - wide), exp(self.log_ratio + wide))

    def p_value(self, *, null: float = 1.0, alternative: str = "smaller") -> float:
        """Large-sample test of the ratio of ratios."""
        z = (self.log_ratio - log(null)) / self.log_ratio_se
        lower, upper = float(special.ndtr(z)), float(special.ndtr(-z))
        return {"smaller": lower, "larger": upper, "two-sided": 2 * min(lower, upper)}[alternative]


def compare(four: Four, *, omega_variance: float = 0.0) -> Compared:
    """Both the unbiased index of effectiveness and the simple ratio of ratios."""
    k, l_, m, n = _positive(four)
    ratio = four.exposure_ratio * (n / m) / (1 + 1 / m)
    expected = ratio * k
    variance = expected**2 * (1 / k + 1 / m + 1 / n + omega_variance)
    spread = variance / expected**2
    theta = (l_ / expected) / (1 + spread)
    log_ratio = log((l_ / k) / (n / m) / four.exposure_ratio)
    return Compared(
        comparison_ratio=ratio,
        expected=expected,
        expected_sd=sqrt(variance),
        delta=expected - l_,
        theta=theta,
        theta_sd=theta * sqrt(1 / l_ + spread) / (1 + spread),
        log_ratio=log_ratio,
        log_ratio_se=sqrt(1 / k + 1 / l_ + 1 / m + 1 / n + omega_variance),
    )


@dataclass(frozen=True, slots=True)
class Comparable:
    """Whether both groups moved alike before: odds ratios of successive years."""

    mean: float
    variance: float
    omega_variance: float
    years: int


def comparability(treated: Sequence[float], comparison: Sequence[float]) -> Comparable:
    """Odds ratios (C₁·R₂)/(R₁·C₂)/(1 + 1/R₁ + 1/C₂) of successive years before treatment.

    Their mean should be near 1. What they vary beyond counting is Var ω, never below 0.
    """
    if len(treated) < 3 or min(*treated, *comparison) <= 0:
        raise RuleBroken(
            "Whether the groups are comparable takes at least three years before, each with a case "
            "in both groups."
        )
    t, c = np.asarray(treated, dtype=float), np.asarray(comparison, dtype=float)
    odds = (t[:-1] * c[1:]) / (t[1:] * c[:-1]) / (1 + 1 / t[1:] + 1 / c[:-1])
    counted = (1 / t[:-1] + 1 / t[1:] + 1 / c[:-1] + 1 / c[1:]).mean()
    variance = float(odds.var(ddof=1))
    return Comparable(float(odds.mean()), variance, max(0.0, variance - float(counted)), len(t))


def _positive(four: Four) -> tuple[float, float, float, float]:
    """With an empty cell half a case is added to each, as usual for ratios of counts."""
    cells = (
        four.treated_before,
        four.treated_after,
        four.comparison_before,
        four.comparison_after,
    )
    if not four.comparison_before or not four.comparison_after:
        raise RuleBroken(
            "The comparison group has no case before or none afterwards, so it says nothing about "
            "what would have happened. Take a larger group."
        )
    a, b, c, d = (cell + (0 if min(cells) else 0.5) for cell in cells)
    return a, b, c, d
