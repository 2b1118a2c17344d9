"""Somebody's file as rows of facts, with what has to be said about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.indicators.cells import fact_in
from programs.domain.indicators.definition import Definition
from programs.domain.indicators.facts import Asked, Excluded, Row
from programs.domain.indicators.headers import Columns, columns_in, plain_header
from programs.domain.indicators.osha import OSHA
from programs.domain.indicators.spreadsheet import records_in
from programs.domain.indicators.submissions import replaced

TOTALS = frozenset({"총계", "합계", "소계", "전체", "계", "total", "subtotal", "all"})
FORMS = frozenset(one.key for one in OSHA)
FIRST_ROW = 2  # as spreadsheets number it: the header is row 1


@dataclass(frozen=True, slots=True)
class File:
    """Rows that count, by group where one was asked for; rows that were replaced; what to know."""

    rows: tuple[Row, ...]
    groups: tuple[str, ...]  # of each row; empty without grouping
    replaced: tuple[Excluded, ...]
    flags: tuple[Sentence, ...]


def file_in(content: bytes, definition: Definition, asked: Asked, by: str = "") -> File:
    """Read a CSV for one indicator, grouped by the column `by`."""
    records = list(records_in(content))
    header = records.pop(0) if records else []
    columns = columns_in(header, definition, asked)
    group = _column(by, header) if by else None
    gone = replaced(header, records) if definition.key in FORMS else {}
    rows: list[Row] = []
    groups: list[str] = []
    left: list[Excluded] = []
    totals = 0
    for i, record in enumerate(records):
        if not any(cell.strip() for cell in record):
            continue
        if i in gone:
            left.append(Excluded(i + FIRST_ROW, gone[i]))
            continue
        totals += any(cell.strip().casefold() in TOTALS for cell in record)
        rows.append(_row(i + FIRST_ROW, record, columns))
        groups.extend(_group(record, group))
    return File(
        tuple(rows), tuple(groups), tuple(left), (*columns.flags, *_seen(totals, len(left)))
    )


def _row(number: int, record: Sequence[str], columns: Columns) -> Row:
    facts = {
        key: fact_in(key, record[place]) if place < len(record) else None
        for key, place in columns.places.items()
    }
    return Row(number, facts)


def _group(record: Sequence[str], place: int | None) -> Iterator[str]:
    if place is not None:
        yield record[place].strip() if place < len(record) else ""


def _column(name: str, header: Sequence[str]) -> int:
    names = [plain_header(one) for one in header]
    if plain_header(name) not in names:
        raise RuleBroken(
            "There is no column “%(name)s” to group by. The file has: %(found)s.",
            field="by",
            name=name,
            found=", ".join(header)[:500] or "–",
        )
    return names.index(plain_header(name))


def _seen(totals: int, older: int) -> Iterator[Sentence]:
    if totals:
        yield say(
            "Rows that look like totals of others (총계, 소계, 전체): %(rows)s. If they are, "
            "people are counted twice. Take those rows out, or group by a column.",
            rows=f"{totals:,}",
        )
    if older:
        yield say(
            "Forms that the same establishment sent again: %(rows)s. The newest counts.",
            rows=f"{older:,}",
        )
