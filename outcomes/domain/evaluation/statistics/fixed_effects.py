"""Poisson regression in which every site has a rate of its own, for any number of sites.

The sites' own effects are taken out exactly instead of being estimated as so many columns: given
all cases of a site, their split over its periods is multinomial (Hausman, Hall & Griliches 1984),
and the maximum is that of the regression with a dummy for each site. Newton's method on the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from core.domain.errors import RuleBroken

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
STEPS = 100
CLOSE = 1e-10


@dataclass(frozen=True, slots=True)
class Split:
    """Effects (m,), expected cases (n,), columns net of the sites' own (n, m), information."""

    effects: Floats
    expected: Floats
    columns: Floats
    information: Floats


def fit(cases: Floats, exposure: Floats, site: Places, columns: Floats) -> Split:
    """Effects of columns of shape (n, m); every site has a case.

    Raises `RuleBroken` where the columns cannot be told apart or the maximum is not finite.
    """
    effects = np.zeros(columns.shape[1])
    if np.linalg.matrix_rank(_at(effects, cases, exposure, site, columns).information) < len(
        effects
    ):
        raise not_apart()
    for _step in range(STEPS):
        found = _at(effects, cases, exposure, site, columns)
        move = _move(found, cases)
        effects = effects + move * min(1.0, 2.0 / max(float(np.abs(move).max()), 1e-300))
        if float(np.abs(move).max()) < CLOSE:
            return _at(effects, cases, exposure, site, columns)
    raise _unsettled()


def _move(found: Split, cases: Floats) -> Floats:
    """Newton's next step; where the information ran out on the way, some ratio runs to infinity."""
    try:
        return np.asarray(
            np.linalg.solve(found.information, found.columns.T @ (cases - found.expected))
        )
    except np.linalg.LinAlgError:
        raise _unsettled() from None


def _unsettled() -> RuleBroken:
    return RuleBroken("The regression did not settle: some effect has no finite ratio.")


def _at(effects: Floats, cases: Floats, exposure: Floats, site: Places, columns: Floats) -> Split:
    sites = int(site.max()) + 1
    weight = exposure * np.exp(columns @ effects)
    total = np.bincount(site, cases, sites)
    expected = weight * (total / np.bincount(site, weight, sites))[site]
    sums = np.zeros((sites, columns.shape[1]))
    np.add.at(sums, site, expected[:, None] * columns)
    net = columns - (sums / total[:, None])[site]
    return Split(effects, expected, net, net.T @ (expected[:, None] * net))


def not_apart() -> RuleBroken:
    """The refusal of rows that do not tell the effect from something else."""
    return RuleBroken(
        "The effect cannot be told apart: there have to be at least two sites, periods with "
        "and without it, sites or periods to compare with, and more rows than effects."
    )
