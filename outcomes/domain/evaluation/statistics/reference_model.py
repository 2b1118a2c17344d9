"""How sites where nothing was done differ and change: the law behind an empirical-Bayes estimate.

Rates of sites at one time follow a gamma law with mean `rate` and shape `phi` (variance rate²/phi),
so counts are negative binomial with k = 1/phi. A part of that differs from time to time at the same
site: a chance factor of mean 1 and variance `drift`, drawn anew in each period. Afterwards
everybody's rate is multiplied by `trend`. All are estimated from the reference sites by maximum
likelihood (scipy); `trend_variance` is the variance of log trend from the information, `surplus`
what large sites vary beyond that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp, log

import numpy as np
import numpy.typing as npt
from scipy import optimize, stats

from core.domain.errors import RuleBroken

Floats = npt.NDArray[np.float64]
LARGEST_PHI, SMALLEST_PHI = 1e4, 1e-2
LARGEST_DRIFT = 10.0
TINY = 1e-9  # a spread of nothing has no shape


@dataclass(frozen=True, slots=True)
class Counts:
    """Cases and exposures of sites, before and after; shapes (n,)."""

    before: Floats
    after: Floats
    exposure_before: Floats
    exposure_after: Floats

    def __len__(self) -> int:
        """How many sites."""
        return len(self.before)


@dataclass(frozen=True, slots=True)
class Reference:
    """What is usual for such sites."""

    rate: float
    phi: float
    trend: float = 1.0
    drift: float = 0.0
    trend_variance: float = 0.0
    sites: int = 0
    surplus: float = 1.0


def fit(counts: Counts) -> Reference:
    """Rate, phi, trend and drift of reference sites; the same sites are fitted once.

    A result is looked at before it is signed, and found again when it is.
    """
    columns = (counts.before, counts.after, counts.exposure_before, counts.exposure_after)
    return _fitted(*(column.tobytes() for column in columns))


@lru_cache(maxsize=8)
def _fitted(*columns: bytes) -> Reference:
    counts = Counts(*(np.frombuffer(column) for column in columns))
    _enough(counts)
    rate, phi = fit_rate(counts.before, counts.exposure_before)
    trend, drift = _change(counts, rate, phi)
    reference = Reference(rate, phi, trend, drift, 0.0, len(counts))
    reference = replace(reference, surplus=_surplus(counts, reference))
    return replace(reference, trend_variance=_trend_variance(counts, reference))


def credible(reference: Reference, before: Floats, exposure: Floats) -> tuple[Floats, Floats]:
    """Each site's lasting rate given its count, and its squared coefficient of variation.

    Bühlmann's linear credibility: of the overdispersion k = 1/phi only the lasting part
    k' = (1 + k)/(1 + drift) − 1 is a property of the site; the rest was chance of that time and
    will not come again. (1 − w) = k'·μ / (1 + k·μ) with μ the cases expected by the model. The
    variance is k'·w·rate·(the site's rate), so that without drift this is the gamma-Poisson
    posterior exactly.
    """
    k, mean = 1 / reference.phi, reference.rate * exposure
    lasting = max(0.0, (1 + k) / (1 + reference.drift) - 1)
    trust = lasting * mean / (1 + k * mean)
    rate = (1 - trust) * reference.rate + trust * before / exposure
    return rate, np.maximum(lasting * (1 - trust) * reference.rate / rate, TINY)


def fit_rate(cases: Floats, exposure: Floats) -> tuple[float, float]:
    """Mean rate and shape of the gamma law behind the counts, by maximum likelihood."""
    start = log(float(cases.sum()) / float(exposure.sum()))

    def unlikely(at: Floats) -> float:
        mean, phi = np.exp(at[0]) * exposure, np.exp(at[1])
        return -float(stats.nbinom.logpmf(cases, phi, phi / (phi + mean)).sum())

    found = optimize.minimize(
        unlikely,
        np.array([start, 0.0]),
        method="L-BFGS-B",
        bounds=[(start - 5, start + 5), (log(SMALLEST_PHI), log(LARGEST_PHI))],
    )
    return exp(found.x[0]), exp(found.x[1])


def _change(counts: Counts, rate: float, phi: float) -> tuple[float, float]:
    """Trend and drift under which the later counts are most likely, given the earlier ones."""

    def unlikely(at: Floats) -> float:
        tried = Reference(rate, phi, float(np.exp(at[0])), float(at[1]))
        return -log_likelihood(counts.after, *_later(tried, counts))

    found = optimize.minimize(
        unlikely,
        np.array([0.0, min(0.1, 0.5 / phi)]),
        method="L-BFGS-B",
        bounds=[(-3, 3), (0.0, min(LARGEST_DRIFT, 1 / phi))],
    )
    return exp(found.x[0]), float(found.x[1])


def _later(reference: Reference, counts: Counts) -> tuple[Floats, Floats]:
    rate, spread = credible(reference, counts.before, counts.exposure_before)
    later = reference.surplus * wider(spread, reference.drift)
    return rate * counts.exposure_after * reference.trend, later


def wider(spread: Floats, drift: float) -> Floats:
    """(1 + a)(1 + b) − 1: two independent factors of mean 1 multiplied."""
    return (1 + spread) * (1 + drift) - 1


def log_likelihood(cases: Floats, mean: Floats, spread: Floats) -> float:
    """Of negative-binomial counts with these means and squared coefficients of variation."""
    shape = 1 / spread
    return float(stats.nbinom.logpmf(cases, shape, shape / (shape + mean)).sum())


def _surplus(counts: Counts, reference: Reference) -> float:
    """By how much the spread has to grow for totals to vary as they did, never less than 1.

    Likelihood weighs sites alike, a portfolio is ruled by its large ones: with residuals y − M,
    the factor c of Σ(M + c·spread·M²) = Σ(y − M)².
    """
    mean, spread = _later(reference, counts)
    beyond = float(((counts.after - mean) ** 2 - mean).sum())
    return max(1.0, beyond / float((spread * mean**2).sum()))


def _trend_variance(counts: Counts, reference: Reference) -> float:
    """1 / information about log trend: Σ mean / (1 + spread · mean)."""
    mean, spread = _later(reference, counts)
    return 1 / float((mean / (1 + spread * mean)).sum())


def drift_of(group: Counts, reference: Reference) -> float:
    """Variance of the log of a group's total from its sites' own drift: Σ share² · drift."""
    share = group.exposure_before / group.exposure_before.sum()
    return float(reference.surplus * reference.drift * (share**2).sum())


def _enough(counts: Counts) -> None:
    if len(counts) < 2 or not counts.before.sum() or not counts.after.sum():
        raise RuleBroken(
            "The reference sites show no case before or none afterwards, so nothing is known of "
            "what is usual. Supply more sites or longer periods."
        )
