"""The rows of a panel, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rows:
    """One row for each site and period; shapes (n,). `exposure` above zero."""

    site: Sequence[str]
    period: Sequence[str]
    cases: Floats
    exposure: Floats
    active: Floats  # 1 where the programme was at work, else 0
    cluster: Sequence[str] = ()  # what varies together, where that is more than a site

    @property
    def clusters(self) -> Sequence[str]:
        """What varies together."""
        return self.cluster or self.site


def with_cases(rows: Rows) -> tuple[Rows, npt.NDArray[np.bool_]]:
    """The rows of sites that had a case, and which rows these are."""
    site = places(rows.site)
    kept = np.bincount(site, rows.cases)[site] > 0
    names = (rows.site, rows.period, rows.cluster)
    chosen = [[one for one, keep in zip(each, kept, strict=False) if keep] for each in names]
    return (
        Rows(
            chosen[0],
            chosen[1],
            rows.cases[kept],
            rows.exposure[kept],
            rows.active[kept],
            chosen[2],
        ),
        kept,
    )


def places(names: Sequence[str]) -> npt.NDArray[np.int64]:
    """Names as numbers from 0 on."""
    return np.unique(np.array(names, dtype=str), return_inverse=True)[1].astype(np.int64)


def dummies(names: Sequence[str]) -> list[Floats]:
    """A column for each name but the first."""
    found = places(names)
    return [(found == one).astype(float) for one in range(1, int(found.max()) + 1)]
