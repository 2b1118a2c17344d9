"""Columns as a person types them: one on a line, its header, then a field or a fixed text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from core.domain.errors import RuleBroken
from payouts.domain.bank_file import FIELDS, Column

QUOTE = '"'
MOST_COLUMNS = 40


def columns_from(text: str) -> tuple[Column, ...]:
    """Read `header = field` or `header = "text"`, line by line; what is wrong is named by line."""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if len(lines) > MOST_COLUMNS:
        raise RuleBroken(
            "A layout has at most %(most)s columns; these are %(count)s.",
            field="columns",
            most=MOST_COLUMNS,
            count=len(lines),
        )
    return tuple(_column(number, line) for number, line in lines)


def _column(number: int, line: str) -> Column:
    header, _, value = (part.strip() for part in line.partition("="))
    if value in FIELDS:
        return Column(header, field=value)
    if len(value) >= 2 and value[0] == value[-1] == QUOTE:
        return Column(header, text=value[1:-1])
    raise RuleBroken(
        "Line %(line)s, “%(header)s”: after = comes a field (%(fields)s) or a fixed text in "
        "quotation marks.",
        field="columns",
        line=number,
        header=header[:40],
        fields=", ".join(FIELDS),
    )


def typed(columns: Iterable[Column]) -> str:
    """The same columns as they are typed."""
    values = ((c.header, c.field or f"{QUOTE}{c.text}{QUOTE}") for c in columns)
    return "\n".join(f"{header} = {value}" for header, value in values)


def columns_of(stored: Iterable[Mapping[str, str]]) -> tuple[Column, ...]:
    """Columns as they are stored."""
    return tuple(Column(one["header"], one["field"], one["text"]) for one in stored)


def stored(columns: Iterable[Column]) -> list[dict[str, str]]:
    """The same columns as they are kept."""
    return [{"header": c.header, "field": c.field, "text": c.text} for c in columns]
