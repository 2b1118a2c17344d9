"""The baseline that a plan starts from: as parameters, or as a table of the sites."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.studies.answer import CannotBeEvaluated
from outcomes.domain.evaluation.studies.columns import Columns
from outcomes.domain.evaluation.studies.complete import complete
from outcomes.domain.evaluation.studies.naming import PERIOD_VALUES, normal
from outcomes.domain.evaluation.studies.params import Params
from outcomes.domain.evaluation.studies.selection import site_of
from outcomes.domain.evaluation.studies.sums import sum_of
from outcomes.domain.evaluation.studies.table import Table


@dataclass(frozen=True, slots=True)
class Expectation:
    """Cases to be expected in the baseline and in the follow-up, their exposures, and sites."""

    before: float
    after: float
    exposure: float
    exposure_after: float
    sites: int

    @property
    def arms(self) -> float:
        """Follow-up by baseline exposure."""
        return self.exposure_after / self.exposure


def expectation_of(table: Table, columns: Columns, asked: Params) -> Expectation:
    """From the rate and exposure that were given, else from what the table's sites saw before."""
    if table.header:
        before, exposure, sites = _seen(table, columns, asked)
    elif asked["rate"] and asked["exposure"]:
        exposure = asked["exposure"]
        before, sites = asked["rate"] / asked["per"] * exposure, 1
    else:
        raise RuleBroken(
            "Without a table give the baseline rate and the exposure: "
            '{"rate": 0.02, "exposure": 400, "ratio": 0.7}.'
        )
    follow_up = asked["exposure_after"] or exposure
    after = before * follow_up / exposure * asked["ratio"]
    return Expectation(before, after, exposure, follow_up, asked["sites"] or sites)


def _seen(table: Table, columns: Columns, asked: Params) -> tuple[float, float, int]:
    places = (
        columns.of("count_before") or columns.need("count"),
        columns.of("exposure_before") or columns.need("exposure"),
    )
    baseline = _baseline(table, columns)
    full, _lost = complete(baseline, columns, [places], missing=asked["missing"])
    found, named = sum_of(full, columns, places), columns.of("site")
    if not found.cases:
        raise CannotBeEvaluated(
            "Cannot be evaluated: there was no case in the baseline, so no reduction can be shown.",
            field="no_cases",
        )
    return float(found.cases), found.exposure, len({site_of(line, named) for line in full.lines})


def _baseline(table: Table, columns: Columns) -> Table:
    """The rows before, where a column tells before and after apart; else all rows."""
    if not (period := columns.of("period")):
        return table
    sides = [PERIOD_VALUES.get(normal(line.cell(period[0]))) for line in table.lines]
    if "after" not in sides:
        return table
    before = (line for line, side in zip(table.lines, sides, strict=True) if side == "before")
    return table.only(tuple(before))
