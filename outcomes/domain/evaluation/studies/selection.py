"""Which rows are looked at: those that a filter keeps, group by group where that is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from core.domain.documents import part_of
from core.domain.errors import RuleBroken
from outcomes.domain.evaluation.studies.columns import Columns, Places
from outcomes.domain.evaluation.studies.naming import GROUP_VALUES, normal
from outcomes.domain.evaluation.studies.params import Param
from outcomes.domain.evaluation.studies.table import Line, Table


def kept(table: Table, columns: Columns, where: Mapping[str, list[str]]) -> Table:
    """The rows whose cells are among those named: {"stable_hours": "1"}."""
    places = {columns.place(name, "where"): set(cells) for name, cells in where.items()}
    lines = tuple(
        line for line in table.lines if all(line.cell(i) in cells for i, cells in places.items())
    )
    return table.only(lines)


def treated(table: Table, columns: Columns) -> tuple[Table, int]:
    """Without the rows of comparison and reference groups, and how many these were."""
    if not columns.of("group") or not columns.of("period"):
        return table, 0
    return own_rows(table, columns)


def own_rows(table: Table, columns: Columns) -> tuple[Table, int]:
    """The same where the column of groups tells nothing else."""
    places = columns.of("group")
    others = {"comparison", "reference"}
    lines = tuple(
        line for line in table.lines if GROUP_VALUES.get(normal(line.cell(places[0]))) not in others
    )
    return table.only(lines), len(table.lines) - len(lines)


def parts(table: Table, _columns: Columns, place: int) -> Iterator[tuple[str, Table]]:
    """The table cut by the cells of one column, in their first order."""
    found: dict[str, list[Line]] = {}
    for line in table.lines:
        found.setdefault(line.cell(place), []).append(line)
    return ((name, table.only(tuple(lines))) for name, lines in found.items())


def parts_with_others(table: Table, columns: Columns, place: int) -> Iterator[tuple[str, Table]]:
    """Each treated part beside all sites that were not; without groups, beside all other parts."""
    if columns.of("group"):
        mine, _ = own_rows(table, columns)
        kept_by = {line.number for line in mine.lines}
        others = tuple(line for line in table.lines if line.number not in kept_by)
        for name, part in parts(mine, columns, place):
            yield name, table.only(part.lines + others)
        return
    header = (*table.header, "group")
    for name, part in parts(table, columns, place):
        own = {line.number for line in part.lines}
        lines = tuple(_marked(line, len(table.header), own) for line in table.lines)
        yield name, replace(table, header=header, lines=lines)


def _marked(line: Line, width: int, mine: set[int]) -> Line:
    """A row with its group behind it; a row that ends early has empty cells."""
    cells = tuple(line.cell(place) for place in range(width))
    return Line(line.number, (*cells, "treated" if line.number in mine else "reference"))


def site_of(line: Line, places: Places) -> str:
    """The name of the site of a row; each row is a site of its own where none is named."""
    return line.cell(places[0]) if places else f"row {line.number}"


def _where(place: str, value: object) -> dict[str, list[str]]:
    part = part_of(value, place)
    return {name: _cells(part.at(name), cells) for name, cells in part.found.items()}


def _cells(place: str, value: object) -> list[str]:
    cells: list[Any] = value if isinstance(value, list) else [value]
    if cells and all(isinstance(one, str | int) for one in cells):
        return [str(one) for one in cells]
    raise RuleBroken(
        '%(place)s must be the text of a cell, such as "1", or a list of such texts.', place=place
    )


WHERE = Param({}, _where)
PERIODS = Param(None, _cells)
