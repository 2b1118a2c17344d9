"""Questions about a file of readings: what would be stored, and what has to be mended first?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_noop, override

from core.domain.errors import RuleBroken
from core.domain.tables import CellError, Column, Layout, Row, layout_of, row_in
from core.domain.words import say
from core.translation import LABELS
from outcomes.domain.file_rows import (
    COLUMNS,
    PHASES,
    ClaimRow,
    cell_error,
    claim_in,
    phase_key,
)
from outcomes.domain.lifecycle import Phase, TargetState
from outcomes.domain.refusals import Refusal
from outcomes.gateways.sheets import Sheet
from outcomes.selectors.gates import Coming, Gate, compared
from outcomes.selectors.sites import Sites
from programs.models import Agreement

MOST_ROWS = 100_000
CHUNK = 1_000
HEADERS = {
    "target": gettext_noop("target number"),
    "worksite": gettext_noop("worksite"),
    "phase": gettext_noop("phase"),
    "first_day": gettext_noop("first day"),
    "last_day": gettext_noop("last day"),
    "quantity": gettext_noop("quantity"),
    "events": gettext_noop("injuries"),
    "hours": gettext_noop("hours worked"),
    "people": gettext_noop("people hurt"),
    "deaths": gettext_noop("deaths"),
    "lost_days": gettext_noop("days lost"),
    "near_misses": gettext_noop("near misses"),
    "note": gettext_noop("note"),
}
ERROR_COLUMN = gettext_noop("what has to be mended")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows that were looked at: `done` rows of the file so far."""

    done: int
    rows: tuple[Coming, ...] = ()
    errors: tuple[CellError, ...] = ()
    unknown: tuple[str, ...] = ()


def file_columns() -> tuple[Column, ...]:
    """The columns of a file; their headers may be written in either language."""
    return tuple(
        replace(column, aliases=tuple(_spoken(HEADERS[column.name]))) for column in COLUMNS
    )


def spoken_column(name: str) -> str:
    """What a column is called in the language that is active."""
    return gettext(HEADERS[name]) if name in HEADERS else name


def checked_rows(sheet: Sheet, agreement: Agreement, at: datetime) -> Iterator[Chunk]:
    """Every row held against the rules, a thousand at a time; nothing is stored by asking."""
    records = ((number, cells) for number, cells in sheet.records if any(map(str.strip, cells)))
    number, header = next(records, (1, ()))
    layout = layout_of(header, file_columns())
    own = set(_spoken(ERROR_COLUMN))
    unknown = tuple(name for name in layout.unknown if name not in own)
    if layout.errors:
        yield Chunk(number, errors=layout.errors, unknown=unknown)
        return
    yield Chunk(number, unknown=unknown)
    checker, count, batch = _Checker(agreement, at), 0, _Batch()
    for number, cells in records:
        count += 1
        if count > MOST_ROWS:
            raise RuleBroken(
                "The file has more than %(most)s rows; only so many are read at once. Split it.",
                most=f"{MOST_ROWS:,}",
            )
        batch.add(checker.check(layout, number, cells))
        if count % CHUNK == 0:
            yield batch.chunk(number)
            batch = _Batch()
    if not count:
        batch.add((CellError(2, "", say("The file has no row below its header. Add one.")),))
    yield batch.chunk(number)


class _Batch:
    def __init__(self) -> None:
        self.rows: list[Coming] = []
        self.errors: list[CellError] = []

    def add(self, found: Coming | tuple[CellError, ...]) -> None:
        if isinstance(found, Coming):
            self.rows.append(found)
        else:
            self.errors.extend(found)

    def chunk(self, done: int) -> Chunk:
        return Chunk(done, compared(self.rows), tuple(self.errors))


class _Checker:
    """The targets and worksites of an agreement, asked once, however many rows name them."""

    def __init__(self, agreement: Agreement, at: datetime) -> None:
        agreed = agreement.targets.filter(state=TargetState.AGREED)
        self.targets = {target.number: target for target in agreed}
        self.sites = Sites(agreement)
        self.gate = Gate(self.targets.values(), localtime(at).date())
        self.phases = {**PHASES, **_phases()}

    def check(
        self, layout: Layout, number: int, cells: Sequence[str]
    ) -> Coming | tuple[CellError, ...]:
        row = row_in(layout, number, cells)
        if not isinstance(row, Row):
            return () if row is None else (row,)
        claim = claim_in(row, self.phases)
        return self._admitted(claim) if isinstance(claim, ClaimRow) else claim

    def _admitted(self, claim: ClaimRow) -> Coming | tuple[CellError, ...]:
        target = self.targets.get(claim.target)
        if target is None:
            return (self._unknown(claim),)
        site = self.sites.of(target, claim.worksite)
        if isinstance(site, Refusal):
            return (cell_error(claim.row, site.field, site.sentence),)
        found = self.gate.passes(claim.row, target.pk, replace(claim.reading, site=site))
        if isinstance(found, Coming):
            return found
        return tuple(cell_error(claim.row, one.field, one.sentence) for one in found)

    def _unknown(self, claim: ClaimRow) -> CellError:
        reason = say(
            "No agreed target of this agreement has this number. They are: %(known)s.",
            known=", ".join(sorted(self.targets)[:5]) or "–",
        )
        return CellError(claim.row, "target", reason, next(iter(self.targets), ""))


def _phases() -> dict[str, Phase]:
    found: dict[str, Phase] = {}
    for language in ("ko", "en"):
        with override(language):
            found |= {phase_key(str(LABELS[phase.value])): phase for phase in Phase}
    return found


def _spoken(text: str) -> Iterator[str]:
    for language in ("ko", "en"):
        with override(language):
            yield gettext(text)
