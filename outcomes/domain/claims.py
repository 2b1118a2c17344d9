"""A reading as a supplier claims it: what it may say, and how readings add up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from core.domain.numbers import plain
from core.domain.periods import Period
from core.domain.words import Sentence, say
from outcomes.domain.evaluation import Readings
from outcomes.domain.lifecycle import MeasurementState, Phase
from outcomes.domain.measurements import ReadingKind, wrong_reading

HOURS_PLACES = 2  # what the tables keep

# What gives way to nobody, and what is said to whoever sends the same days again.
STAYS: dict[MeasurementState, Callable[[Period], Sentence]] = {
    MeasurementState.CONFIRMED: lambda period: say(
        "The measurement of %(period)s is confirmed by the worksite and stays.", period=period
    ),
    MeasurementState.CERTIFIED: lambda period: say(
        "The measurement of %(period)s is certified and closed. If it is wrong, whoever may "
        "certify for your firm opens it again with the reason; then send it again.",
        period=period,
    ),
}


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


@dataclass(frozen=True, slots=True)
class Standing:
    """A reading of the same target that is already there."""

    phase: Phase
    period: Period
    state: MeasurementState
    site: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What a target asks of its readings: the window, and the readings its evaluation looks at."""

    window: Period
    needs: tuple[str, ...]
    today: date
    drawn: frozenset[Place] | None = None  # once a portfolio's sample is drawn


Place: TypeAlias = tuple[Phase, Period, int | None]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a reading does not fit, and the field to mend."""

    field: str
    sentence: Sentence


def refusals(reading: Reading, frame: Frame, standing: Sequence[Standing]) -> tuple[Refusal, ...]:
    """Everything that keeps a reading out; nothing when it may come in."""
    return (
        *_wrong_time(reading, frame),
        *_wrong_numbers(reading),
        *_missing(reading, frame),
        *_after_the_draw(reading, frame),
        *_in_the_way(reading, standing),
    )


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
            "baseline_events": _sum([_exact(r.events) for r in before]),
            "baseline_hours": _sum([r.hours for r in before]),
            "follow_up_events": _sum([_exact(r.events) for r in after]),
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


def _wrong_time(reading: Reading, frame: Frame) -> Iterator[Refusal]:
    if reading.period.last > frame.today:
        yield Refusal(
            "last_day",
            say(
                "The period ends on %(last)s, which has not passed yet. Send it afterwards.",
                last=reading.period.last,
            ),
        )
    if reading.phase == Phase.BASELINE and reading.period.last >= frame.window.first:
        yield Refusal(
            "last_day",
            say(
                "A baseline ends before the window begins on %(first)s. Choose an earlier period.",
                first=frame.window.first,
            ),
        )
    inside = frame.window.first <= reading.period.first and reading.period.last <= frame.window.last
    if reading.phase == Phase.FOLLOW_UP and not inside:
        yield Refusal(
            "first_day",
            say(
                "The period has to lie within the window %(window)s of the target.",
                window=frame.window,
            ),
        )


def _wrong_numbers(reading: Reading) -> Iterator[Refusal]:
    kinds = {
        "quantity": (ReadingKind.COUNT, reading.quantity),
        "events": (ReadingKind.EVENTS, _exact(reading.events)),
        "hours": (ReadingKind.HOURS, reading.hours),
    }
    for name, (kind, value) in kinds.items():
        wrong = None if value is None else wrong_reading(kind, plain(value))
        if wrong:
            yield Refusal(name, wrong)
    if reading.hours is not None and round(reading.hours, HOURS_PLACES) != reading.hours:
        yield Refusal("hours", say("Write hours with at most two decimals, such as 48000.25."))


def _missing(reading: Reading, frame: Frame) -> Iterator[Refusal]:
    if "quantity" in frame.needs and reading.quantity is None:
        yield Refusal(
            "quantity",
            say("This target counts a quantity. Enter it; write 0 only when there was none."),
        )
    if "quantity" not in frame.needs and reading.events is None:
        yield Refusal(
            "events",
            say(
                "This target counts injuries. Enter how many; write 0 only when there was none. "
                "Hours that nobody knows stay empty."
            ),
        )


def _after_the_draw(reading: Reading, frame: Frame) -> Iterator[Refusal]:
    """Nobody who knows what will be looked at may add to what will not."""
    place = (reading.phase, reading.period, reading.site)
    if frame.drawn is not None and place not in frame.drawn:
        yield Refusal(
            "first_day",
            say(
                "The sample of this target is drawn. Only what was drawn can be sent again, "
                "corrected. For anything else change the target; its sample is then drawn anew."
            ),
        )


def _in_the_way(reading: Reading, standing: Sequence[Standing]) -> Iterator[Refusal]:
    for other in standing:
        if not _meet(reading, other):
            continue
        if other.period != reading.period:
            yield Refusal(
                "first_day",
                say(
                    "These days overlap with the measurement of %(period)s, so they would count "
                    "twice. Choose other days, or send exactly that period again to replace it.",
                    period=other.period,
                ),
            )
        elif other.state in STAYS:
            yield Refusal("first_day", STAYS[other.state](other.period))


def _meet(reading: Reading, other: Standing) -> bool:
    same = (other.phase, other.site) == (reading.phase, reading.site)
    return same and other.period.overlaps(reading.period)


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None


def _exact(count: int | None) -> Decimal | None:
    return None if count is None else Decimal(count)
