"""A cell as a fact: an exact number, a day, a yes or no; empty is missing, never zero."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import lru_cache
from typing import Any

from core.domain.cells import bare_cell, day_in, number_in
from core.domain.words import say
from programs.domain.indicators.facts import Fact, Unknown
from programs.domain.indicators.quantities import QUANTITIES
from programs.domain.indicators.quantity import Holds
from programs.domain.indicators.terms import OFF

EMPTY = frozenset({"", "-", "–", "—", ".", "..", "…", "na", "n/a", "nan", "null", "none", "#n/a",
                   "missing", "없음", "미제출", "결측"})  # fmt: skip
REMEMBERED = 65_536  # small counts come again and again in long files
SENSOR_OFF = frozenset({"off", "sensor off", "센서 꺼짐", "꺼짐", "미작동"})
YES = frozenset({"1", "y", "yes", "true", "예", "o"})
NO = frozenset({"0", "n", "no", "false", "아니오", "아니요", "x"})


@lru_cache(maxsize=REMEMBERED)
def fact_in(key: str, text: str) -> Fact:
    """What a cell says about a quantity; what cannot be read is unknown, with its reason."""
    said = bare_cell(text.strip())
    if said.casefold() in EMPTY:
        return None
    if said.casefold() in SENSOR_OFF:
        return OFF
    holds = QUANTITIES[key].holds
    found = READERS[holds](said)
    return _unreadable(key, said) if found is None else found


def _number(text: str) -> Fraction | None:
    found = number_in(text)
    return None if found is None else Fraction(found)


def _day(text: str) -> Fraction | None:
    found = day_in(text.replace(".", "-").replace("/", "-").strip("- "))
    return None if found is None else Fraction(found.toordinal())


def _yes_no(text: str) -> Fraction | None:
    word = text.casefold()
    return Fraction(word in YES) if word in YES | NO else None


def _unreadable(key: str, cell: str) -> Unknown:
    holds = QUANTITIES[key].holds
    values: dict[str, Any] = {"what": QUANTITIES[key].name, "cell": cell[:40]}
    said = say("%(what)s: “%(cell)s” is no number from zero up, such as 1,250.5.", **values)
    if holds is Holds.DATE:
        said = say("%(what)s: “%(cell)s” is no day such as 2026-06-01.", **values)
    if holds is Holds.YES_NO:
        said = say("%(what)s: “%(cell)s” is neither yes nor no.", **values)
    return Unknown("unreadable", said)


READERS: Mapping[Holds, Callable[[str], Fraction | None]] = {
    Holds.NUMBER: _number,
    Holds.DATE: _day,
    Holds.YES_NO: _yes_no,
}
