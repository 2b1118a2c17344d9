"""Sites of a table by their group, each before and after: what models of many sites look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from outcomes.domain.evaluation.statistics.reference_model import Counts
from outcomes.domain.evaluation.statistics.two_rates import Two
from outcomes.domain.evaluation.studies.answer import CannotBeEvaluated
from outcomes.domain.evaluation.studies.columns import Columns
from outcomes.domain.evaluation.studies.complete import complete
from outcomes.domain.evaluation.studies.halves import halves_of
from outcomes.domain.evaluation.studies.naming import GROUP_VALUES, normal
from outcomes.domain.evaluation.studies.params import Params
from outcomes.domain.evaluation.studies.selection import site_of
from outcomes.domain.evaluation.studies.table import Line, Table

Floats = npt.NDArray[np.float64]
TREATED = "treated"
OTHERS = frozenset({"comparison", "reference"})


@dataclass(frozen=True, slots=True)
class Sites:
    """The sites of one group in the order of the file, and which of them had a gap."""

    names: tuple[str, ...]
    counts: Counts
    lines: Mapping[str, tuple[Line, ...]]
    left_out: tuple[str, ...]


def is_grouped(columns: Columns) -> bool:
    """Whether a column says who was treated; a bare one of two periods does not."""
    return bool(columns.of("group"))


def of_group(table: Table, columns: Columns, *, treated: bool) -> Table:
    """The rows of the treated sites, or of all others; without a group all are treated."""
    if not is_grouped(columns):
        return table if treated else table.only(())
    place = columns.of("group")[0]

    def belongs(line: Line) -> bool:
        return (GROUP_VALUES.get(normal(line.cell(place)), TREATED) in OTHERS) != treated

    return table.only(tuple(line for line in table.lines if belongs(line)))


def sites_of(table: Table, columns: Columns, asked: Params, what: str) -> Sites:
    """Every site with its sums; refuses a group without a row."""
    halves = halves_of(columns, _with_exposure(columns, asked))
    inside = halves.within(table)
    full, lost = complete(inside, columns, halves.places.values(), missing=asked["missing"])
    place, lines = columns.of("site"), dict[str, list[Line]]()
    for line in full.lines:
        lines.setdefault(site_of(line, place), []).append(line)
    if not lines:
        raise CannotBeEvaluated(
            "Cannot be evaluated: there is no row of the %(what)s sites.",
            field="no_rows",
            what=what,
        )
    kept = {name: tuple(rows) for name, rows in lines.items()}
    pairs = [halves.two(full.only(rows)) for rows in kept.values()]
    return Sites(tuple(kept), counts_of(pairs), kept, tuple(lost))


def counts_of(pairs: list[Two]) -> Counts:
    """Pairs of periods as columns; group 1 is after, group 2 before."""
    return Counts(
        np.array([float(pair.x2) for pair in pairs]),
        np.array([float(pair.x1) for pair in pairs]),
        np.array([pair.t2 for pair in pairs]),
        np.array([pair.t1 for pair in pairs]),
    )


def has_exposure(columns: Columns, asked: Params) -> bool:
    """Whether anything says how long or how much was watched."""
    roles = ("exposure", "exposure_before", "exposure_after")
    return bool(asked["exposure_before"]) or any(columns.of(role) for role in roles)


def _with_exposure(columns: Columns, asked: Params) -> dict[str, Any]:
    """Counts over the same time on both sides need none: one each."""
    if has_exposure(columns, asked):
        return dict(asked)
    return {**asked, "exposure_before": 1.0, "exposure_after": 1.0}
