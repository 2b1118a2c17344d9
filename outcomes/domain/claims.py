"""A reading as a supplier claims it: what it may say, and how readings add up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from core.domain.numbers import plain
from core.domain.periods import Period
from core.domain.words import Sentence, say
from outcomes.domain.evaluation import Readings
from outcomes.domain.lifecycle import Phase
from outcomes.domain.measurements import ReadingKind, wrong_reading

HOURS_PLACES = 2  # what the tables keep


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read over a period; what was not read is `None`, never zero."""

    phase: Phase
    period: Period
    quantity: Decimal | None = None
    events: int | None = None
    hours: Decimal | None = None
    note: str = ""


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
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What a target asks of its readings: the window, and the readings its evaluation looks at."""

    window: Period
    needs: tuple[str, ...]
    today: date
    drawn: frozenset[tuple[Phase, Period]] | None = None  # once a portfolio's sample is drawn


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


def added_up(readings: Sequence[Reading], window: Period) -> Readings:
    """The numbers an evaluation looks at. One unknown part makes the whole unknown.

    A rate is read over the whole window or not at all: leaving out a bad month is no evaluation,
    and neither is leaving out a good one of the baseline.
    """
    before = _without_gaps([r for r in readings if r.phase == Phase.BASELINE])
    after = [r for r in readings if r.phase == Phase.FOLLOW_UP]
    whole = after if covers([r.period for r in after], window) else []
    return Readings(
        {
            "quantity": _sum([r.quantity for r in after]),
            "baseline_events": _sum([_exact(r.events) for r in before]),
            "baseline_hours": _sum([r.hours for r in before]),
            "follow_up_events": _sum([_exact(r.events) for r in whole]),
            "follow_up_hours": _sum([r.hours for r in whole]),
        }
    )


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
    if frame.drawn is not None and (reading.phase, reading.period) not in frame.drawn:
        yield Refusal(
            "first_day",
            say(
                "The sample of this target is drawn. Only what was drawn can be sent again, "
                "corrected. For anything else change the target; its sample is then drawn anew."
            ),
        )


def _in_the_way(reading: Reading, standing: Sequence[Standing]) -> Iterator[Refusal]:
    for other in standing:
        if other.phase != reading.phase or not other.period.overlaps(reading.period):
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
        elif other.is_confirmed:
            yield Refusal(
                "first_day",
                say(
                    "The measurement of %(period)s is confirmed by the worksite and stays.",
                    period=other.period,
                ),
            )


def _sum(values: Sequence[Decimal | None]) -> Decimal | None:
    known = [value for value in values if value is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None


def _exact(count: int | None) -> Decimal | None:
    return None if count is None else Decimal(count)
