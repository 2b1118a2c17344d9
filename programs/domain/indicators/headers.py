"""Which column of somebody's file holds which quantity."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from programs.domain.indicators.definition import Definition
from programs.domain.indicators.facts import Asked
from programs.domain.indicators.quantities import QUANTITIES, called
from programs.domain.indicators.ways import WAYS

UNIT = re.compile(r"[(\[（].*?[)\]）]")  # 근로자수(명)
SPACES = re.compile(r"[\s_\-·.]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """The place of each quantity in a record, and what has to be said of the choice."""

    places: Mapping[str, int]
    flags: tuple[Sentence, ...]


def plain_header(text: str) -> str:
    """Without case, width, spaces and a unit in brackets: `연 근로시간 (h)` is 연근로시간."""
    bare = UNIT.sub("", unicodedata.normalize("NFKC", text).strip("\ufeff "))
    return SPACES.sub("", bare or text).casefold()


def columns_in(header: Sequence[str], definition: Definition, asked: Asked) -> Columns:
    """Every column that the indicator can use; refused where it cannot be worked out from them."""
    places: dict[str, int] = {}
    flags: list[Sentence] = []
    for key in wanted(definition):
        _find(key, header, places, flags)
    for key in needed(definition):
        if not _can_know(key, places, asked):
            raise _missing(key, header, asked)
    return Columns(places, tuple(flags))


def needed(definition: Definition) -> Iterator[str]:
    """What has to be known of every row."""
    yield definition.numerator
    if definition.denominator:
        yield definition.denominator
    if definition.least_uptime is not None:
        yield "uptime"


def wanted(definition: Definition) -> tuple[str, ...]:
    """All quantities that are looked at, in a fixed order."""
    keys = [key for one in needed(definition) for key in (one, *_parts(one))]
    return tuple(dict.fromkeys(keys))


def _parts(key: str) -> Iterator[str]:
    for way in WAYS.get(key, ()):
        yield from (*way.needs, *way.may)


def _find(key: str, header: Sequence[str], places: dict[str, int], flags: list[Sentence]) -> None:
    names = [plain_header(name) for name in header]
    quantity = QUANTITIES[key]
    for name in (*quantity.headers, *quantity.loose):
        found = [i for i, one in enumerate(names) if one == plain_header(name)]
        if len(found) > 1:
            raise RuleBroken(
                "The column “%(column)s” appears more than once. Leave one.",
                field="input",
                column=header[found[0]],
            )
        if found:
            places[key] = found[0]
            if name not in quantity.headers:
                flags.append(_loosely(header[found[0]], key))
            return


def _loosely(column: str, key: str) -> Sentence:
    values: dict[str, Any] = {"what": called(key)}
    return say("The column “%(column)s” is read as: %(what)s.", column=column, **values)


def _can_know(key: str, places: Mapping[str, int], asked: Asked) -> bool:
    if key in places:
        return True
    if key == "hours" and asked.hours_per_worker is None:
        return False
    return any(way.applies(places) for way in WAYS.get(key, ()))


def _missing(key: str, header: Sequence[str], asked: Asked) -> RuleBroken:
    quantity = QUANTITIES[key]
    values: dict[str, Any] = {"what": quantity.name}
    names = [", ".join(dict.fromkeys((*quantity.headers, *quantity.loose)))]
    if key != "hours" or asked.hours_per_worker is not None:
        names += [(" | " if way.any_of else " + ").join(way.needs) for way in WAYS.get(key, ())]
    return RuleBroken(
        "No column holds: %(what)s. Name a column one of: %(names)s. The file has: %(found)s.",
        field="input",
        names="; ".join(names),
        found=", ".join(header)[:500] or "–",
        **values,
    )
