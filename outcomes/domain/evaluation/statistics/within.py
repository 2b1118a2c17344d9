"""Firm fixed effects on a measured outcome: each firm against itself, by least squares.

The within estimator (statsmodels), with the degrees of freedom that the firms' own means use up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import statsmodels.api as sm

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Within:
    """Effects in the order of the columns, their standard errors, and how many firms there are."""

    effects: Floats
    errors: Floats
    firms: int


def within(firm: Sequence[str], outcome: Floats, columns: Floats) -> Within:
    """Regress deviations from the firm's own mean; shapes (n,), (n,) and (n, m)."""
    firms = sorted(set(firm))
    places = np.array([firms.index(one) for one in firm])
    y, x = _own(outcome[:, None], places)[:, 0], _own(columns, places)
    found = sm.OLS(y, x).fit()
    rows, effects = columns.shape
    scale = (rows - effects) / (rows - effects - len(firms))
    return Within(np.asarray(found.params), np.asarray(found.bse) * scale**0.5, len(firms))


def _own(values: Floats, places: npt.NDArray[np.int64]) -> Floats:
    """Deviations from each firm's mean."""
    sums = np.zeros((places.max() + 1, values.shape[1]))
    np.add.at(sums, places, values)
    means = sums / np.bincount(places)[:, None]
    return np.asarray(values - means[places])
