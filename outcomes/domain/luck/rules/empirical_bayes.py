"""The empirical-Bayes test where the reference sites show just what is assumed.

What they will really show is not known when a target is set, so this is the law of the test and
not the test itself: after x injuries in the baseline an untreated follow-up is negative binomial
(see `chances`), and the target is met where so few would come up less often than the level.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray
from scipy import special

from outcomes.domain.evaluation.asked import Asked
from outcomes.domain.luck.rules.judged import Counts, Hours, Judged, judged_shown

KIND = "empirical_bayes"


@dataclass(frozen=True, slots=True)
class Law:
    """Of the follow-up of all sites: shape before anything is known, and what a rate comes to.

    After x injuries the mean is (`shape` + x) · `mean_scale`; `drift` is the variance of the
    chance factor of their sum.
    """

    shape: float
    mean_scale: float
    drift: float

    def chance_of_at_most(self, before: Counts, after: Counts, ratio: float) -> NDArray[np.float64]:
        """P(Y ≤ after) if the rate were `ratio` of what is to be expected; shapes (n,)."""
        known = self.shape + before
        mean = known * self.mean_scale * ratio
        shape = 1 / ((1 + 1 / known) * (1 + self.drift) - 1)
        found = special.betainc(shape, after + 1, shape / (shape + mean))
        return np.asarray(found, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class BayesRule:
    """Needs the law, which comes from what is assumed of the sites."""

    asked: Asked
    written: dict[str, Any]
    law: Law | None = None

    goal: ClassVar[Decimal] = Decimal(1)
    is_quantity: ClassVar[bool] = False

    def document(self) -> dict[str, Any]:
        """That of the design."""
        return self.written

    def accepts(self, before: Counts, after: Counts, hours: Hours) -> Judged:  # noqa: ARG002 - in the law
        """Met, not met, or too little to judge by."""
        assert self.law is not None  # noqa: S101 - given with the sites
        ratio = float(1 - self.asked.minimum_reduction)
        chance = self.law.chance_of_at_most(before, after, ratio)
        return judged_shown(self.asked, before, np.asarray(chance < float(self.asked.alpha)))
