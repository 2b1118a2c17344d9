"""Whole units shared out so that the shares add up, by largest remainder (Hamilton's method)."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from programs.domain.terms.values import total


def apportioned(
    whole: Fraction, weights: Sequence[Fraction], unit: Fraction
) -> tuple[Fraction, ...]:
    """`whole` (a multiple of `unit`) by weights from zero on, of which one is above zero.

    Each share is its exact quota rounded down to a unit; the units that are left go to the largest
    remainders, and among equal remainders to the first. Below zero it is shared as above, negated.
    """
    sign = -1 if whole < 0 else 1
    units = abs(whole) / unit
    together = total(weights)
    quotas = [units * weight / together for weight in weights]
    shares = [quota.numerator // quota.denominator for quota in quotas]
    left = int(units) - sum(shares)
    by_remainder = sorted(range(len(shares)), key=lambda i: (shares[i] - quotas[i], i))
    for i in by_remainder[:left]:
        shares[i] += 1
    return tuple(sign * share * unit for share in shares)
