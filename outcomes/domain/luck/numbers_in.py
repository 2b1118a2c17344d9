"""Numbers of a document, however they are written: as JSON numbers or as text."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from core.domain.documents import Part
from core.domain.errors import RuleBroken
from core.domain.numbers import plain


def exact(found: object) -> object:
    """The same document with every decimal as text, at any depth."""
    try:
        return _exact(found)
    except RecursionError:
        raise RuleBroken("The document is nested too deeply. Make it flatter.") from None


def _exact(found: object) -> object:
    if isinstance(found, Mapping):
        return {name: _exact(one) for name, one in found.items()}
    if isinstance(found, list | tuple):
        return [_exact(one) for one in found]
    return plain(found) if isinstance(found, Decimal) else found


def texts(part: Part) -> Part:
    """The same with its numbers as text, which is how they are read exactly."""
    return Part(part.place, {name: _text(value) for name, value in part.found.items()})


def _text(value: object) -> object:
    return plain(Decimal(value)) if type(value) is int or isinstance(value, Decimal) else value


def number(
    part: Part, name: str, default: str, *, least: str = "0", most: str = "999999999999"
) -> Decimal:
    """A number, or what stands for it where it is left out."""
    if name not in part.found and default:
        return Decimal(default)
    return part.number(name, least=least, most=most)


def whole(part: Part, name: str, default: int, *, least: int, most: int) -> int:
    """A whole number."""
    found = number(part, name, str(default), least=str(least), most=str(most))
    if found % 1:
        raise RuleBroken(
            "%(place)s is %(value)s. It has to be a whole number.",
            place=part.at(name),
            value=plain(found),
        )
    return int(found)


def chosen(part: Part, name: str, *, most: int) -> tuple[Decimal, ...]:
    """A list of shares from 0 to 1, none where it is left out."""
    found = part.found.get(name, [])
    if not isinstance(found, list) or len(found) > most:
        raise RuleBroken(
            '%(place)s must be a list of at most %(most)s numbers, such as ["0.2", "0.5"].',
            place=part.at(name),
            most=most,
        )
    each = texts(Part(part.place, {f"{name}[{i}]": one for i, one in enumerate(found)}))
    return tuple(each.number(place, most="1") for place in each.found)
