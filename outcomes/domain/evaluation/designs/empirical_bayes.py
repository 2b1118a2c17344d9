"""Fewer injuries than these sites were to expect, by what others saw without a programme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from core.domain.words import Sentence, say
from outcomes.domain.evaluation.designs.held_against import Found, HeldAgainst
from outcomes.domain.evaluation.statistics.empirical_bayes import effectiveness
from outcomes.domain.evaluation.statistics.predictive import (
    Predicted,
    chance_of_at_most,
    effect_interval,
    predict,
)
from outcomes.domain.evaluation.statistics.reference_model import Counts, Reference, fit


@dataclass(frozen=True, slots=True)
class EmpiricalBayes(HeldAgainst):
    """Met when so few injuries are hardly probable where nothing was done.

    A bad year is expected to be followed by an ordinary one, sites are allowed to differ and to
    change by themselves, and what happens to the whole industry is taken off.
    """

    KIND: ClassVar[str] = "empirical_bayes"

    def found(self, own: Counts, others: Counts) -> Found:
        """Predict every site from its own baseline and the reference, and compare the sums."""
        usual, after = fit(others), int(own.after.sum())
        predicted = predict(usual, own.before, own.exposure_before, own.exposure_after)
        return Found(
            p_value=chance_of_at_most(after, predicted, effect=self.null),
            ends=effect_interval(after, predicted, alpha=float(2 * self.alpha)),
            theta=_theta(after, predicted),
            sentence=_expected(after, predicted, usual),
            diagnostics=_diagnostics(predicted, usual),
        )


def _theta(after: int, predicted: Predicted) -> float:
    found = effectiveness(
        observed=after, expectations=predicted.mean, variances=predicted.variances
    )
    return found.theta


def _expected(after: int, predicted: Predicted, usual: Reference) -> Sentence:
    return say(
        "Without the programme %(expected)s injuries were to be expected here, by the baseline of "
        "each site and by %(sites)s reference sites, whose rate became %(trend)s times what it "
        "was; there were %(after)s.",
        expected=f"{predicted.total:.1f}",
        sites=usual.sites,
        trend=f"{usual.trend:.2f}",
        after=after,
    )


def _diagnostics(predicted: Predicted, usual: Reference) -> dict[str, float]:
    return {
        "expected": predicted.total,
        "expected_sd": float(predicted.variances.sum()) ** 0.5,
        "reference_rate": usual.rate,
        "phi": usual.phi,
        "trend": usual.trend,
        "drift": usual.drift,
        "surplus": usual.surplus,
        "trend_variance": usual.trend_variance,
        "reference_sites": float(usual.sites),
    }
