"""By which rule a statistic becomes the decimal that terms are given."""

from __future__ import annotations

from fractions import Fraction

from core.domain.numbers import plain, rounded

REDUCTION = "half_up_at_9_then_down_at_4"  # `asked.cut`: never more than is shown
RATE = "half_up_at_4"
PLACES = 4


def rate_text(cases: int, exposure: float, per: float) -> str:
    """Cases × per ÷ exposure without a rounding on the way, halves upwards at four places."""
    return plain(rounded(cases * Fraction(per) / Fraction(exposure), PLACES))
