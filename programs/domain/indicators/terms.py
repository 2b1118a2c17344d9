"""Numerator and denominator of one row, or why it has none."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from core.domain.numbers import percent, rounded
from core.domain.words import Sentence, say
from programs.domain.indicators.definition import Definition
from programs.domain.indicators.facts import Asked, Facts, Unknown
from programs.domain.indicators.quantities import called
from programs.domain.indicators.ways import known

OFF = Unknown("sensor_off", say("The sensor was off. That is not the same as no alarm."))


@dataclass(frozen=True, slots=True)
class Terms:
    """What is divided by what."""

    numerator: Fraction
    denominator: Fraction

    def __add__(self, other: Terms) -> Terms:
        return Terms(self.numerator + other.numerator, self.denominator + other.denominator)


def terms_of(definition: Definition, facts: Facts, asked: Asked) -> Terms | Unknown:
    """Of one row; an unknown part, zero below the line or a sensor that was off makes it none."""
    under = _under(definition, facts, asked)
    if isinstance(under, Unknown):
        return under
    if why := _asleep(definition, facts, asked):
        return why
    above = known(definition.numerator, facts, asked)
    return above if isinstance(above, Unknown) else Terms(above, under)


def _under(definition: Definition, facts: Facts, asked: Asked) -> Fraction | Unknown:
    if not definition.denominator:
        return Fraction(1)
    under = known(definition.denominator, facts, asked)
    if isinstance(under, Unknown) or under > 0:
        return under
    return Unknown(f"zero_{definition.denominator}", _zero(definition.denominator))


def _zero(key: str) -> Sentence:
    values: dict[str, Any] = {"what": called(key)}
    return say("Zero: %(what)s. Without them there is no rate.", **values)


def _asleep(definition: Definition, facts: Facts, asked: Asked) -> Unknown | None:
    if definition.least_uptime is None:
        return None
    uptime = known("uptime", facts, asked)
    if isinstance(uptime, Unknown):
        return uptime
    if uptime == 0:
        return OFF
    if uptime > 1:
        said = say("The sensor cannot have been on for more than all of the time.")
        return Unknown("uptime_above_one", said)
    if uptime < Fraction(definition.least_uptime):
        said = say(
            "The sensor was on %(share)s of the time; at least %(least)s is asked for.",
            share=percent(rounded(uptime, 4)),
            least=percent(definition.least_uptime),
        )
        return Unknown("uptime_too_low", said)
    return None
