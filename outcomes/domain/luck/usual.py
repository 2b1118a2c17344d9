"""What is usual for sites, from those where nobody did anything."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from core.domain.numbers import rounded
from outcomes.domain.luck.question import HOURS, Population

LEAST_PHI, MOST_PHI = Decimal("0.01"), Decimal(1_000_000)


def usual_in(sites: Sequence[tuple[int, Decimal]]) -> Population:
    """Injuries and hours of each site; the mean rate and the shape by the method of moments.

    The rate is Σx / Σt. Counts vary by Σ(x − rate·t)² = Σx + rate²·Σt² / φ; sites that vary no
    more than counts do by themselves are as alike as can be told. Exact, then rounded to six and
    to four places. Where nobody was hurt nothing is known of the shape, and the default stands.
    """
    cases, hours = sum(x for x, _ in sites), sum((Fraction(t) for _, t in sites), Fraction(0))
    if not cases or not hours:
        return Population()
    rate = cases / hours
    beyond = sum((x - rate * Fraction(t)) ** 2 for x, t in sites) - cases
    spread = rate**2 * sum(Fraction(t) ** 2 for _, t in sites)
    phi = rounded(spread / beyond, 4) if beyond > 0 else MOST_PHI
    return Population(rate=rounded(rate * HOURS, 6), phi=min(max(phi, LEAST_PHI), MOST_PHI))
