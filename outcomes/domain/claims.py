"""A reading as a supplier claims it, and how readings add up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from core.domain.periods import Period
from outcomes.domain.evaluation import Readings
from outcomes.domain.lifecycle import Phase


@dataclass(frozen=True, slots=True)
class Beside:
    """What is told beside a reading and never paid for: it shows whether the reading is plausible.

    People hurt (명) where injuries count accidents (건), deaths among them, days lost, and
    near misses reported. What nobody counted is `None`.
    """

    people: int | None = None
    deaths: int | None = None
    lost_days: int | None = None
    near_misses: int | None = None


NOTHING_BESIDE = Beside()


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read over a period; what was not read is `None`, never zero.

    `site` is the match of the worksite where it was read; a target of one worksite needs none.
    """

    phase: Phase
    period: Period
    quantity: Decimal | None = None
    events: int | None = None
    hours: Decimal | None = None
    note: str = ""
    site: int | None = None
    beside: Beside = NOTHING_BESIDE


@dataclass(frozen=True, slots=True)
class Claim:
    """A reading on its way in; the key makes sending it twice harmless."""

    target_id: int
    reading: Reading
    key: UUID


def added_up(
    readings: Sequence[Reading], window: Period, baseline: Period | None = None
) -> Readings:
    """The numbers an evaluation looks at. One unknown part makes the whole unknown.

    A rate is read over the whole window, and the whole baseline where one was agreed, at every
    site, or not at all: leaving out a bad month is no evaluation, and neither is leaving out a
    good one of the baseline, or a site.
    """
    sites = by_site(readings, window, baseline)
    before = [r for site in sites.values() for r in site.before] if whole(sites, "before") else []
    after = [r for site in sites.values() for r in site.after] if whole(sites, "after") else []
    return Readings(
        {
            "quantity": _sum([r.quantity for r in readings if r.phase == Phase.FOLLOW_UP]),
            "baseline_events": _sum([exact(r.events) for r in before]),
            "baseline_hours": _sum([r.hours for r in before]),
            "follow_up_events": _sum([exact(r.events) for r in after]),
            "follow_up_hours": _sum([r.hours for r in after]),
        }
    )


@dataclass(frozen=True, slots=True)
class SiteReadings:
    """What one site read before and after; a side with a gap is empty."""

    before: tuple[Reading, ...]
    after: tuple[Reading, ...]


def by_site(
    readings: Sequence[Reading], window: Period, baseline: Period | None = None
) -> dict[int | None, SiteReadings]:
    """Every site with the readings that cover its baseline and its window without a gap."""
    sites = sorted({r.site for r in readings}, key=lambda site: (site is not None, site or 0))
    return {
        site: _of_site([r for r in readings if r.site == site], window, baseline) for site in sites
    }


def whole(sites: Mapping[int | None, SiteReadings], side: str) -> bool:
    """Whether every site has this side."""
    return bool(sites) and all(getattr(site, side) for site in sites.values())


def _of_site(readings: list[Reading], window: Period, baseline: Period | None) -> SiteReadings:
    before = [r for r in readings if r.phase == Phase.BASELINE]
    after = [r for r in readings if r.phase == Phase.FOLLOW_UP]
    if baseline is None:
        before = _without_gaps(before)
    else:
        inside = [
            r for r in before if baseline.first <= r.period.first <= r.period.last <= baseline.last
        ]
        before = inside if covers([r.period for r in inside], baseline) else []
    covered = after if covers([r.period for r in after], window) else []
    return SiteReadings(tuple(before), tuple(covered))


def covers(periods: Sequence[Period], window: Period) -> bool:
    """Whether no day of the window is left out."""
    day = window.first
    for period in sorted(periods):
        if period.first > day:
            return False
        day = max(day, period.last + timedelta(days=1))
    return day > window.last


def _without_gaps(readings: list[Reading]) -> list[Reading]:
    periods = [reading.period for reading in readings]
    if not periods:
        return []
    span = Period(min(p.first for p in periods), max(p.last for p in periods))
    return readings if covers(periods, span) else []


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None


def exact(count: int | None) -> Decimal | None:
    """A count as an exact number; one that nobody knows stays unknown."""
    return None if count is None else Decimal(count)
