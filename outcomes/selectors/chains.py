"""Questions about a reading that was sent again: each version, who sent it, what it changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from outcomes.models import Measurement
from outcomes.selectors.targets import Change

COMPARED = (
    "quantity", "events", "hours", "people", "deaths", "lost_days", "near_misses", "note",
)  # fmt: skip
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Version:
    """One reading of a chain, and what it says differently from the one before."""

    number: int
    measurement: Measurement
    changes: tuple[Change, ...]


def chain_of(measurement: Measurement) -> tuple[Version, ...]:
    """The whole chain, newest first; one that was never sent again has no chain."""
    here = _same_days(measurement)
    followed = {one.supersedes_id: one for one in here.values() if one.supersedes_id}
    first = measurement
    while first.supersedes_id and first.supersedes_id in here:
        first = here[first.supersedes_id]
    line = list(_forward(first, followed))
    versions = [
        Version(number, one, _changes(line[number - 2] if number > 1 else None, one))
        for number, one in enumerate(line, start=1)
    ]
    return tuple(reversed(versions)) if len(versions) > 1 else ()


def _same_days(measurement: Measurement) -> dict[int, Measurement]:
    found = Measurement.objects.filter(
        target=measurement.target_id,
        match=measurement.match_id,
        phase=measurement.phase,
        first_day=measurement.first_day,
        last_day=measurement.last_day,
    )
    people = found.select_related("measured_by", "certified_by", "reopened_by")
    return {one.pk: one for one in people.order_by("-pk")[:LONGEST]}


def _forward(first: Measurement, followed: dict[int, Measurement]) -> Iterator[Measurement]:
    one: Measurement | None = first
    while one is not None:
        yield one
        one = followed.get(one.pk)


def _changes(before: Measurement | None, now: Measurement) -> tuple[Change, ...]:
    if before is None:
        return ()
    names = {field.name: str(field.verbose_name) for field in Measurement._meta.fields}
    pairs = [(name, getattr(before, name), getattr(now, name)) for name in COMPARED]
    return tuple(Change(names[name], old, new) for name, old, new in pairs if old != new)
