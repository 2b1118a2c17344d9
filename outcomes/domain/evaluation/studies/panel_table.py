"""A panel out of a table: one row for each site and period, long or wide, and who was treated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.statistics.panel_rows import Rows
from outcomes.domain.evaluation.studies.answer import CannotBeEvaluated
from outcomes.domain.evaluation.studies.cells import is_missing, number_in
from outcomes.domain.evaluation.studies.columns import Columns, Places
from outcomes.domain.evaluation.studies.complete import complete
from outcomes.domain.evaluation.studies.grouped import Floats
from outcomes.domain.evaluation.studies.halves import SIDES
from outcomes.domain.evaluation.studies.naming import GROUP_VALUES, PERIOD_VALUES, normal
from outcomes.domain.evaluation.studies.params import Params
from outcomes.domain.evaluation.studies.selection import site_of
from outcomes.domain.evaluation.studies.sums import cases_of, exposure_of
from outcomes.domain.evaluation.studies.table import Line, Table

SAID = {
    **dict.fromkeys(("1", "1.0", "true", "yes", "예"), 1.0),
    **dict.fromkeys(("0", "0.0", "false", "no", "아니오"), 0.0),
}
Pair = tuple[Places, Places]  # columns of cases and of exposure


@dataclass(frozen=True, slots=True)
class PanelTable:
    """The rows of a panel, what they were read from, and which sites had a gap."""

    rows: Rows
    covariates: list[Floats]
    treated: Floats
    after: Floats
    lost: list[str]


@dataclass(frozen=True, slots=True)
class Seen:
    """One site in one period."""

    line: Line
    period: str
    places: Pair
    is_long: bool


def panel_of(table: Table, columns: Columns, asked: Params) -> PanelTable:
    """Every row of the periods that are looked at."""
    pairs, period = _places(columns)
    full, lost = complete(table, columns, pairs.values(), missing=asked["missing"])
    seen = list(_seen(full, pairs, period, asked))
    treated = np.array([float(_is_treated(one.line, columns)) for one in seen])
    told = bool(columns.of("active"))  # then periods need not be told apart
    after = np.array([float(not told and _is_after(one, asked)) for one in seen])
    covariates = [
        np.array([_number(one.line, columns, place, comma=full.comma) for one in seen])
        for place in columns.of("covariates")
    ]
    rows = _rows(seen, columns, treated * after, comma=full.comma)
    return PanelTable(rows, covariates, treated, after, lost)


def _places(columns: Columns) -> tuple[dict[str, Pair], int | None]:
    """Wide where both periods have counts of their own, else long: a period, year or month."""
    wide = {side: columns.of(f"count_{side}") for side in SIDES}
    if all(wide.values()):
        time = {side: columns.of(f"exposure_{side}") or columns.of("exposure") for side in SIDES}
        return {side: (wide[side], time[side]) for side in SIDES}, None
    found = columns.of("period") or columns.of("look") or wide["after"] or columns.need("period")
    return {"": (columns.need("count"), columns.of("exposure"))}, found[0]


def _seen(
    table: Table, pairs: dict[str, Pair], period: int | None, asked: Params
) -> Iterator[Seen]:
    named = {*asked["before"], *asked["after"]} if asked["before"] and asked["after"] else None
    for line in table.lines:
        for side, places in pairs.items():
            text = side if period is None else line.cell(period)
            if period is None or named is None or text in named:
                yield Seen(line, text, places, period is not None)


def _rows(seen: list[Seen], columns: Columns, both: Floats, *, comma: bool) -> Rows:
    cluster = columns.of("cluster")
    site = columns.of("site") or cluster or columns.need("site")
    says = columns.of("active")
    active = [_said_active(one.line, columns, says[0]) for one in seen] if says else both
    return Rows(
        site=[site_of(one.line, site) for one in seen],
        period=[one.period for one in seen],
        cases=np.array([_cases(one, columns, comma=comma) for one in seen]),
        exposure=np.array([_exposure(one, columns, comma=comma) for one in seen]),
        active=np.array(active),
        cluster=[site_of(one.line, cluster) for one in seen] if cluster else (),
    )


def _cases(one: Seen, columns: Columns, *, comma: bool) -> float:
    return float(cases_of(one.line, columns, one.places[0], comma=comma))


def _exposure(one: Seen, columns: Columns, *, comma: bool) -> float:
    """Counts over the same time everywhere need none: one each."""
    time = one.places[1]
    return float(exposure_of(one.line, columns, time, comma=comma)) if time else 1.0


def _is_treated(line: Line, columns: Columns) -> bool:
    """Without a group every site was treated."""
    group = columns.of("group")
    return not group or GROUP_VALUES.get(normal(line.cell(group[0])), "treated") == "treated"


def _said_active(line: Line, columns: Columns, place: int) -> float:
    text = line.cell(place).casefold()
    if is_missing(text) or text not in SAID:
        raise RuleBroken(
            "Row %(row)s, column “%(column)s” is “%(text)s”. Write 1 where the programme was at "
            "work, else 0.",
            field="active",
            row=line.number,
            column=columns.header[place],
            text=text[:50],
        )
    return SAID[text]


def _is_after(one: Seen, asked: Params) -> bool:
    if asked["after"] and one.is_long:
        return one.period in asked["after"]
    side = PERIOD_VALUES.get(normal(one.period))
    if side is None:
        raise RuleBroken(
            "Row %(row)s, period “%(text)s”: it is not said whether that is before or after. Say "
            'which are after: {"after": ["2015", "2016"]}, or add a column “active”.',
            field="period",
            row=one.line.number,
            text=one.period[:50],
        )
    return side == "after"


def _number(line: Line, columns: Columns, place: int, *, comma: bool) -> float:
    column = columns.header[place]
    found = number_in(line.cell(place), row=line.number, column=column, comma=comma)
    if found is None:
        raise CannotBeEvaluated(
            "Cannot be evaluated: row %(row)s, column “%(column)s” is missing or zero.",
            field="missing",
            row=line.number,
            column=column,
        )
    return float(found)
