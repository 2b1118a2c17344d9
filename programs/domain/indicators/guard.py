"""Of whom a value may be shown: a rate per ten thousand workers says nothing about twenty."""

from __future__ import annotations

from fractions import Fraction

from core.domain.words import say
from programs.domain.indicators.definition import Definition
from programs.domain.indicators.facts import Asked, Unknown
from programs.domain.indicators.vocabulary import LEVELS, Level


def hidden_by_level(definition: Definition, asked: Asked) -> Unknown | None:
    """Whether it would speak of a site or a supplier although it must not."""
    if LEVELS.index(asked.level) >= LEVELS.index(definition.shown_from):
        return None
    return _never(definition)


def hidden(definition: Definition, workers: Fraction) -> Unknown | None:
    """Whether there are fewer workers than its base counts."""
    if definition.shown_from is Level.SITE or workers >= definition.base:
        return None
    return _never(definition)


def _never(definition: Definition) -> Unknown:
    return Unknown(
        "not_shown",
        say(
            "%(name)s is shown only for a programme, an industry or a country with at least "
            "%(least)s workers, never for a site or a supplier.",
            name=definition.name,
            least=f"{definition.base:,}",
        ),
    )
