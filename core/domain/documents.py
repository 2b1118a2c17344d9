"""Reading a JSON document: every error names the place and the repair."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from core.domain.canonical import canonical_json
from core.domain.errors import RuleBroken
from core.domain.money import Money
from core.domain.numbers import decimal_from

T = TypeVar("T")

MOST_WON = 1_000_000_000_000
KEY = re.compile(r"[a-z][a-z0-9_-]{0,49}")


@dataclass(frozen=True, slots=True)
class Part:
    """An object inside a document, and the place where it stands."""

    place: str
    found: Mapping[str, object]

    def at(self, name: str) -> str:
        """The place of one of its members."""
        return f"{self.place}.{name}" if self.place else name

    def only(self, *names: str) -> Part:
        """Refuse members that nobody asked for, so that a typing error is never ignored."""
        for name in self.found:
            if name not in names:
                raise RuleBroken(
                    "%(place)s is not known here. Known are: %(names)s.",
                    place=self.at(str(name)),
                    names=", ".join(names),
                )
        return self

    def member(self, name: str) -> object:
        """A member that has to be there."""
        if name not in self.found:
            raise RuleBroken("%(place)s is missing. Add it.", place=self.at(name))
        return self.found[name]

    def key(self, name: str) -> str:
        """A short name for machines."""
        value = self.member(name)
        if not isinstance(value, str) or not KEY.fullmatch(value):
            raise RuleBroken(
                "%(place)s must begin with a letter and hold only a–z, 0–9, - and _, "
                "at most 50 characters.",
                place=self.at(name),
            )
        return value

    def one_of(self, name: str, choices: Mapping[str, T]) -> T:
        """What a word stands for."""
        value = self.member(name)
        if not isinstance(value, str) or value not in choices:
            raise RuleBroken(
                "%(place)s must be one of: %(choices)s.",
                place=self.at(name),
                choices=", ".join(choices),
            )
        return choices[value]

    def won(self, name: str) -> Money:
        """An amount of at least ₩1."""
        value = self.member(name)
        if type(value) is not int or not 1 <= value <= MOST_WON:
            raise RuleBroken(
                "%(place)s must be a whole number of won from 1 to %(most)s, such as 30000000.",
                place=self.at(name),
                most=MOST_WON,
            )
        return Money(value)

    def number(self, name: str, *, least: str = "0", most: str = "999999999999") -> Decimal:
        """An exact number, written as text so that no reader makes a binary fraction of it."""
        value = decimal_from(self.member(name))
        if value is None or not Decimal(least) <= value <= Decimal(most):
            raise RuleBroken(
                "%(place)s must be a number in quotation marks from %(least)s to %(most)s, "
                'with at most 6 decimals, such as "0.8".',
                place=self.at(name),
                least=least,
                most=most,
            )
        return value

    def parts(self, name: str, *, most: int) -> Iterator[Part]:
        """The objects of a list."""
        value = self.member(name)
        if not isinstance(value, list) or not 1 <= len(value) <= most:
            raise RuleBroken(
                "%(place)s must be a list with 1 to %(most)s items.", place=self.at(name), most=most
            )
        for i, item in enumerate(value):
            yield part_of(item, f"{self.at(name)}[{i}]")


def part_of(found: object, place: str = "") -> Part:
    """An object, or a refusal that says where one was expected."""
    if not isinstance(found, Mapping):
        raise RuleBroken(
            "%(place)s must be an object in braces { }.", place=place or "The document"
        )
    return Part(place, found)


def document_from(found: object, read: Callable[[Part], T], *, most_bytes: int = 65_536) -> T:
    """Read a whole document of a bounded size."""
    part = part_of(found)
    try:
        size = len(canonical_json(found))
    except RecursionError:
        raise RuleBroken("The document is nested too deeply. Make it flatter.") from None
    if size > most_bytes:
        raise RuleBroken(
            "The document has %(size)s bytes; at most %(most)s are allowed. Shorten it.",
            size=size,
            most=most_bytes,
        )
    return read(part)
