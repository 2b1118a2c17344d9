"""Who was hurt, where, in which days and hours: the rows that a comparison is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import groupby

from core.domain.numbers import plain
from core.domain.periods import Period
from outcomes.domain.lifecycle import Phase


class Group(StrEnum):
    """Which side of the comparison a site is on; nobody did anything at a reference site."""

    TREATED = "treated"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Spell:
    """What one site saw over some days; what nobody knows is `None`, never zero."""

    site: str
    group: Group
    phase: Phase
    period: Period
    events: int | None
    hours: Decimal | None

    def as_json(self) -> dict[str, str | int | None]:
        """As it is hashed: the order of a site's days never matters."""
        return {
            "site": self.site,
            "group": self.group.value,
            "phase": self.phase.value,
            "first_day": self.period.first.isoformat(),
            "last_day": self.period.last.isoformat(),
            "events": self.events,
            "hours": None if self.hours is None else plain(self.hours),
        }


@dataclass(frozen=True, slots=True)
class Side:
    """Injuries and hours of a site, or of many, on one side of the comparison."""

    events: int | None
    hours: Decimal | None

    @property
    def is_known(self) -> bool:
        """Whether there is a rate: hours that are zero give none."""
        return self.events is not None and bool(self.hours)


@dataclass(frozen=True, slots=True)
class Site:
    """A site before and after."""

    name: str
    before: Side
    after: Side

    @property
    def is_known(self) -> bool:
        """Whether both sides can be compared."""
        return self.before.is_known and self.after.is_known


@dataclass(frozen=True, slots=True)
class Panel:
    """Every spell that an evaluation looks at; empty where a design looks at totals only."""

    spells: tuple[Spell, ...] = ()

    def only(self, group: Group) -> tuple[Spell, ...]:
        """The spells of one group, site by site and in the order of time."""
        found = [spell for spell in self.spells if spell.group == group]
        return tuple(sorted(found, key=lambda spell: (spell.site, spell.period)))

    def sites(self, group: Group) -> tuple[Site, ...]:
        """Every site of a group, its days added up; one unknown part makes a side unknown."""
        grouped = groupby(self.only(group), key=lambda spell: spell.site)
        return tuple(_site(name, tuple(spells)) for name, spells in grouped)

    def as_json(self) -> list[Mapping[str, str | int | None]]:
        """As it is hashed."""
        return [spell.as_json() for group in Group for spell in self.only(group)]


NOBODY = Panel()


def total(sides: Iterable[Side]) -> Side:
    """Many sides as one; unknown as soon as one of them is, or when there is none."""
    every = tuple(sides)
    events = [side.events for side in every if side.events is not None]
    hours = [side.hours for side in every if side.hours is not None]
    return Side(
        sum(events) if events and len(events) == len(every) else None,
        sum(hours, Decimal(0)) if hours and len(hours) == len(every) else None,
    )


def _site(name: str, spells: tuple[Spell, ...]) -> Site:
    return Site(name, _side(spells, Phase.BASELINE), _side(spells, Phase.FOLLOW_UP))


def _side(spells: tuple[Spell, ...], phase: Phase) -> Side:
    return total(Side(one.events, one.hours) for one in spells if one.phase == phase)
