"""Outcomes that are alike, counted once: how often each pair of counts comes up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outcomes.domain.luck.rules import Counts


@dataclass(frozen=True, slots=True)
class Tally:
    """Pairs of counts before and after, each once, and its weight.

    A weight is a whole number of draws where they were drawn, and a probability where they were
    worked out.
    """

    before: Counts
    after: Counts
    weight: NDArray[Any]


@dataclass(frozen=True, slots=True)
class Union:
    """All pairs of several tallies, each once; `places` finds those of a tally among them."""

    before: Counts
    after: Counts
    places: tuple[Counts, ...]


def tally_of(before: Counts, after: Counts) -> Tally:
    """Count equal pairs."""
    width = int(after.max()) + 1
    found, times = np.unique(before * width + after, return_counts=True)
    return Tally(found // width, found % width, times.astype(np.int64))


def union_of(tallies: Sequence[Tally]) -> Union:
    """Every pair that comes up in any of them."""
    width = 1 + max(int(one.after.max()) for one in tallies)
    codes = [one.before * width + one.after for one in tallies]
    found, places = np.unique(np.concatenate(codes), return_inverse=True)
    ends = np.cumsum([len(one) for one in codes])[:-1]
    return Union(found // width, found % width, tuple(np.split(places, ends)))
