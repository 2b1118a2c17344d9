"""A reference model with covariates: how counts of untreated sites depend on what sites are like.

Negative-binomial regression (NB2) with log exposure as offset, by statsmodels: a safety
performance function in the words of the Highway Safety Manual. `k` is the overdispersion.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from statsmodels.discrete.discrete_model import NegativeBinomial

from core.domain.errors import RuleBroken

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Model:
    """Intercept and slopes on the log scale, and the overdispersion of sites around them."""

    coefficients: Floats
    k: float

    def predict(self, exposure: Floats, covariates: Floats) -> Floats:
        """Cases that such sites are to expect; covariates of shape (n, m)."""
        return np.asarray(exposure * np.exp(_design(covariates) @ self.coefficients))


def fit(cases: Floats, exposure: Floats, covariates: Floats) -> Model:
    """By maximum likelihood; refuses what does not converge."""
    model = NegativeBinomial(
        cases, _design(covariates), loglike_method="nb2", offset=np.log(exposure)
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what it warns of is looked at below
        found = model.fit(disp=0, maxiter=500, method="bfgs")
    if not found.mle_retvals["converged"] or not np.all(np.isfinite(found.params)):
        raise RuleBroken(
            "The reference model did not settle on these sites. Use fewer covariates or more sites."
        )
    return Model(np.asarray(found.params[:-1]), max(float(found.params[-1]), 1e-6))


def _design(covariates: Floats) -> Floats:
    return np.column_stack([np.ones(len(covariates)), covariates])
