"""L3, L4, T2, T5: who takes what first, and what is held back or returned."""

from __future__ import annotations

from fractions import Fraction


def _after(left: Fraction, most: Fraction) -> Fraction:
    """What is left after a tranche of at most so much has been filled."""
    return left - min(max(left, Fraction(0)), most)
