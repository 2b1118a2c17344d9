"""Other ways to know a quantity: out of its parts, out of a table, or by a stated assumption."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from core.domain.words import say
from programs.domain.indicators import hazards
from programs.domain.indicators.facts import Asked, Fact, Facts, Unknown, fact
from programs.domain.indicators.injuries import GRADES
from programs.domain.indicators.lost_days import lost_by_grades

PERCENT = 100


@dataclass(frozen=True, slots=True)
class Way:
    """From these quantities (all, or any of them) this one follows; `may` are looked at too."""

    needs: tuple[str, ...]
    work: Callable[[Facts, Asked], Fraction | Unknown | None]
    may: tuple[str, ...] = ()
    any_of: bool = False
    adds_up: bool = False  # then a total beside it has to be the same

    def applies(self, known: Mapping[str, object]) -> bool:
        """Whether the file has what it takes."""
        there = (key in known for key in self.needs)
        return any(there) if self.any_of else all(there)


def known(key: str, facts: Facts, asked: Asked) -> Fraction | Unknown:
    """A quantity of one row: told, or followed; told and followed differently is unknown."""
    told = facts.get(key)
    if isinstance(told, Unknown):
        return told
    way = next((way for way in WAYS.get(key, ()) if way.applies(facts)), None)
    if way is None or (told is not None and not way.adds_up):
        return fact(facts, key)
    followed = way.work(facts, asked)
    if told is None or told == followed:
        return fact(facts, key) if followed is None else followed
    return followed if isinstance(followed, Unknown) else _torn(told, followed)


def _torn(told: Fraction, followed: Fact) -> Unknown:
    return Unknown(
        "does_not_tie",
        say(
            "The parts add up to %(parts)s, but the total says %(total)s.",
            parts=followed,
            total=told,
        ),
    )


def sum_of(*keys: str) -> Callable[[Facts, Asked], Fraction | Unknown]:
    """The parts together; one that is missing makes the sum unknown."""

    def work(facts: Facts, _asked: Asked) -> Fraction | Unknown:
        total = Fraction()
        for key in keys:
            found = fact(facts, key)
            if isinstance(found, Unknown):
                return found
            total += found
        return total

    return work


def _assumed_hours(facts: Facts, asked: Asked) -> Fraction | Unknown | None:
    if asked.hours_per_worker is None:
        return None
    workers = fact(facts, "employees")
    return workers if isinstance(workers, Unknown) else workers * asked.hours_per_worker


def _removed(facts: Facts, _asked: Asked) -> Fraction | Unknown:
    before, after = fact(facts, "risk_before"), fact(facts, "risk_after")
    if isinstance(before, Unknown) or isinstance(after, Unknown):
        return before if isinstance(before, Unknown) else after
    return before - after


def _share(above: str, below: str) -> Callable[[Facts, Asked], Fraction | Unknown]:
    def work(facts: Facts, _asked: Asked) -> Fraction | Unknown:
        part, whole = fact(facts, above), fact(facts, below)
        if isinstance(part, Unknown) or isinstance(whole, Unknown):
            return part if isinstance(part, Unknown) else whole
        return part / whole if whole else Fraction()

    return work


def _from_percent(facts: Facts, _asked: Asked) -> Fraction | Unknown:
    share = fact(facts, "uptime_percent")
    return share if isinstance(share, Unknown) else share / PERCENT


RECORDABLE = ("deaths", "dafw", "djtr", "other")
HAZARD = ("due_on", "verified_on", "risk")
WAYS: Mapping[str, tuple[Way, ...]] = {
    "recordable": (Way(RECORDABLE, sum_of(*RECORDABLE), adds_up=True),),
    "dart_cases": (Way(("dafw", "djtr"), sum_of("dafw", "djtr"), adds_up=True),),
    "lost_time": (Way(("deaths", "dafw"), sum_of("deaths", "dafw"), adds_up=True),),
    "hours": (Way(("employees",), _assumed_hours),),
    "lost_days": (
        Way(
            ("absence_days", *GRADES),
            lambda facts, _asked: lost_by_grades(facts),
            may=("deaths", *GRADES),
            any_of=True,
        ),
    ),
    "risk_identified": (Way(HAZARD, hazards.risk_due),),
    "risk_closed": (Way(HAZARD, hazards.risk_closed, may=("reopened",)),),
    "hazards_closed": (Way(("verified_on",), hazards.one_closed, may=("reopened",)),),
    "high_risk_open": (Way(("high_risk", "verified_on"), hazards.one_remains, may=("reopened",)),),
    "risk_removed": (Way(("risk_before", "risk_after"), _removed, adds_up=True),),
    "uptime": (
        Way(("uptime_percent",), _from_percent),
        Way(("sensor_hours", "operating_hours"), _share("sensor_hours", "operating_hours")),
    ),
}
