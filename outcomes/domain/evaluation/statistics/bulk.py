"""The exact comparison of many sites at once: arrays in, arrays out, the same to the last bit."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import special

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sites:
    """Cases and exposures before and after, one place for each site; shapes (n,)."""

    before: Counts
    after: Counts
    exposure_before: Floats
    exposure_after: Floats


@dataclass(frozen=True, slots=True)
class Compared:
    """For each site the p value of a reduction and the central interval of after / before."""

    p_value: Floats
    low: Floats
    high: Floats


def compare(sites: Sites, *, alpha: float = 0.05, null: float = 1.0) -> Compared:
    """One-sided exact p values, and intervals at confidence 1 − alpha.

    Unknown (NaN) or zero exposure gives NaN: it cannot be evaluated. Without any case p is 1.
    """
    known = (sites.exposure_before > 0) & (sites.exposure_after > 0)
    before, after = sites.before.astype(float), sites.after.astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        weighted = null * sites.exposure_after
        part = weighted / (weighted + sites.exposure_before)
        p = np.where(before + after > 0, special.bdtr(after, sites.before + sites.after, part), 1.0)
        # a share of nothing is never asked for: scipy would look for it without end
        some, were = np.maximum(after, 1), np.maximum(before, 1)
        low = np.where(after > 0, special.betaincinv(some, before + 1, alpha / 2), 0.0)
        high = np.where(before > 0, special.betaincinv(after + 1, were, 1 - alpha / 2), 1.0)
        return Compared(
            np.where(known, p, np.nan),
            np.where(known, _ratio(low, sites), np.nan),
            np.where(known, _ratio(high, sites), np.nan),
        )


def _ratio(part: Floats, sites: Sites) -> Floats:
    """In the very order of `Two.of_share`, so that no bit differs."""
    return part / (1 - part) * sites.exposure_before / sites.exposure_after
