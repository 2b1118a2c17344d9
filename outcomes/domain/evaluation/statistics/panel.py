"""Counts of many sites over many periods: Poisson regression with exposure, errors by site.

log E(cases) = log exposure + effects; mathematics by statsmodels. Standard errors are clustered by
site, since a site's periods are not independent, with the small-sample factor
G/(G−1)·(N−1)/(N−K) and Student's t on G − 1 degrees (Cameron & Miller 2015): with few sites the
normal law would find too much.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import statsmodels.api as sm
from scipy import stats

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.statistics.checked import Ends

Floats = npt.NDArray[np.float64]
FEW = 10  # clusters below which even Student's t is not to be trusted


@dataclass(frozen=True, slots=True)
class Rows:
    """One row for each site and period; shapes (n,). `exposure` above zero."""

    site: Sequence[str]
    period: Sequence[str]
    cases: Floats
    exposure: Floats
    active: Floats  # 1 where the programme was at work, else 0


@dataclass(frozen=True, slots=True)
class Fitted:
    """The log rate ratio of the programme, and how sure it is."""

    log_ratio: float
    se: float
    degrees: int
    dispersion: float
    clusters: int

    @property
    def ratio(self) -> float:
        """Rates with the programme by rates without."""
        return float(np.exp(self.log_ratio))

    def interval(self, alpha: float) -> Ends:
        """By Student's t."""
        wide = float(stats.t.ppf(1 - alpha / 2, self.degrees)) * self.se
        return Ends(float(np.exp(self.log_ratio - wide)), float(np.exp(self.log_ratio + wide)))

    def p_value(self, *, null: float = 1.0, alternative: str = "smaller") -> float:
        """By Student's t."""
        t = (self.log_ratio - np.log(null)) / self.se
        lower, upper = float(stats.t.cdf(t, self.degrees)), float(stats.t.sf(t, self.degrees))
        return {"smaller": lower, "larger": upper, "two-sided": 2 * min(lower, upper)}[alternative]


def difference_in_differences(rows: Rows) -> Fitted:
    """Effects of site and of period, and the programme where it was active.

    A site without any case says nothing about a ratio (its own effect explains it fully), so it
    is left out, as in every Poisson regression with effects of sites.
    """
    rows = _with_cases(rows)
    columns = [*_dummies(rows.site, every=True), *_dummies(rows.period, every=False), rows.active]
    return _fit(rows, np.column_stack(columns))


def poisson(rows: Rows, covariates: Sequence[Floats] = ()) -> Fitted:
    """One intercept, covariates, and the programme; sites may differ only by their covariates."""
    return _fit(rows, np.column_stack([np.ones(len(rows.cases)), *covariates, rows.active]))


def _with_cases(rows: Rows) -> Rows:
    told = {name for name, cases in zip(rows.site, rows.cases, strict=True) if cases}
    kept = np.array([name in told for name in rows.site], dtype=bool)
    return Rows(
        [name for name in rows.site if name in told],
        [period for period, keep in zip(rows.period, kept, strict=True) if keep],
        rows.cases[kept],
        rows.exposure[kept],
        rows.active[kept],
    )


def _dummies(names: Sequence[str], *, every: bool) -> list[Floats]:
    kept = sorted(set(names))[0 if every else 1 :]
    return [np.array([name == one for name in names], dtype=float) for one in kept]


def _fit(rows: Rows, design: Floats) -> Fitted:
    sites = sorted(set(rows.site))
    _enough(rows, design, len(sites))
    groups = np.array([sites.index(name) for name in rows.site])
    model = sm.GLM(rows.cases, design, family=sm.families.Poisson(), exposure=rows.exposure)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # separation was looked at before
        found = model.fit(cov_type="cluster", cov_kwds={"groups": groups, "use_correction": True})
    return Fitted(
        log_ratio=float(found.params[-1]),
        se=float(found.bse[-1]),
        degrees=len(sites) - 1,
        dispersion=float(found.pearson_chi2 / max(1, len(rows.cases) - design.shape[1])),
        clusters=len(sites),
    )


def _enough(rows: Rows, design: Floats, sites: int) -> None:
    told = len(rows.cases) > design.shape[1]
    if sites < 2 or not told or np.linalg.matrix_rank(design) < design.shape[1]:
        raise RuleBroken(
            "The effect cannot be told apart: there have to be at least two sites, periods with "
            "and without it, sites or periods to compare with, and more rows than effects."
        )
    if not rows.cases[rows.active > 0].sum() or not rows.cases[rows.active == 0].sum():
        raise RuleBroken(
            "There is no case with the programme, or none without it, so that a regression gives "
            "no finite ratio. Use the exact test of two rates."
        )
