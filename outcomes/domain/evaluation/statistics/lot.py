"""Would the same be found if lot, not a programme, had chosen the treated sites?

Each site's surprise is what it saw afterwards beyond its share of all its cases, given everybody's
common change. The treated sites' sum of surprises, by its standard error, is compared with that of
as many sites drawn by lot (a randomisation test; Fisher 1935, studentised after Chung & Romano
2013). No law of counts is needed, so that a few large sites with a life of their own, by which
large-sample tests are fooled, are allowed for. Draws are those of PCG64 with a stated seed.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lgamma, log

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
SIDES = ("smaller", "larger", "two-sided")
DRAWS = 1999
SEED = 20_130_101
ENOUGH = 1000  # different choices of treated sites, so that a chance of 0.001 can be told
AT_ONCE = 2_000_000
TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Surprises:
    """Of each site: what it saw beyond expectation, the variance of that, and its weight."""

    beyond: Floats
    variance: Floats
    weight: Floats


def surprises(after: Floats, cases: Floats, share: Floats, treated: Mask) -> Surprises:
    """Cases after by all cases of each site, of which `share` are to be expected after.

    Given its cases a site's count is binomial, wider by what its log rate changes by itself: τ² of
    the sites that were not treated, by moments, Σ((x − np)² − npq) = τ²·Σ n(n − 1)(pq)².
    """
    spread = share * (1 - share)
    beyond, counted = after - cases * share, cases * spread
    pairs = cases * np.maximum(cases - 1, 0) * spread**2
    others = ~treated
    most = float(pairs[others].sum())
    tau = max(0.0, float((beyond**2 - counted)[others].sum()) / most) if most else 0.0
    return Surprises(beyond, np.maximum(counted + tau * pairs, TINY), np.maximum(counted, TINY))


def can_be_drawn(treated: Mask) -> bool:
    """Whether lot has enough choices for its answer to mean something."""
    sites, chosen = len(treated), int(treated.sum())
    choices = lgamma(sites + 1) - lgamma(chosen + 1) - lgamma(sites - chosen + 1)
    return choices > log(ENOUGH)


def by_lot(seen: Surprises, treated: Mask, *, seed: int = SEED) -> dict[str, float]:
    """Chances that lot finds as little, as much, or either; the choice made counts as one."""
    own = float(_standard(seen, treated[None, :].astype(float))[0])
    draws = np.random.Generator(np.random.PCG64(seed))
    smaller = larger = 1
    for some in _batches(len(treated)):
        drawn = _standard(seen, _lots(draws, some, treated))
        smaller += int((drawn <= own + 1e-9).sum())
        larger += int((drawn >= own - 1e-9).sum())
    both = min(1.0, 2 * min(smaller, larger) / (DRAWS + 1))
    return {
        "smaller": smaller / (DRAWS + 1),
        "larger": larger / (DRAWS + 1),
        "two-sided": both,
    }


def _batches(sites: int) -> list[int]:
    """So many draws at once that memory stays bounded however many sites there are."""
    size = max(1, AT_ONCE // sites)
    full, rest = divmod(DRAWS, size)
    return [size] * full + [rest] * bool(rest)


def _lots(draws: np.random.Generator, some: int, treated: Mask) -> Floats:
    sites, chosen = len(treated), int(treated.sum())
    order = np.argpartition(draws.random((some, sites)), chosen - 1, axis=1)[:, :chosen]
    lots = np.zeros((some, sites))
    np.put_along_axis(lots, order, 1.0, axis=1)
    return lots


def _standard(seen: Surprises, lots: Floats) -> Floats:
    """Sums of surprises by their standard errors; shape (draws,)."""
    share = lots @ seen.weight / seen.weight.sum()
    own = lots @ seen.variance
    wide = (1 - share) ** 2 * own + share**2 * (seen.variance.sum() - own)
    return np.asarray((lots @ seen.beyond - share * seen.beyond.sum()) / np.sqrt(wide))
