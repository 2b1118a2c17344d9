"""Fewer injuries than before, while reference sites had not as many fewer in the same days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from core.domain.words import Sentence, say
from outcomes.domain.evaluation.designs.held_against import Found, HeldAgainst
from outcomes.domain.evaluation.statistics.comparison import Compared, Four, compare
from outcomes.domain.evaluation.statistics.predictive import Predicted, chance_of_at_most
from outcomes.domain.evaluation.statistics.reference_model import (
    Counts,
    Reference,
    drift_of,
    fit,
)

UNUSUAL = 0.1  # a baseline so bad happens to one in ten groups of reference sites


@dataclass(frozen=True, slots=True)
class ComparisonGroup(HeldAgainst):
    """Met when the ratio of both changes is below what counts, beyond counting and beyond drift.

    It knows nothing of how a bad year is followed: where the baseline is unusually bad for such
    sites it does not judge, since the sites may have been chosen for it.
    """

    KIND: ClassVar[str] = "comparison_group"

    def found(self, own: Counts, others: Counts) -> Found | None:
        """Hold one change against the other."""
        usual = fit(others)
        if _chance_of_so_bad(own, usual) < UNUSUAL:
            return None
        compared = _compared(own, others, usual)
        return Found(
            p_value=compared.p_value(null=self.null),
            ends=compared.interval(float(2 * self.alpha)),
            theta=compared.theta,
            sentence=_said(compared, usual),
            diagnostics={
                "comparison_ratio": compared.comparison_ratio,
                "expected": compared.expected,
                "expected_sd": compared.expected_sd,
                "log_ratio": compared.log_ratio,
                "log_ratio_se": compared.log_ratio_se,
                "reference_sites": float(usual.sites),
            },
        )


def _chance_of_so_bad(own: Counts, usual: Reference) -> float:
    """P(baseline ≥ what was counted) at reference sites of these hours."""
    mean = usual.rate * own.exposure_before
    found = Predicted(mean, np.full(len(mean), usual.surplus / usual.phi), 0.0)
    return 1 - chance_of_at_most(int(own.before.sum()) - 1, found)


def _compared(own: Counts, others: Counts, usual: Reference) -> Compared:
    """The ratio of both changes; each side of each group varies by drift besides counting."""
    changed = own.exposure_after.sum() / own.exposure_before.sum()
    theirs = others.exposure_after.sum() / others.exposure_before.sum()
    four = Four(
        float(own.before.sum()),
        float(own.after.sum()),
        float(others.before.sum()),
        float(others.after.sum()),
        float(changed / theirs),
    )
    return compare(four, omega_variance=2 * (drift_of(own, usual) + drift_of(others, usual)))


def _said(compared: Compared, usual: Reference) -> Sentence:
    return say(
        "At %(sites)s reference sites the number became %(ratio)s times what it was; so "
        "%(expected)s injuries were to be expected here.",
        sites=usual.sites,
        ratio=f"{compared.comparison_ratio:.2f}",
        expected=f"{compared.expected:.1f}",
    )
