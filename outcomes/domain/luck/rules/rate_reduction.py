"""The exact test over many pairs of counts, with the same answer as the design itself."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np
from scipy import special

from outcomes.domain.evaluation import PaysOn, RateReduction, ratio_p_value
from outcomes.domain.luck.rules.each import verdicts
from outcomes.domain.luck.rules.judged import Counts, Hours, Judged, Marks, by_values, judged_shown

CLOSE = 2e-6  # nearer to the level than this, the design itself is asked
ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class RateReductionRule:
    """Of the design that pays on an exact one-sided test."""

    design: RateReduction

    is_quantity: ClassVar[bool] = False

    @property
    def goal(self) -> Decimal:
        """That of the design."""
        return self.design.goal

    def document(self) -> dict[str, Any]:
        """That of the design."""
        return self.design.document()

    def accepts(self, before: Counts, after: Counts, hours: Hours) -> Judged:
        """Met, not met, or too little to judge by."""
        judged = judged_shown(self.design, before, self._is_shown(before, after, hours))
        if self.design.pays_on == PaysOn.SHOWN:
            return judged
        met = judged.met
        values = [judged.values[place] for place in judged.places.tolist()]
        found = verdicts(self.design, before[met], after[met], hours)
        for row, (_met, value) in zip(np.flatnonzero(met).tolist(), found, strict=True):
            values[row] = value
        return by_values(met.tolist(), values)

    def _is_shown(self, before: Counts, after: Counts, hours: Hours) -> Marks:
        """Where the p-value, rounded as the design rounds it, is below the level."""
        ratio = ONE - self.design.minimum_reduction
        weighted = Fraction(hours[1]) * Fraction(ratio)
        share = float(weighted / (weighted + Fraction(hours[0])))
        tails = special.bdtr(after.astype(float), before + after, share)
        level = float(self.design.alpha)
        shown = np.asarray((before > 0) & (tails < level))
        for row in np.flatnonzero((before > 0) & (np.abs(tails - level) < CLOSE)).tolist():
            cases = (int(before[row]), int(after[row]))
            p_value = ratio_p_value(cases=cases, exposure=hours, ratio=ratio)
            shown[row] = p_value < self.design.alpha
        return shown
