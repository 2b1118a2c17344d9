"""What a true effect does to the counts afterwards.

Of injuries it is the share that no longer happens. Of a quantity it is the share of the promise
that comes true: 0 leaves what would have come anyway, 1 brings it to the goal on average.
"""

from __future__ import annotations

from decimal import Decimal

from outcomes.domain.luck.question import HOURS, Question


def ratio_of(question: Question, effect: Decimal) -> float:
    """The factor on the injuries that were to be expected."""
    trend = question.population.trend
    return float(trend if question.rule.is_quantity else trend * (1 - effect))


def added_by(question: Question, effect: Decimal) -> float:
    """The mean of what is added to a quantity that would have come anyway."""
    if not question.rule.is_quantity:
        return 0.0
    usual = question.population
    anyway = question.hours[1] * usual.rate * usual.trend / HOURS
    return float(effect * max(question.rule.goal - anyway, Decimal(0)))
