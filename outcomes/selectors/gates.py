"""The gate that many readings pass at once: asked once what stands, then no query for a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from core.domain.words import say
from outcomes.domain.claims import Reading
from outcomes.domain.lifecycle import MeasurementState, Phase
from outcomes.domain.refusals import Frame, Refusal, refusals
from outcomes.domain.taken import Slot, Taken
from outcomes.models import Measurement, Target
from outcomes.selectors.claims import frame_of, reading_of

FETCH = 5_000


@dataclass(frozen=True, slots=True)
class Coming:
    """A reading that may come in, its place in the file or batch, and what it replaces."""

    place: int
    target_id: int
    reading: Reading
    replaces: int | None = None
    is_unchanged: bool = False


class Gate:
    """What stands under some targets; a reading that passes stands in the way of the next."""

    def __init__(self, targets: Iterable[Target], today: date) -> None:
        self._targets = {target.pk: target for target in targets}
        self._frames: dict[int, Frame] = {}
        self._today = today
        self._taken = _standing_under(self._targets)

    def passes(self, place: int, target_id: int, reading: Reading) -> Coming | tuple[Refusal, ...]:
        """The reading on its way in, or everything that keeps it out."""
        key = (target_id, reading.phase, reading.site)
        same = [one for one in self._taken.same(key, reading.period) if _is(one, reading)]
        found = _repeated(same) or self._refused(target_id, reading)
        if found:
            return found
        first, last = reading.period.first, reading.period.last
        self._taken.take(key, Slot(first, last, row=place))
        return Coming(place, target_id, reading, same[0].pk if same else None)

    def _refused(self, target_id: int, reading: Reading) -> tuple[Refusal, ...]:
        if target_id not in self._frames:
            self._frames[target_id] = frame_of(self._targets[target_id], self._today)
        key = (target_id, reading.phase, reading.site)
        standing = tuple(self._taken.standing(key, reading.period))
        return refusals(reading, self._frames[target_id], standing)


def compared(rows: Sequence[Coming]) -> tuple[Coming, ...]:
    """The same rows; those that say exactly what stands already are marked, one query for all."""
    olds = Measurement.objects.in_bulk([row.replaces for row in rows if row.replaces])
    return tuple(
        replace(row, is_unchanged=True)
        if row.replaces and reading_of(olds[row.replaces]) == row.reading
        else row
        for row in rows
    )


def _standing_under(targets: Iterable[int]) -> Taken:
    taken = Taken()
    current = Measurement.objects.filter(target__in=list(targets)).exclude(
        state=MeasurementState.SUPERSEDED
    )
    for target, phase, site, first, last, state, pk in current.values_list(
        "target_id", "phase", "match_id", "first_day", "last_day", "state", "pk"
    ).iterator(chunk_size=FETCH):
        taken.take((target, Phase(phase), site), Slot(first, last, MeasurementState(state), pk))
    return taken


def _is(slot: Slot, reading: Reading) -> bool:
    return (slot.first, slot.last) == (reading.period.first, reading.period.last)


def _repeated(same: Sequence[Slot]) -> tuple[Refusal, ...]:
    return tuple(
        Refusal(
            "target",
            say(
                "The same target, worksite and period are already in row %(before)s. Leave one.",
                before=slot.row,
            ),
        )
        for slot in same
        if slot.row is not None
    )
