"""Questions about readings on their way in: do they fit what is asked and what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext, gettext_noop, override

from core.domain.periods import Period
from core.domain.tables import MOST_ERRORS, CellError, Column
from core.domain.words import say
from outcomes.domain.claims import Beside, Frame, Place, Reading, Standing, refusals
from outcomes.domain.lifecycle import MeasurementState, Phase, TargetState
from outcomes.domain.measurements import COLUMNS, EXAMPLES, ClaimRow, dry_run, first_of
from outcomes.domain.sampling import number_in_frame
from outcomes.models import Measurement, Target, VerificationPlan
from programs.models import Agreement

HEADERS = {
    "target": gettext_noop("target number"),
    "phase": gettext_noop("phase"),
    "first_day": gettext_noop("first day"),
    "last_day": gettext_noop("last day"),
    "quantity": gettext_noop("quantity"),
    "events": gettext_noop("injuries"),
    "hours": gettext_noop("hours worked"),
    "note": gettext_noop("note"),
}


@dataclass(frozen=True, slots=True)
class FileRow:
    """A row that would be stored."""

    row: int
    target_id: int
    target: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class FileCheck:
    """What a file would store, and what has to be mended first; nothing is stored by asking."""

    rows: tuple[FileRow, ...]
    errors: tuple[CellError, ...]

    @property
    def is_cut(self) -> bool:
        """Whether there may be more to mend than is told."""
        return len(self.errors) == MOST_ERRORS


def reading_of(measurement: Measurement) -> Reading:
    """The pure reading behind a row."""
    return Reading(
        phase=Phase(measurement.phase),
        period=Period(measurement.first_day, measurement.last_day),
        quantity=measurement.quantity,
        events=measurement.events,
        hours=measurement.hours,
        note=measurement.note,
        site=measurement.match_id,
        beside=Beside(
            people=measurement.people,
            deaths=measurement.deaths,
            lost_days=measurement.lost_days,
            near_misses=measurement.near_misses,
        ),
    )


def frame_of(target: Target, today: date) -> Frame:
    """What a target asks of its readings."""
    window = Period(target.window_first, target.window_last)
    return Frame(window=window, needs=target.rule.NEEDS, today=today, drawn=_drawn(target))


def _drawn(target: Target) -> frozenset[Place] | None:
    """What may still be sent for a portfolio whose sample is drawn; a single site has no limit."""
    if target.match_id is not None:
        return None
    plan = VerificationPlan.objects.filter(target=target).first()
    if plan is None:
        return None
    sample = target.measurements.filter(pk__in=[number_in_frame(name) for name in plan.sample])
    return frozenset((Phase(m.phase), Period(m.first_day, m.last_day), m.match_id) for m in sample)


def standing_of(target: Target, period: Period | None = None) -> tuple[Standing, ...]:
    """The readings of a target that are already there; with a period, those that touch it."""
    current = target.measurements.exclude(state=MeasurementState.SUPERSEDED)
    if period is not None:
        current = current.filter(first_day__lte=period.last, last_day__gte=period.first)
    return tuple(
        Standing(
            phase=Phase(m.phase),
            period=Period(m.first_day, m.last_day),
            state=MeasurementState(m.state),
            site=m.match_id,
        )
        for m in current
    )


def file_columns() -> tuple[Column, ...]:
    """The columns of a file; their headers may be written in either language."""
    return tuple(
        replace(column, aliases=tuple(_spoken(HEADERS[column.name]))) for column in COLUMNS
    )


def check_file(agreement: Agreement, content: bytes, at: datetime) -> FileCheck:
    """Read a file and hold every row against the rules, without storing anything."""
    run = dry_run(content, file_columns())
    checker = _Checker(agreement, localtime(at).date())
    errors = [*run.errors]
    rows = []
    for row in run.rows:
        if wrong := tuple(checker.errors(row)):
            errors += wrong
        else:
            rows.append(checker.row(row))
    if not rows and not errors:
        errors = [CellError(2, "", say("The file has no row below its header. Add one."))]
    return FileCheck(tuple(rows), first_of(errors))


class _Checker:
    """The targets of an agreement, each looked at once, however many rows name it."""

    def __init__(self, agreement: Agreement, today: date) -> None:
        agreed = agreement.targets.filter(state=TargetState.AGREED)
        self.targets = {target.number: target for target in agreed}
        self.standing = {number: [*standing_of(t)] for number, t in self.targets.items()}
        self.frames = {number: frame_of(t, today) for number, t in self.targets.items()}

    def errors(self, row: ClaimRow) -> Iterator[CellError]:
        """What keeps a row out; a row that comes in stands in the way of the next."""
        target = self.targets.get(row.target)
        if target is None:
            known = ", ".join(sorted(self.targets)[:5]) or "–"
            reason = say(
                "No agreed target of this agreement has this number. They are: %(known)s.",
                known=known,
            )
            yield CellError(row.row, "target", reason, next(iter(self.targets), ""))
            return
        reading = self.row(row).reading
        found = refusals(reading, self.frames[row.target], self.standing[row.target])
        for refusal in found:
            example = EXAMPLES[refusal.field]
            yield CellError(row.row, refusal.field, refusal.sentence, example)
        if not found:
            self.standing[row.target].append(
                Standing(reading.phase, reading.period, MeasurementState.MEASURED)
            )

    def row(self, row: ClaimRow) -> FileRow:
        """As it would be stored."""
        reading = Reading(
            phase=row.phase,
            period=Period(row.first_day, row.last_day),
            quantity=row.quantity,
            events=row.events,
            hours=row.hours,
            note=row.note,
        )
        return FileRow(row.row, self.targets[row.target].pk, row.target, reading)


def _spoken(header: str) -> Iterator[str]:
    for language in ("ko", "en"):
        with override(language):
            yield gettext(header)
