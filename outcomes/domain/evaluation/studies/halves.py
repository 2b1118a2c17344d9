"""Before and after out of a table: as two kinds of rows, or as two columns in one row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.statistics.two_rates import Two
from outcomes.domain.evaluation.studies.columns import Columns, Places
from outcomes.domain.evaluation.studies.naming import PERIOD_VALUES, normal
from outcomes.domain.evaluation.studies.sums import Sum, sum_of
from outcomes.domain.evaluation.studies.table import Line, Table

SIDES = ("before", "after")


@dataclass(frozen=True, slots=True)
class Halves:
    """Where the two periods stand: `period` is a column of a long table, none in a wide one."""

    columns: Columns
    period: int | None
    places: Mapping[str, tuple[Places, Places]]
    values: Mapping[str, str]
    is_own: bool
    given: Mapping[str, float | None]

    def two(self, table: Table) -> Two:
        """After as group 1, before as group 2, so that the ratio is after by before."""
        before, after = (self._sum(table, side) for side in SIDES)
        return Two(after.cases, before.cases, after.exposure, before.exposure)

    def within(self, table: Table) -> Table:
        """The rows of the two periods; where these are named, all others are left out."""
        if self.period is None:
            return table
        sides = [(line, self._side_of(line, self.period)) for line in table.lines]
        return table.only(tuple(line for line, side in sides if side))

    def _side_of(self, line: Line, period: int) -> str:
        text = line.cell(period)
        side = self.values.get(text) or self.values.get(normal(text), "")
        if side or self.is_own:
            return side
        raise RuleBroken(
            "Row %(row)s, column “%(column)s” is “%(text)s”, which is neither before nor after. "
            'Say which are which: {"before": ["2023"], "after": ["2024"]}.',
            row=line.number,
            column=self.columns.header[period],
            text=text[:50],
        )

    def names(self) -> dict[str, list[str]]:
        """The columns that are read, for the answer."""
        found = {} if self.period is None else {"period": [self.columns.header[self.period]]}
        for side, (cases, time) in self.places.items():
            kind = "" if self.period is not None else f"_{side}"
            found[f"count{kind}"] = self.columns.names(cases)
            found[f"exposure{kind}"] = self.columns.names(time)
        return found

    def _sum(self, table: Table, side: str) -> Sum:
        if (period := self.period) is not None:
            lines = (line for line in table.lines if self._side_of(line, period) == side)
            table = table.only(tuple(lines))
        return sum_of(table, self.columns, self.places[side], exposure=self.given[side])


def halves_of(columns: Columns, asked: Mapping[str, Any]) -> Halves:
    """Wide where counts before and after have columns of their own, else long."""
    given = {side: asked[f"exposure_{side}"] for side in SIDES}
    wide = {side: columns.of(f"count_{side}") for side in SIDES}
    if all(wide.values()):
        places = {side: (wide[side], _time(columns, f"exposure_{side}", given)) for side in SIDES}
        return Halves(columns, None, places, {}, is_own=False, given=given)
    own = {cell: side for side in SIDES for cell in asked[side] or ()}
    years = columns.of("look") if own else ()
    period = columns.of("period") or wide["after"] or years or columns.of("group")
    both = (columns.need("count"), _time(columns, "exposure", given))
    return Halves(
        columns,
        (period or columns.need("period"))[0],
        dict.fromkeys(SIDES, both),
        own or PERIOD_VALUES,  # own words replace the usual ones
        is_own=bool(own),
        given=given,
    )


def _time(columns: Columns, role: str, given: Mapping[str, float | None]) -> Places:
    """The exposure of each side; one column may serve both, a number for each replaces it."""
    if all(given.values()):
        return ()
    return columns.of(role) or columns.of("exposure") or columns.need(role)
