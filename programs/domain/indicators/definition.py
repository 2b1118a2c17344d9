"""What an indicator is: every member that decides its value, frozen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.domain.errors import RuleBroken
from core.domain.periods import Period
from core.domain.words import Named
from programs.domain.indicators.quantities import QUANTITIES
from programs.domain.indicators.vocabulary import Counted, Direction, Level, Nature, Per

MOST_BASE, MOST_PLACES, MOST_DAYS = 1_000_000_000, 6, 365


@dataclass(frozen=True, slots=True)
class Definition:
    """Numerator ÷ denominator × base, shown with `places` decimals, halves away from zero.

    `absence_days` is from how many days of absence an injury counts; None where days decide
    nothing. `least_uptime` is the share of time a sensor must be on. `shown_from` is the smallest
    level of which a value may be shown. `pays` is whether a target may be set for it. Baseline and
    day of evaluation are None until an agency fixes them.
    """

    key: str
    version: int
    name: Named
    unit: Named
    formula: Named
    source: Named
    data_source: Named
    numerator: str
    counted: Counted
    denominator: str
    per: Per
    base: int
    direction: Direction
    nature: Nature
    absence_days: int | None = None
    least_uptime: Decimal | None = None
    places: int = 2
    pays: bool = True
    shown_from: Level = Level.SITE
    baseline: Period | None = None
    evaluated_on: date | None = None

    def __post_init__(self) -> None:
        for broken in _broken(self):
            raise broken

    def __str__(self) -> str:
        return f"{self.name} v{self.version}"


def _broken(one: Definition) -> Iterator[RuleBroken]:
    yield from _unknown(one)
    if (one.per is Per.NOTHING) != (one.denominator == ""):
        yield RuleBroken(
            "A number without denominator is per nothing, a rate names both. Correct “per”.",
            field="per",
        )
    for field, value, least, most in (
        ("version", one.version, 1, 32767),
        ("base", one.base, 1, MOST_BASE),
        ("places", one.places, 0, MOST_PLACES),
        ("absence_days", one.absence_days or 0, 0, MOST_DAYS),
    ):
        if not least <= value <= most:
            yield RuleBroken(
                "“%(place)s” must be a whole number from %(least)s to %(most)s.",
                field=field,
                place=field,
                least=least,
                most=most,
            )
    if one.least_uptime is not None and not 0 < one.least_uptime <= 1:
        yield RuleBroken(
            "The least uptime is a share above 0, at most 1, such as 0.9.", field="least_uptime"
        )
    if one.baseline and one.evaluated_on and one.evaluated_on <= one.baseline.last:
        yield RuleBroken(
            "The day of evaluation %(day)s has to come after the baseline %(baseline)s.",
            field="evaluated_on",
            day=one.evaluated_on,
            baseline=one.baseline,
        )


def _unknown(one: Definition) -> Iterator[RuleBroken]:
    for field, key in (("numerator", one.numerator), ("denominator", one.denominator)):
        if key not in QUANTITIES and (key or field == "numerator"):
            yield RuleBroken(
                "There is no quantity “%(key)s”. Known are: %(known)s.",
                field=field,
                key=key,
                known=", ".join(QUANTITIES),
            )
