"""Counts of many sites over many periods: Poisson regression with exposure, errors by cluster.

log E(cases) = log exposure + effects. Standard errors are clustered by site (or by something
larger), since a site's periods are not independent, with the small-sample factor
G/(G−1)·(N−1)/(N−K) of statsmodels and Student's t on G − 1 degrees (Cameron & Miller 2015): with
few sites the normal law would find too much.
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
from outcomes.domain.evaluation.statistics import fixed_effects
from outcomes.domain.evaluation.statistics.bad_year import comes_back_in
from outcomes.domain.evaluation.statistics.checked import Ends
from outcomes.domain.evaluation.statistics.panel_lot import chances_by_lot
from outcomes.domain.evaluation.statistics.panel_rows import Rows, dummies, places, with_cases

Floats = npt.NDArray[np.float64]
FEW = 10  # clusters below which even Student's t is not to be trusted


@dataclass(frozen=True, slots=True)
class Fitted:
    """The log rate ratio of the programme, and how sure it is."""

    log_ratio: float
    se: float
    degrees: int
    dispersion: float
    clusters: int
    comes_back: float | None = None
    by_lot: dict[str, float] | None = None

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


def difference_in_differences(
    rows: Rows, covariates: Sequence[Floats] = (), *, null: float = 1.0, usual: bool = False
) -> Fitted:
    """Effects of site and of period, and the programme where it was active.

    `null` is the ratio that lot is asked about; with `usual` it is lowered by what the treated
    sites come back by themselves (`bad_year`).

    A site without any case says nothing about a ratio (its own effect explains it fully), so it
    is left out, as in every Poisson regression with effects of sites.
    """
    kept, told = with_cases(rows)
    columns = np.column_stack(
        [*dummies(kept.period), *(one[told] for one in covariates), kept.active]
    )
    site, cluster = places(kept.site), places(kept.clusters)
    effects = columns.shape[1] + len(set(site))
    _enough(kept, effects, len(set(cluster)))
    found = fixed_effects.fit(kept.cases, kept.exposure, site, columns)
    beyond = kept.cases - found.expected
    back = comes_back_in(rows) if usual else None
    return Fitted(
        log_ratio=float(found.effects[-1]),
        se=_clustered(found, beyond, cluster, effects),
        degrees=len(set(cluster)) - 1,
        dispersion=float((beyond**2 / found.expected).sum() / (len(beyond) - effects)),
        clusters=len(set(cluster)),
        comes_back=back,
        by_lot=chances_by_lot(kept, columns[:, :-1], null=null * (back or 1.0)),
    )


def poisson(rows: Rows, covariates: Sequence[Floats] = (), *, usual: bool = False) -> Fitted:
    """One intercept, covariates, and the programme; sites may differ only by their covariates."""
    design = np.column_stack([np.ones(len(rows.cases)), *covariates, rows.active])
    groups = places(rows.clusters)
    clusters = len(set(groups))
    _enough(rows, design.shape[1], clusters)
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise fixed_effects.not_apart()
    model = sm.GLM(rows.cases, design, family=sm.families.Poisson(), exposure=rows.exposure)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # separation was looked at before
        found = model.fit(cov_type="cluster", cov_kwds={"groups": groups, "use_correction": True})
    return Fitted(
        log_ratio=float(found.params[-1]),
        se=float(found.bse[-1]),
        degrees=clusters - 1,
        dispersion=float(found.pearson_chi2 / (len(rows.cases) - design.shape[1])),
        clusters=clusters,
        comes_back=comes_back_in(rows) if usual else None,
    )


def _clustered(
    found: fixed_effects.Split, beyond: Floats, cluster: fixed_effects.Places, effects: int
) -> float:
    """The sandwich's last standard error."""
    scores = np.zeros((int(cluster.max()) + 1, found.columns.shape[1]))
    np.add.at(scores, cluster, beyond[:, None] * found.columns)
    bread = np.linalg.inv(found.information)
    groups, rows = len(scores), len(beyond)
    factor = groups / (groups - 1) * (rows - 1) / (rows - effects)
    return float(np.sqrt((bread @ scores.T @ scores @ bread)[-1, -1] * factor))


def _enough(rows: Rows, effects: int, clusters: int) -> None:
    told = 0 < rows.active.sum() < len(rows.active)
    if clusters < 2 or len(rows.cases) <= effects or not told:
        raise fixed_effects.not_apart()
    if not rows.cases[rows.active > 0].sum() or not rows.cases[rows.active == 0].sum():
        raise RuleBroken(
            "There is no case with the programme, or none without it, so that a regression gives "
            "no finite ratio. Use the exact test of two rates."
        )
