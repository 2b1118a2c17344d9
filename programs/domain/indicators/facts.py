"""One row of what is known, and what keeps a value from being known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import TypeAlias

from core.domain.errors import RuleBroken
from core.domain.words import Sentence
from programs.domain.indicators.quantities import missing
from programs.domain.indicators.vocabulary import Level

MOST_HOURS = 8784  # of a leap year


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why something cannot be evaluated: a word for machines, a sentence for people."""

    code: str
    sentence: Sentence


Fact: TypeAlias = Fraction | Unknown | None
Facts: TypeAlias = Mapping[str, Fact]


@dataclass(frozen=True, slots=True)
class Row:
    """One site, one month, one hazard: its number, and its facts by quantity.

    A quantity that the file has no column for is absent; an empty cell is None. A day stands as
    its ordinal, yes and no as 1 and 0.
    """

    number: int
    facts: Facts


@dataclass(frozen=True, slots=True)
class Excluded:
    """A row that does not count, and why."""

    row: int
    why: Unknown


@dataclass(frozen=True, slots=True)
class Asked:
    """What the asker decides: nothing of it is assumed silently.

    `hours_per_worker` a year, where hours are unknown; `on` the day on which hazards are looked
    at; `level` of whom the value would speak; `whole`, that one unknown row makes all unknown.
    """

    hours_per_worker: int | None = None
    on: date | None = None
    level: Level = Level.PROGRAM
    whole: bool = False

    def __post_init__(self) -> None:
        if self.hours_per_worker is not None and not 1 <= self.hours_per_worker <= MOST_HOURS:
            raise RuleBroken(
                "A worker works from 1 to %(most)s hours a year, such as 2400.",
                field="assume_hours",
                most=MOST_HOURS,
            )


AS_IT_STANDS = Asked()


def fact(facts: Facts, key: str) -> Fraction | Unknown:
    """What a row says itself."""
    found = facts.get(key)
    return Unknown("missing", missing(key)) if found is None else found
