"""A definition as it is stored, hashed and signed."""

from __future__ import annotations

from datetime import date
from typing import Any

from core.domain.canonical import digest_of
from core.domain.cells import day_in
from core.domain.documents import Part, document_from, part_of
from core.domain.errors import RuleBroken
from core.domain.numbers import plain
from core.domain.periods import Period
from core.domain.words import Named
from programs.domain.indicators.definition import Definition
from programs.domain.indicators.vocabulary import Counted, Direction, Level, Nature, Per

SCHEMA = "boram.indicator/1"
NAMES = ("name", "unit", "formula", "source", "data_source")
MEMBERS = (
    "schema", "key", "version", *NAMES, "numerator", "counted", "denominator", "per", "base",
    "direction", "nature", "absence_days", "least_uptime", "places", "rounding", "pays",
    "shown_from", "baseline", "evaluated_on",
)  # fmt: skip
MOST_TEXT = 500
ROUNDING = "half_up"  # halves away from zero


def document_of(definition: Definition) -> dict[str, Any]:
    """Every member, none left out; what is not decided is null."""
    one, days = definition, definition.baseline
    return {
        "schema": SCHEMA,
        "key": one.key,
        "version": one.version,
        **{name: getattr(one, name).as_json() for name in NAMES},
        "numerator": one.numerator,
        "counted": one.counted.value,
        "denominator": one.denominator or None,
        "per": one.per.value,
        "base": one.base,
        "direction": one.direction.value,
        "nature": one.nature.value,
        "absence_days": one.absence_days,
        "least_uptime": None if one.least_uptime is None else plain(one.least_uptime),
        "places": one.places,
        "rounding": ROUNDING,
        "pays": one.pays,
        "shown_from": one.shown_from.value,
        "baseline": days and [days.first.isoformat(), days.last.isoformat()],
        "evaluated_on": one.evaluated_on and one.evaluated_on.isoformat(),
    }


def definition_digest(definition: Definition) -> str:
    """SHA-256 of the canonical document."""
    return digest_of(document_of(definition))


def definition_from(document: object) -> Definition:
    """Read a stored definition; every refusal names the place and the repair."""
    return document_from(document, _read, most_bytes=16_384)


def _read(part: Part) -> Definition:
    part.only(*MEMBERS)
    part.one_of("schema", {SCHEMA: SCHEMA})
    part.one_of("rounding", {ROUNDING: ROUNDING})
    uptime, absence = part.member("least_uptime"), part.member("absence_days")
    return Definition(
        key=part.key("key"),
        version=_whole(part, "version"),
        **{name: _named(part, name) for name in NAMES},
        numerator=part.key("numerator"),
        counted=part.one_of("counted", {one.value: one for one in Counted}),
        denominator="" if part.member("denominator") is None else part.key("denominator"),
        per=part.one_of("per", {one.value: one for one in Per}),
        base=_whole(part, "base"),
        direction=part.one_of("direction", {one.value: one for one in Direction}),
        nature=part.one_of("nature", {one.value: one for one in Nature}),
        absence_days=None if absence is None else _whole(part, "absence_days"),
        least_uptime=None if uptime is None else part.number("least_uptime", most="1"),
        places=_whole(part, "places"),
        pays=_truth(part, "pays"),
        shown_from=part.one_of("shown_from", {one.value: one for one in Level}),
        baseline=_period(part, "baseline"),
        evaluated_on=_day(part, part.member("evaluated_on"), "evaluated_on"),
    )


def _named(part: Part, name: str) -> Named:
    texts = part_of(part.member(name), part.at(name)).only("en", "ko")
    return Named(_text(texts, "en"), _text(texts, "ko"))


def _text(part: Part, name: str) -> str:
    value = part.member(name)
    if not isinstance(value, str) or not 1 <= len(value.strip()) <= MOST_TEXT:
        raise RuleBroken(
            "%(place)s must be a text of 1 to %(most)s characters.",
            place=part.at(name),
            most=MOST_TEXT,
        )
    return value


def _whole(part: Part, name: str) -> int:
    value = part.member(name)
    if type(value) is not int or value < 0:
        raise RuleBroken("%(place)s must be a whole number from 0.", place=part.at(name))
    return value


def _truth(part: Part, name: str) -> bool:
    value = part.member(name)
    if not isinstance(value, bool):
        raise RuleBroken("%(place)s must be true or false.", place=part.at(name))
    return value


def _period(part: Part, name: str) -> Period | None:
    value = part.member(name)
    if value is None:
        return None
    if not isinstance(value, list) or len(value) != 2:
        raise RuleBroken("%(place)s must be the first and the last day.", place=part.at(name))
    first, last = (_day(part, one, name) for one in value)
    return Period(first, last) if first and last else None


def _day(part: Part, value: object, name: str) -> date | None:
    day = day_in(value) if isinstance(value, str) else None
    if day is None and value is not None:
        raise RuleBroken("%(place)s must be a day such as 2026-06-01.", place=part.at(name))
    return day
