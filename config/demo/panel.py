"""Read a panel of real establishments: hours and injuries per unit and year."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

from core.domain.errors import RuleBroken

N = TypeVar("N", int, Decimal)


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

    @property
    def years(self) -> int:
        """How many, both included."""
        return self.last_year - self.first_year + 1


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
    lines = csv.DictReader(_text(content).splitlines())
    _check_header(lines.fieldnames or [], columns)
    by_unit: dict[str, list[_Row]] = defaultdict(list)
    for number, line in enumerate(lines, start=2):
        if all(line[name] == value for name, value in columns.only.items()):
            row = _row(number, line, columns)
            _check_new(number, row, by_unit[row.unit])
            by_unit[row.unit].append(row)
    if not by_unit:
        raise RuleBroken("The panel has no row that counts. Check the file and --only.")
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


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise RuleBroken("The panel is not in UTF-8. Save it again as CSV in UTF-8.") from fault


def _check_new(number: int, row: _Row, known: list[_Row]) -> None:
    if row.year in {one.year for one in known}:
        raise RuleBroken(
            "Row %(row)s gives unit %(unit)s the year %(year)s a second time. Keep one of them.",
            row=number,
            unit=row.unit,
            year=row.year,
        )


def _row(number: int, line: Mapping[str, str | None], columns: Columns) -> _Row:
    """A short line has no cell where others have one: that is an empty cell."""
    try:
        injuries = (line[columns.injuries] or "").strip()
        hours = (line[columns.hours] or "").strip()
        return _Row(
            (line[columns.unit] or "").strip(),
            int(line[columns.year] or ""),
            _not_below_zero(int(injuries)) if injuries else None,
            _not_below_zero(Decimal(hours)) if hours else None,
        )
    except (ValueError, InvalidOperation) as fault:
        raise RuleBroken(
            "Row %(row)s holds something that is not a number: %(fault)s. Correct the cell.",
            row=number,
            fault=fault,
        ) from fault


def _not_below_zero(number: N) -> N:
    if not Decimal(number).is_finite() or number < 0:
        raise ValueError(f"{number} is not zero or more")
    return number


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
    """All of it or nothing: a year that is not in the file is as unknown as an empty cell."""
    years = sorted(row.year for row in rows)
    whole = years == list(range(years[0], years[-1] + 1))
    injuries = [row.injuries for row in rows]
    hours = [row.hours for row in rows]
    return Side(
        years[0],
        years[-1],
        sum(n for n in injuries if n is not None) if whole and None not in injuries else None,
        sum((h for h in hours if h is not None), Decimal(0))
        if whole and None not in hours
        else None,
    )
