"""What keeps a reading out: the wrong time or number, something missing, days already told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from core.domain.numbers import plain
from core.domain.periods import Period
from core.domain.words import Sentence, say
from outcomes.domain.claims import Reading, exact
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
        "events": (ReadingKind.EVENTS, exact(reading.events)),
        "hours": (ReadingKind.HOURS, reading.hours),
        **{
            name: (ReadingKind.WHOLE, exact(getattr(reading.beside, name)))
            for name in ("people", "deaths", "lost_days", "near_misses")
        },
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
        if other.site != reading.site:
            yield Refusal("worksite", _counted_twice(reading))
        elif other.period != reading.period:
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
    """A total holds every worksite, so it meets each of them."""
    same = other.site == reading.site or None in {other.site, reading.site}
    return same and other.phase == reading.phase and other.period.overlaps(reading.period)


def _counted_twice(reading: Reading) -> Sentence:
    if reading.site is None:
        return say(
            "Single worksites were read in these days, and all of them together would count "
            "twice. Name the worksite of this reading."
        )
    return say(
        "All worksites together were read in these days, so a single one would count twice. "
        "Send all of them together, without a worksite, or choose other days."
    )
