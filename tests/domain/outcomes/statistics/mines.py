"""Real mines where nobody did anything, read in place."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache

import numpy as np
import numpy.typing as npt
import pytest

from outcomes.domain.evaluation.statistics.panel_rows import Rows
from outcomes.domain.evaluation.statistics.reference_model import Counts
from tests.domain.outcomes.statistics.vectors import DATA

PANEL = DATA / "msha/msha_single_member_panel_2013_2016.csv"
NAMES = ("before", "after", "exposure_before", "exposure_after")
Mask = npt.NDArray[np.bool_]
present = pytest.mark.skipif(not PANEL.exists(), reason=f"{PANEL.name} is not on this machine")


@cache
def lines() -> list[dict[str, str]]:
    """Years of mines whose hours stayed alike."""
    with PANEL.open() as file:
        return [row for row in csv.DictReader(file) if row["stable_hours"] == "1"]


def counts(before: tuple[int, ...] = (2013, 2014), after: tuple[int, ...] = (2015, 2016)) -> Counts:
    """Injuries and hours of every mine before and after."""
    names = {name: place for place, name in enumerate(dict.fromkeys(r["link_id"] for r in lines()))}
    sums = np.zeros((4, len(names)))
    for row in lines():
        for side, years in enumerate((before, after)):
            if int(row["year"]) in years:
                sums[side, names[row["link_id"]]] += float(row["num_injuries"])
                sums[side + 2, names[row["link_id"]]] += float(row["emp_hrs_total"])
    return Counts(*sums)


def some(mines: Counts, chosen: Mask) -> Counts:
    """A part of them."""
    return Counts(*(getattr(mines, name)[chosen] for name in NAMES))


def halved(group: Counts, draws: np.random.Generator) -> Counts:
    """As if every second injury afterwards had been prevented."""
    after = draws.binomial(group.after.astype(int), 0.5).astype(float)
    return Counts(group.before, after, group.exposure_before, group.exposure_after)


def lots(mines: Counts, size: int, tries: int, *, of: Mask | None = None) -> Iterator[Mask]:
    """Portfolios drawn by a fixed seed, of all mines or of some of them."""
    draws = np.random.Generator(np.random.PCG64(size))
    pool = np.arange(len(mines)) if of is None else np.flatnonzero(of)
    for _ in range(tries):
        ours = np.zeros(len(mines), dtype=bool)
        ours[draws.choice(pool, size, replace=False)] = True
        yield ours


def panel_rows(ours: Mask) -> Rows:
    """The four years as a panel in which these mines are said to have been treated since 2015."""
    names = list(dict.fromkeys(row["link_id"] for row in lines()))
    own = {name for name, chosen in zip(names, ours, strict=True) if chosen}
    return Rows(
        [row["link_id"] for row in lines()],
        [row["year"] for row in lines()],
        np.array([float(row["num_injuries"]) for row in lines()]),
        np.array([float(row["emp_hrs_total"]) for row in lines()]),
        np.array([float(r["link_id"] in own and int(r["year"]) > 2014) for r in lines()]),
    )
