"""Read a panel of real establishments: hours and injuries per unit and year."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from core.domain.errors import RuleBroken


@dataclass(frozen=True, slots=True)
class Columns:
    """What the panel calls its columns, which rows count, and where the baseline ends."""

    unit: str
    year: str
    hours: str
    injuries: str
    only: Mapping[str, str]
    baseline_until: int


@dataclass(frozen=True, slots=True)
class Side:
    """Injuries and hours over some years; None where any of them was not reported."""

    first_year: int
    last_year: int
    injuries: int | None
    hours: Decimal | None


@dataclass(frozen=True, slots=True)
class Unit:
    """One establishment before and after."""

    name: str
    baseline: Side
    follow_up: Side


@dataclass(frozen=True, slots=True)
class Panel:
    """All units of a file, and the hash by which the file is known again."""

    digest: str
    units: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    unit: str
    year: int
    injuries: int | None
    hours: Decimal | None


def read_panel(path: Path, columns: Columns) -> Panel:
    """Read the file; refuses a missing column or a cell that is no number, naming the row."""
    content = path.read_bytes()
    lines = csv.DictReader(content.decode("utf-8-sig").splitlines())
    _check_header(lines.fieldnames or [], columns)
    by_unit: dict[str, list[_Row]] = defaultdict(list)
    for number, line in enumerate(lines, start=2):
        if all(line[name] == value for name, value in columns.only.items()):
            row = _row(number, line, columns)
            by_unit[row.unit].append(row)
    units = tuple(_unit(name, rows, columns) for name, rows in sorted(by_unit.items()))
    return Panel(hashlib.sha256(content).hexdigest(), units)


def _check_header(found: Iterable[str], columns: Columns) -> None:
    wanted = [columns.unit, columns.year, columns.hours, columns.injuries, *columns.only]
    if missing := [name for name in wanted if name not in found]:
        raise RuleBroken(
            "The panel has no column %(missing)s. It has: %(found)s. "
            "Name the columns with --unit, --year, --hours and --injuries.",
            missing=", ".join(missing),
            found=", ".join(found),
        )


def _row(number: int, line: Mapping[str, str], columns: Columns) -> _Row:
    try:
        injuries, hours = line[columns.injuries].strip(), line[columns.hours].strip()
        return _Row(
            line[columns.unit],
            int(line[columns.year]),
            int(injuries) if injuries else None,
            Decimal(hours) if hours else None,
        )
    except (ValueError, InvalidOperation) as fault:
        raise RuleBroken(
            "Row %(row)s holds something that is not a number: %(fault)s. Correct the cell.",
            row=number,
            fault=fault,
        ) from fault


def _unit(name: str, rows: list[_Row], columns: Columns) -> Unit:
    before = [row for row in rows if row.year <= columns.baseline_until]
    after = [row for row in rows if row.year > columns.baseline_until]
    if not before or not after:
        raise RuleBroken(
            "Unit %(unit)s has no year on one side of %(year)s. "
            "Leave it out, or set --baseline-until to another year.",
            unit=name,
            year=columns.baseline_until,
        )
    return Unit(name, _side(before), _side(after))


def _side(rows: list[_Row]) -> Side:
    injuries = [row.injuries for row in rows]
    hours = [row.hours for row in rows]
    years = [row.year for row in rows]
    return Side(
        min(years),
        max(years),
        None if None in injuries else sum(n for n in injuries if n is not None),
        None if None in hours else sum((h for h in hours if h is not None), Decimal(0)),
    )
