"""The parameters of a study: all declared with their defaults, so that the answer can print all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.domain.documents import Part, part_of
from core.domain.errors import RuleBroken

Params = Mapping[str, Any]
ALSO = {  # other names that people use for the same
    "null_ratio": "null",
    "null_rate": "null",
    "conf": "confidence",
    "conf_level": "confidence",
    "level": "confidence",
    "direction": "alternative",
    "tsmethod": "convention",
}
SIDES = {
    "two-sided": "two-sided",
    "two_sided": "two-sided",
    "smaller": "smaller",
    "less": "smaller",
    "larger": "larger",
    "greater": "larger",
}


@dataclass(frozen=True, slots=True)
class Param:
    """What stands where it is left out, and how it is read; both as JSON has them."""

    default: Any
    read: Callable[[str, object], Any]


def params_from(document: object, known: Mapping[str, Param]) -> dict[str, Any]:
    """Every parameter of a study with what was given or its default; unknown ones are refused."""
    part = part_of(document, "")
    given = Part("", {ALSO.get(str(name), str(name)): v for name, v in part.found.items()})
    given.only(*known)
    return {
        name: one.default if given.found.get(name) is None else one.read(name, given.found[name])
        for name, one in known.items()
    }


def number(
    default: float | None, *, least: float = 0.0, most: float = 1e15, open_ends: bool = True
) -> Param:
    """A number between two ends, which do not belong to it unless said so."""

    def read(place: str, value: object) -> float:
        found = float(value) if _is_number(value) else None  # type: ignore[arg-type]
        inside = found is not None and (
            least < found < most if open_ends else least <= found <= most
        )
        if found is None or not inside:
            raise RuleBroken(
                "%(place)s must be a number between %(least)s and %(most)s.",
                place=place,
                least=f"{least:g}",
                most=f"{most:g}",
            )
        return found

    return Param(default, read)


def whole(default: int | None, *, least: int = 0, most: int = 10**9) -> Param:
    """A whole number."""

    def read(place: str, value: object) -> int:
        if type(value) is not int or not least <= value <= most:
            raise RuleBroken(
                "%(place)s must be a whole number from %(least)s to %(most)s.",
                place=place,
                least=least,
                most=most,
            )
        return value

    return Param(default, read)


def word(default: str | None, choices: Mapping[str, str]) -> Param:
    """One of a few words; what it stands for is kept."""

    def read(place: str, value: object) -> str:
        return Part("", {place: value}).one_of(place, choices)

    return Param(default, read)


def words(*choices: str) -> dict[str, str]:
    """Words that stand for themselves."""
    return {one: one for one in choices}


def numbers(default: list[float]) -> Param:
    """A list of numbers above zero."""
    one = number(None)

    def read(place: str, value: object) -> list[float]:
        if not isinstance(value, list):
            raise RuleBroken(
                "%(place)s must be a list of numbers above 0, such as [2, 4.5].", place=place
            )
        return [one.read(f"{place}[{i}]", each) for i, each in enumerate(value)]

    return Param(default, read)


def _is_number(value: object) -> bool:
    return type(value) is int or isinstance(value, Decimal | float)


def flag(*, default: bool) -> Param:
    """Yes or no."""

    def read(place: str, value: object) -> bool:
        if not isinstance(value, bool):
            raise RuleBroken("%(place)s must be true or false.", place=place)
        return value

    return Param(default, read)
