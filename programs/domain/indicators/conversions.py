"""One rate said in another's unit, where that is exact; every assumption is said."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.indicators.comparing import why_not_comparable
from programs.domain.indicators.definition import Definition
from programs.domain.indicators.vocabulary import Per

SEVERITY = {"lost_days", "days_lost"}  # days by the Korean table, and calendar days
CASES = {"accidents", "injured"}  # 건 and 명


@dataclass(frozen=True, slots=True)
class Converted:
    """The same rate per another base, with everything that had to be assumed."""

    value: Fraction
    flags: tuple[Sentence, ...]


def converted(
    value: Fraction,
    *,
    origin: Definition,
    target: Definition,
    hours_per_worker: int | None = None,
) -> Converted:
    """A value of `origin` as `target` would say it: TRIR × 5 is TRIFR.

    Between hours and workers it needs `hours_per_worker`, an assumption that is flagged. Raises
    RuleBroken where the two count different things.
    """
    _check_same(origin, target)
    factor, flags = Fraction(target.base, origin.base), _differing(origin, target)
    if origin.per is not target.per:
        if hours_per_worker is None:
            raise RuleBroken(
                "One is per hour worked, the other per worker. Say how many hours a worker works "
                "in a year (2,400 in Korean textbooks); the answer will say that it was assumed."
            )
        hours = Fraction(hours_per_worker)
        factor *= hours if origin.per is Per.HOURS else 1 / hours
        flags = (
            *flags,
            say(
                "Assumed, not measured: %(hours)s hours a year per worker.", hours=hours_per_worker
            ),
        )
    return Converted(value * factor, flags)


def _check_same(origin: Definition, target: Definition) -> None:
    pair = {origin.numerator, target.numerator}
    exposures = {Per.HOURS, Per.EMPLOYEES}
    alike = len(pair) == 1 or pair in (SEVERITY, CASES)
    if not alike or not {origin.per, target.per} <= exposures:
        raise RuleBroken(
            "%(origin)s cannot be said as %(target)s: they count different things.",
            origin=origin.name,
            target=target.name,
        )


def _differing(origin: Definition, target: Definition) -> tuple[Sentence, ...]:
    if origin.per is not target.per and origin.numerator == target.numerator:
        return ()
    return why_not_comparable(origin, target)
