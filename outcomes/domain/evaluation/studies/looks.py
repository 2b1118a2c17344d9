"""The looks of a sequential study: cases and expected cases, added up from look to look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from outcomes.domain.evaluation.studies.answer import CannotBeEvaluated
from outcomes.domain.evaluation.studies.columns import Columns
from outcomes.domain.evaluation.studies.params import Params
from outcomes.domain.evaluation.studies.sums import cases_of, exposure_of
from outcomes.domain.evaluation.studies.table import Line, Table


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen, and what was to be expected, up to one look."""

    name: str
    cases: int
    expected: float


def looks_of(table: Table, columns: Columns, asked: Params) -> tuple[Look, ...]:
    """One look for each text of the look column, in the order of the file; else for each row.

    Expected cases are a column, or exposure times the stated rate. Rows hold what is new at a
    look, or what it has come to where `cumulative` is asked for.
    """
    parts = list(_parts(table, columns, asked))
    if not parts:
        raise CannotBeEvaluated("Cannot be evaluated: there is no look yet.", field="no_rows")
    if asked["cumulative"]:
        return tuple(Look(name, cases, float(time)) for name, (cases, time) in parts)
    found, cases, expected = [], 0, Decimal(0)
    for name, (new, time) in parts:
        cases, expected = cases + new, expected + time
        found.append(Look(name, cases, float(expected)))
    return tuple(found)


def _parts(
    table: Table, columns: Columns, asked: Params
) -> Iterator[tuple[str, tuple[int, Decimal]]]:
    rate, named = asked["rate"], columns.of("look")
    cases = columns.need("count")
    time = columns.need("expected" if rate is None else "exposure")
    factor = Decimal(1) if rate is None else Decimal(repr(rate))
    found: dict[str, tuple[int, Decimal]] = {}
    for line in table.lines:
        name = _name(line, named)
        seen, hoped = found.get(name, (0, Decimal(0)))
        new = exposure_of(line, columns, time, comma=table.comma) * factor
        found[name] = (seen + cases_of(line, columns, cases, comma=table.comma), hoped + new)
    return iter(found.items())


def _name(line: Line, named: tuple[int, ...]) -> str:
    return line.cell(named[0]) if named else f"row {line.number}"
