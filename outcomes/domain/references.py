"""Sites where nobody did anything: what an evaluation compares the improved ones with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from core.domain.canonical import digest_of
from core.domain.cells import day_in, number_in, whole_in
from core.domain.errors import RuleBroken
from core.domain.numbers import plain
from core.domain.periods import Period
from core.domain.tables import CellError, Column, Row, read_table
from core.domain.words import say

FEWEST_SITES = 10  # fewer say nothing about how sites differ
COLUMNS = (
    Column("site", "S-001", aliases=("사업장",)),
    Column("first_day", "2025-01-01", aliases=("first day", "첫날")),
    Column("last_day", "2025-12-31", aliases=("last day", "마지막 날")),
    Column("injuries", "0", aliases=("events", "재해자수")),
    Column("hours", "48000", aliases=("hours worked", "근로시간")),
)


@dataclass(frozen=True, slots=True, order=True)
class ReferenceSpell:
    """What one reference site saw over some days; a row that is not known is left out."""

    site: str
    period: Period
    events: int
    hours: Decimal

    def as_json(self) -> list[str | int]:
        """As kept and hashed."""
        first, last = self.period.first.isoformat(), self.period.last.isoformat()
        return [self.site, first, last, self.events, plain(self.hours)]


@dataclass(frozen=True, slots=True)
class ReferenceRead:
    """What a file would store, and what has to be mended first."""

    spells: tuple[ReferenceSpell, ...]
    errors: tuple[CellError, ...]


def spells_from(stored: Sequence[Sequence[Any]]) -> tuple[ReferenceSpell, ...]:
    """Read kept rows back."""
    return tuple(
        ReferenceSpell(
            site,
            Period(date.fromisoformat(first), date.fromisoformat(last)),
            events,
            Decimal(hours),
        )
        for site, first, last, events, hours in stored
    )


def digest_of_spells(spells: Sequence[ReferenceSpell]) -> str:
    """The hash of the rows, whatever their order."""
    return digest_of([spell.as_json() for spell in sorted(spells)])


def read_reference(content: bytes) -> ReferenceRead:
    """Rows of a CSV; each error with its row, column and an example."""
    table = read_table(content, COLUMNS)
    rows = [(row, tuple(_errors(row))) for row in table.rows]
    errors = [*table.errors, *(error for _, found in rows for error in found)]
    spells = tuple(sorted(_spell(row) for row, found in rows if not found))
    return ReferenceRead(spells, tuple(errors))


def check_reference(spells: Sequence[ReferenceSpell]) -> None:
    """Enough sites, and no day of a site twice."""
    sites = {spell.site for spell in spells}
    if len(sites) < FEWEST_SITES:
        raise RuleBroken(
            "The file names %(sites)s sites; a reference needs at least %(fewest)s, or nothing can "
            "be said about how sites differ by themselves.",
            field="file",
            sites=len(sites),
            fewest=FEWEST_SITES,
        )
    for one, other in pairwise(sorted(spells)):
        if one.site == other.site and one.period.overlaps(other.period):
            raise RuleBroken(
                "Site %(site)s has the days %(one)s and %(other)s, which overlap. Keep one.",
                field="file",
                site=one.site,
                one=one.period,
                other=other.period,
            )


def check_extends(old: Sequence[ReferenceSpell], new: Sequence[ReferenceSpell]) -> None:
    """A next version adds days of the same sites: what was compared with stays what it was."""
    if gone := sorted(set(old) - set(new)):
        raise RuleBroken(
            "Site %(site)s, %(period)s, is changed or left out. A next version keeps every row of "
            "the one before and adds later days.",
            field="file",
            site=gone[0].site,
            period=gone[0].period,
        )
    if strangers := sorted({spell.site for spell in new} - {spell.site for spell in old}):
        raise RuleBroken(
            "Site %(site)s was not in the version before. A next version adds days and no sites.",
            field="file",
            site=strangers[0],
        )


def within(spells: Sequence[ReferenceSpell], window: Period) -> tuple[ReferenceSpell, ...]:
    """The spells that lie in a window as a whole."""
    return tuple(
        spell
        for spell in spells
        if window.first <= spell.period.first and spell.period.last <= window.last
    )


def _errors(row: Row) -> Iterator[CellError]:
    examples = {column.name: column.example for column in COLUMNS}
    if not row.cells["site"]:
        yield CellError(row.number, "site", say("The site is missing. Name it."), examples["site"])
    for name in ("first_day", "last_day"):
        if day_in(row.cells[name]) is None:
            reason = say("This is not a day. Write it as 2026-01-31.")
            yield CellError(row.number, name, reason, examples[name])
    if whole_in(row.cells["injuries"]) is None:
        reason = say("Injuries are counted in whole numbers. Leave out a row that nobody knows.")
        yield CellError(row.number, "injuries", reason, examples["injuries"])
    if not number_in(row.cells["hours"]):
        reason = say("Write the hours worked by everybody, more than 0. Leave out what is unknown.")
        yield CellError(row.number, "hours", reason, examples["hours"])
    yield from _upside_down(row)


def _upside_down(row: Row) -> Iterator[CellError]:
    first, last = day_in(row.cells["first_day"]), day_in(row.cells["last_day"])
    if first and last and last < first:
        reason = say("The last day comes before the first day. Swap the two.")
        yield CellError(row.number, "last_day", reason, row.cells["first_day"])


def _spell(row: Row) -> ReferenceSpell:
    cells = row.cells
    first, last = date.fromisoformat(cells["first_day"]), date.fromisoformat(cells["last_day"])
    hours, events = number_in(cells["hours"]), whole_in(cells["injuries"])
    assert hours is not None  # noqa: S101 - looked at above
    assert events is not None  # noqa: S101 - looked at above
    return ReferenceSpell(cells["site"], Period(first, last), events, hours)
