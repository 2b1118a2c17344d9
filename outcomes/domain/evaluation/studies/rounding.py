"""By which rule a statistic becomes the decimal that terms are given."""

from __future__ import annotations

from fractions import Fraction

from core.domain.numbers import plain, rounded
from outcomes.domain.evaluation.asked import cut

DOWN = "half_up_at_9_then_down_at_4"  # `asked.cut`: never more than is shown
UP = "half_up_at_4"
WHOLE = "whole"  # 1 where it is shown, else 0
PLACES = 4


def rate_text(cases: int, exposure: float, per: float) -> str:
    """Cases × per ÷ exposure without a rounding on the way, halves upwards at four places."""
    return plain(rounded(cases * Fraction(per) / Fraction(exposure), PLACES))


def share_text(number: float) -> str:
    """A share cut down, so that a power is never promised better than it is."""
    return plain(cut(number))
