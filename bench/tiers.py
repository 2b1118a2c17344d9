"""The promise that every contestant prices: so much per verified hazard removed, in tiers, capped.

The rates fall from tier to tier and the cap binds for about a seventh of the worksites, so that
no tier and neither side of the cap goes unmeasured.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.int64]

# (from so many hazards on, won for each one above)
TIERS = ((0, 90_000), (100, 70_000), (300, 50_000), (700, 30_000), (1_300, 10_000))
CAP = 65_000_000
MOST = 2_000
ROWS = 1_000_000
SEED = 20_260_601


def hazards() -> Column:
    """What a million worksites removed; the same million in every run."""
    return np.random.default_rng(SEED).integers(0, MOST + 1, size=ROWS, dtype=np.int64)


def expected(removed: Sequence[int]) -> list[int]:
    """The amounts in plain Python integers, tier by tier, as an officer would add them up."""
    return [_amount(each) for each in removed]


def _amount(removed: int) -> int:
    tops = [lower for lower, _ in TIERS[1:]] + [MOST]
    total = sum(
        max(min(removed, top) - lower, 0) * rate
        for (lower, rate), top in zip(TIERS, tops, strict=True)
    )
    return min(total, CAP)
