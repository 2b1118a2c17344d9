"""What readings say in the words of an indicator's definition: its rate before and after."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from outcomes.domain.claims import Reading
from outcomes.domain.lifecycle import Phase
from programs.domain.indicators import Asked, Definition, Level, NoValue, Row, Value, compute

ACCIDENTS = ("accidents", "recordable", "dart_cases", "lost_time", "new_cases")
PEOPLE = ("injured", "treated", "accident_injured")
COUNTED = ("safeguards", "hazards_closed", "high_risk_open")
Read = Callable[[Reading], Decimal | int | None]

# Which number of a reading is meant by a quantity; what is not here no reading tells.
TOLD: Mapping[str, Read] = {
    **dict.fromkeys(ACCIDENTS, lambda reading: reading.events),
    **dict.fromkeys(PEOPLE, lambda reading: reading.beside.people),
    **dict.fromkeys(COUNTED, lambda reading: reading.quantity),
    "hours": lambda reading: reading.hours,
    "lost_days": lambda reading: reading.beside.lost_days,
    "deaths": lambda reading: reading.beside.deaths,
    "near_misses": lambda reading: reading.beside.near_misses,
}


def agreed_rate(
    definition: Definition, readings: Sequence[Reading], phase: Phase, *, one_site: bool
) -> Value | NoValue:
    """The value over one phase; a reading that lacks something makes the whole unknown."""
    rows = [
        Row(number, {key: _exact(tell(reading)) for key, tell in TOLD.items()})
        for number, reading in enumerate(readings, start=1)
        if reading.phase == phase
    ]
    level = Level.SITE if one_site else Level.SUPPLIER
    return compute(definition, rows, asked=Asked(level=level, whole=True))


def _exact(number: Decimal | int | None) -> Fraction | None:
    return None if number is None else Fraction(number)
