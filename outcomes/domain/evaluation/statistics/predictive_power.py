"""What a test of some sites can show, known before anything is done."""

from __future__ import annotations

from dataclasses import replace
from math import log

from scipy import special

from outcomes.domain.evaluation.statistics.comparison import Four, compare
from outcomes.domain.evaluation.statistics.predictive import Predicted, chance_of_at_most


def most_that_shows(predicted: Predicted, *, alpha: float, null: float = 1.0) -> int:
    """The largest total that is still called a reduction; −1 when not even none is."""
    low, high = -1, int(predicted.total * null) + 1
    while low < high:
        middle = (low + high + 1) // 2
        if chance_of_at_most(middle, predicted, effect=null) < alpha:
            low = middle
        else:
            high = middle - 1
    return low


def power(predicted: Predicted, *, effect: float, alpha: float, null: float = 1.0) -> float:
    """The chance that a true effect (0.5 is half as many) is shown by empirical Bayes."""
    most = most_that_shows(predicted, alpha=alpha, null=null)
    return chance_of_at_most(most, predicted, effect=effect) if most >= 0 else 0.0


def power_of_comparison(
    four: Four, *, effect: float, alpha: float, omega_variance: float = 0.0, null: float = 1.0
) -> float:
    """The chance that a true effect is shown by a comparison group, in large samples.

    `four` says how many cases are known or expected; those of the treated sites afterwards are
    worked out from the others. Φ(−ln(effect/null)/se − z₁₋α), with the error under the effect.
    """
    change = four.exposure_ratio * four.comparison_after / four.comparison_before
    after = replace(four, treated_after=four.treated_before * change * effect)
    expected = compare(after, omega_variance=omega_variance)
    distance = (log(null) - expected.log_ratio) / expected.log_ratio_se
    return float(special.ndtr(distance - special.ndtri(1 - alpha)))
