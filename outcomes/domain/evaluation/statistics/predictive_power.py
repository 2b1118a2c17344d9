"""What the empirical-Bayes test of some sites can show, known before anything is done."""

from __future__ import annotations

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
    """The chance that a true effect (0.5 is half as many) is shown."""
    most = most_that_shows(predicted, alpha=alpha, null=null)
    return chance_of_at_most(most, predicted, effect=effect) if most >= 0 else 0.0
