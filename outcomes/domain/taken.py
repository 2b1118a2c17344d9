"""Which days are taken already, so that many thousand readings are held against each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from core.domain.periods import Period
from outcomes.domain.lifecycle import MeasurementState, Phase
from outcomes.domain.refusals import Standing

Key: TypeAlias = tuple[int, Phase, int | None]  # target, side of the comparison, worksite
SOME_SITE = 0  # days that some worksite told, whichever it is


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """Days that are taken: by a reading that stands (`pk`), or by a row of the same file."""

    first: date
    last: date
    state: MeasurementState = field(compare=False, default=MeasurementState.MEASURED)
    pk: int | None = field(compare=False, default=None)
    row: int | None = field(compare=False, default=None)

    @property
    def period(self) -> Period:
        """First and last day."""
        return Period(self.first, self.last)


class Taken:
    """Days in order of time, for each side and worksite of each target; those never overlap."""

    def __init__(self) -> None:
        self._slots: dict[Key, list[Slot]] = defaultdict(list)
        self._days: dict[tuple[int, Phase], list[Slot]] = defaultdict(list)  # of any worksite

    def take(self, key: Key, slot: Slot) -> None:
        """From now on these days are taken, in place of a reading of the very same days."""
        target, phase, site = key
        slots = self._slots[key]
        place = bisect_left(slots, slot)
        if place < len(slots) and slots[place] == slot:
            slots[place] = slot
            return
        slots.insert(place, slot)
        if site is not None:
            _join(self._days[target, phase], slot)

    def same(self, key: Key, period: Period) -> list[Slot]:
        """What the same worksite told already of these days."""
        return _touching(self._slots.get(key, []), period)

    def standing(self, key: Key, period: Period) -> Iterator[Standing]:
        """Whatever would count these days twice: the same worksite, or a total beside a part."""
        target, phase, site = key
        for slot in self.same(key, period):
            yield Standing(phase, slot.period, slot.state, site)
        if site is not None:
            for slot in self.same((target, phase, None), period):
                yield Standing(phase, slot.period, slot.state, None)
        else:
            for slot in _touching(self._days.get((target, phase), []), period):
                yield Standing(phase, slot.period, slot.state, SOME_SITE)


def _touching(slots: list[Slot], period: Period) -> list[Slot]:
    """Slots that have a day in common with the period."""
    return slots[_reach(slots, period)]


def _reach(slots: list[Slot], period: Period) -> slice:
    """They do not overlap, so only the last one that begins before can reach into the period."""
    start = bisect_left(slots, Slot(period.first, date.min))
    if start and slots[start - 1].last >= period.first:
        start -= 1
    stop = bisect_right(slots, Slot(period.last, date.max))
    return slice(start, stop)


def _join(days: list[Slot], slot: Slot) -> None:
    """Add days to a union of days; neighbours become one."""
    before = max(slot.first.toordinal() - 1, 1)
    near = Period(date.fromordinal(before), date.fromordinal(slot.last.toordinal() + 1))
    reach = _reach(days, near)
    met = [slot, *days[reach]]
    days[reach] = [Slot(min(one.first for one in met), max(one.last for one in met))]
