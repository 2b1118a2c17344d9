"""Cases and exposure of some rows, added up; one unknown cell makes the sum unknown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from outcomes.domain.evaluation.studies.answer import CannotBeEvaluated
from outcomes.domain.evaluation.studies.cells import count_in, number_in
from outcomes.domain.evaluation.studies.columns import Columns, Places
from outcomes.domain.evaluation.studies.table import Line, Table

T = TypeVar("T", int, Decimal)


@dataclass(frozen=True, slots=True)
class Sum:
    """Cases in so much exposure."""

    cases: int
    exposure: float


def sum_of(
    table: Table, columns: Columns, places: tuple[Places, Places], *, exposure: float | None = None
) -> Sum:
    """Cases and exposure of all rows, from their columns; `exposure` stands for a missing column.

    Raises `CannotBeEvaluated` where a cell is missing, an exposure is zero, or there is no row.
    """
    cases, time = places
    if not table.lines:
        raise CannotBeEvaluated(
            "Cannot be evaluated: there is no row to add up. Missing is not zero.", field="no_rows"
        )
    counted = sum(cases_of(line, columns, cases, comma=table.comma) for line in table.lines)
    if not time and exposure is not None:
        return Sum(counted, exposure)
    times = (exposure_of(line, columns, time, comma=table.comma) for line in table.lines)
    return Sum(counted, float(sum(times, Decimal(0))))


def cases_of(line: Line, columns: Columns, places: Places, *, comma: bool) -> int:
    """The cases of a row."""
    return sum(_known(count_in, line, columns, places, comma=comma))


def exposure_of(line: Line, columns: Columns, places: Places, *, comma: bool) -> Decimal:
    """The exposure of a row, above zero: no hours give no rate."""
    found = sum(_known(number_in, line, columns, places, comma=comma), Decimal(0))
    if not found:
        raise CannotBeEvaluated(
            "Cannot be evaluated: row %(row)s has no exposure (column %(column)s is zero), so "
            "there is no rate. Correct it, or leave such sites out: "
            '{"missing": "leave_out"}.',
            field="zero_exposure",
            row=line.number,
            column=", ".join(columns.names(places)),
        )
    return found


def _known(
    read: Callable[..., T | None],
    line: Line,
    columns: Columns,
    places: Sequence[int],
    *,
    comma: bool,
) -> Iterable[T]:
    for place in places:
        column = columns.header[place]
        found = read(line.cell(place), row=line.number, column=column, comma=comma)
        if found is None:
            raise CannotBeEvaluated(
                "Cannot be evaluated: row %(row)s, column “%(column)s” is missing. Missing is not "
                'zero. Fill it in, or leave such sites out: {"missing": "leave_out"}.',
                field="missing",
                row=line.number,
                column=column,
            )
        yield found
