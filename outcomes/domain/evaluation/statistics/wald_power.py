"""Power of the Wald test on a log ratio, also where sites differ by more than chance.

The mathematics are statsmodels' (Zhu & Lakkis 2014; PASS manual), variance under the alternative.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from statsmodels.stats import rates


@dataclass(frozen=True, slots=True)
class Arms:
    """Two groups: rates, units in the first, the second by the first, and time under watch."""

    rate1: float
    rate2: float
    n1: float
    n_ratio: float = 1.0
    time: float = 1.0


def ratio_power(
    arms: Arms,
    *,
    alpha: float = 0.05,
    null: float = 1.0,
    alternative: str = "two-sided",
    dispersion: float = 1.0,
) -> float:
    """Wald power on the log ratio (statsmodels); `dispersion` widens a Poisson variance."""
    return _power(
        rates.power_poisson_ratio_2indep,
        arms,
        value=null,
        alpha=alpha,
        dispersion=dispersion,
        alternative=alternative,
    )


def negative_binomial_power(
    arms: Arms,
    *,
    alpha: float = 0.05,
    null: float = 1.0,
    alternative: str = "two-sided",
    k: float = 0.0,
) -> float:
    """The same where sites differ by more than chance: variance μ + k·μ²."""
    return _power(
        rates.power_negbin_ratio_2indep,
        arms,
        value=null,
        alpha=alpha,
        dispersion=k,
        alternative=alternative,
    )


def equivalence_power(
    arms: Arms, *, low: float, high: float, alpha: float = 0.05, k: float = 0.0
) -> float:
    """The chance to show that a ratio lies within bounds, negative-binomial counts."""
    return _power(rates.power_equivalence_neginb_2indep, arms, low, high, alpha=alpha, dispersion=k)


def _power(of: Callable[..., Any], arms: Arms, *bounds: float, **question: Any) -> float:
    found = of(
        arms.rate1,
        arms.rate2,
        arms.n1,
        *bounds,
        nobs_ratio=arms.n_ratio,
        exposure=arms.time,
        method_var="alt",
        return_results=False,
        **question,
    )
    return float(found)
