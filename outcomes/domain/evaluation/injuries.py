"""Injuries before and after: what has to be known, and what is said of the bare numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from core.domain.numbers import grouped, percent
from core.domain.words import Sentence, say
from outcomes.domain.evaluation.asked import ONE, ZERO, Asked, TooLittle
from outcomes.domain.evaluation.readings import READINGS, SITES, Readings
from outcomes.domain.evaluation.result import Result, Verdict

BARE = Decimal("0.2")  # the naive rule, shown beside the test and never paid on
INJURIES = ("baseline_events", "baseline_hours", "follow_up_events", "follow_up_hours")


def missing_in(readings: Readings) -> tuple[str, ...]:
    """What is unknown, or gives no rate: hours that are zero."""
    values = {name: readings.of(name) for name in INJURIES}
    return tuple(
        name
        for name, value in values.items()
        if value is None or (name.endswith("_hours") and not value)
    )


def injuries_in(readings: Readings) -> tuple[int, Decimal, int, Decimal]:
    """Injuries and hours before, injuries and hours after; only where nothing is missing."""
    before, hours_before, after, hours_after = (readings.of(name) or ZERO for name in INJURIES)
    return int(before), hours_before, int(after), hours_after


def cannot(missing: tuple[str, ...], digest: str) -> Result:
    """No verdict, and why."""
    said = tuple({**READINGS, **SITES}[name] for name in missing)
    return Result(Verdict.CANNOT, ONE, None, said, digest, missing)


def too_little(asked: Asked, before: float, digest: str) -> Result:
    """Less than was agreed to judge by: the outcome that was agreed for it."""
    said = say(
        "The baseline shows %(before)s injuries; it was agreed to judge only from %(least)s on.",
        before=f"{before:g}",
        least=asked.least_events,
    )
    if asked.too_little == TooLittle.NOT_MET:
        return Result(Verdict.NOT_MET, ONE, ZERO, (said,), digest)
    return Result(Verdict.CANNOT, ONE, None, (said,), digest, ("baseline_events",))


def reduction_of(cases: tuple[int, int], exposure: tuple[Decimal, Decimal]) -> Fraction | None:
    """How much lower the rate was afterwards; nothing to compare with when nobody was hurt."""
    if not cases[0]:
        return None
    before = cases[0] / Fraction(exposure[0])
    return 1 - cases[1] / Fraction(exposure[1]) / before


def counted(cases: tuple[int, int], exposure: tuple[Decimal, Decimal]) -> Sentence:
    """The bare numbers."""
    return say(
        "Baseline: %(before)s injuries in %(hours_before)s hours. "
        "Follow-up: %(after)s injuries in %(hours_after)s hours.",
        before=cases[0],
        hours_before=grouped(exposure[0]),
        after=cases[1],
        hours_after=grouped(exposure[1]),
    )


def compared(*, bare: bool) -> Sentence:
    """What the naive rule would say, for information."""
    if bare:
        return say(
            "The bare comparison (at least %(share)s lower) would say yes. "
            "It is shown for information and pays nothing.",
            share=percent(BARE),
        )
    return say(
        "The bare comparison (at least %(share)s lower) would say no. "
        "It is shown for information and pays nothing.",
        share=percent(BARE),
    )
