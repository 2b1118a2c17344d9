"""Readings that passed the gate are written, many in one statement; what they replace gives way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from core.domain.errors import Stale
from outcomes.domain.lifecycle import (
    CONFIRMATION,
    MEASUREMENT,
    ConfirmationState,
    MeasurementState,
    Source,
)
from outcomes.models import Confirmation, Measurement, MeasurementFile
from outcomes.selectors import Coming
from people.models import User

BATCH = 1_000
GIVE_WAY = MEASUREMENT.moves["supersede"]
WITHDRAWN = CONFIRMATION.after("withdraw", ConfirmationState.ASKED)


@dataclass(frozen=True, slots=True)
class Intake:
    """Who sends readings, when, and over which way."""

    source: Source
    by: User
    at: datetime
    file: MeasurementFile | None = None

    def write(self, rows: Sequence[tuple[Coming, UUID]]) -> list[Measurement]:
        """Store them; refuses when what they replace was closed since they were looked at."""
        self._replace([row.replaces for row, _ in rows if row.replaces])
        written = [self._measurement(row, key) for row, key in rows]
        return Measurement.objects.bulk_create(written, batch_size=BATCH)

    def _replace(self, olds: list[int]) -> None:
        """The readings of the same days give way, and nobody is asked about them any more."""
        gone = Measurement.objects.filter(pk__in=olds, state__in=GIVE_WAY.sources)
        if gone.update(state=GIVE_WAY.target, updated_at=self.at) != len(olds):
            raise Stale("A reading that would be replaced was certified just now. Check again.")
        asked = Confirmation.objects.filter(measurement__in=olds, state=ConfirmationState.ASKED)
        asked.update(state=WITHDRAWN, updated_at=self.at)

    def _measurement(self, row: Coming, key: UUID) -> Measurement:
        reading = row.reading
        return Measurement(
            target_id=row.target_id,
            phase=reading.phase,
            first_day=reading.period.first,
            last_day=reading.period.last,
            quantity=reading.quantity,
            events=reading.events,
            hours=reading.hours,
            match_id=reading.site,
            **asdict(reading.beside),
            note=reading.note,
            source=self.source,
            key=key,
            file=self.file,
            row=row.place if self.file else None,
            supersedes_id=row.replaces,
            state=MeasurementState.MEASURED,
            measured_by=self.by,
            measured_at=self.at,
        )
