"""The comparison-group test that pays: beyond counting, and beyond what sites do by themselves.

A ratio of ratios alone pays too often: sites change by themselves, a few large ones above all, and
sites chosen for a bad year come back to the ordinary. So lot is asked (`lot`) where there are
enough sites, the error is widened by the drift of the comparison's own sites where there are not,
and it is said how unusual the baseline is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from outcomes.domain.evaluation.statistics.comparison import Compared, Four, compare
from outcomes.domain.evaluation.statistics.lot import SIDES, by_lot, can_be_drawn, surprises
from outcomes.domain.evaluation.statistics.predictive import Predicted, chance_of_at_most
from outcomes.domain.evaluation.statistics.reference_model import (
    Counts,
    Reference,
    drift_of,
    fit,
)

UNUSUAL = 0.1  # a baseline so bad happens to one in ten groups of comparison sites


@dataclass(frozen=True, slots=True)
class Judged:
    """The ratio with its widened error, and the chances by that error and by lot."""

    compared: Compared
    usual: Reference
    omega_variance: float
    by_error: dict[str, float]
    by_lot: dict[str, float] | None
    chance_of_so_bad: float

    @property
    def chosen_for_a_bad_year(self) -> bool:
        """Whether so bad a baseline is unusual for such sites, so that it may have been chosen."""
        return self.chance_of_so_bad < UNUSUAL

    def p_value(self, alternative: str) -> float:
        """By lot where lot has enough choices, else by the widened error."""
        return (self.by_lot or self.by_error)[alternative]


def judge(own: Counts, others: Counts, *, null: float = 1.0) -> Judged:
    """Treated sites against comparison sites; `null` is the ratio to be undercut.

    Raises `RuleBroken` where the comparison's sites show too little.
    """
    usual = fit(others)
    omega = 2 * (drift_of(own, usual) + drift_of(others, usual))
    compared = compare(four_of(own, others), omega_variance=omega)
    return Judged(
        compared=compared,
        usual=usual,
        omega_variance=omega,
        by_error={side: compared.p_value(null=null, alternative=side) for side in SIDES},
        by_lot=_by_lot(own, others, null),
        chance_of_so_bad=_chance_of_so_bad(own, usual),
    )


def four_of(own: Counts, others: Counts) -> Four:
    """The totals of both groups."""
    changed, theirs = (
        float(group.exposure_after.sum() / group.exposure_before.sum()) for group in (own, others)
    )
    return Four(
        float(own.before.sum()),
        float(own.after.sum()),
        float(others.before.sum()),
        float(others.after.sum()),
        changed / theirs,
    )


def _by_lot(own: Counts, others: Counts, null: float) -> dict[str, float] | None:
    """Nothing where there are too few ways to choose; were the null true, ratios would be 1."""
    treated = np.arange(len(own) + len(others)) < len(own)
    before, after, time_before, time_after = (
        np.concatenate([getattr(own, name), getattr(others, name)])
        for name in ("before", "after", "exposure_before", "exposure_after")
    )
    if not can_be_drawn(treated):
        return None
    time_after = time_after * np.where(treated, null, 1.0)
    common = (after.sum() / time_after.sum()) / (before.sum() / time_before.sum())
    share = common * time_after / (common * time_after + time_before)
    return by_lot(surprises(after, before + after, share, treated), treated)


def _chance_of_so_bad(own: Counts, usual: Reference) -> float:
    """P(baseline ≥ what was counted) at comparison sites of these hours."""
    mean = usual.rate * own.exposure_before
    found = Predicted(mean, np.full(len(mean), usual.surplus / usual.phi), 0.0)
    return 1 - chance_of_at_most(int(own.before.sum()) - 1, found)
