"""The members of a step: read, written and published as a JSON Schema from one place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, dataclass, field, fields
from functools import cache
from typing import Any

from core.domain.documents import Part
from programs.domain.terms.labels import ChoiceSlot
from programs.domain.terms.operands import Operand
from programs.domain.terms.slots import (
    OperandSlot,
    OperandsSlot,
    Slot,
    as_object,
    items_of,
)

MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class RowsSlot:
    """A table: rows that have members themselves."""

    row: type[Any]
    least: int
    most: int

    def read(self, part: Part, name: str) -> tuple[Any, ...]:
        """All rows in order."""
        found = items_of(part, name, least=self.least, most=self.most)
        places = (f"{part.at(name)}[{i}]" for i in range(len(found)))
        return tuple(
            read_members(self.row, Part(place, as_object(item, place)))
            for item, place in zip(found, places, strict=True)
        )

    def write(self, value: tuple[Any, ...]) -> list[dict[str, Any]]:
        """In order."""
        return [write_members(row) for row in value]

    def schema(self) -> dict[str, Any]:
        """A bounded list of objects."""
        return {
            "type": "array",
            "items": members_schema(self.row),
            "minItems": self.least,
            "maxItems": self.most,
        }


def member(slot: Slot, *, default: Any = MISSING) -> Any:
    """A member of a step; with a default it may be left out."""
    return field(metadata={"slot": slot}, **({} if default is MISSING else {"default": default}))


def operand() -> Any:
    """A name or a written number that has to be there."""
    return member(OperandSlot())


def may() -> Any:
    """A name or a written number that may be left out."""
    return member(OperandSlot(), default=None)


def operands(*, least: int = 1, most: int = 50) -> Any:
    """A list of names or written numbers."""
    return member(OperandsSlot(least, most), default=() if not least else MISSING)


def choice(*words: str, default: str | None = None) -> Any:
    """One of a few words."""
    return member(ChoiceSlot(words), default=MISSING if default is None else default)


def rows(row: type[Any], *, least: int = 1, most: int = MOST_ROWS) -> Any:
    """A table."""
    return member(RowsSlot(row, least, most), default=() if not least else MISSING)


def members_of(owner: Any) -> tuple[tuple[Field[Any], Slot], ...]:
    """The members of a step or a row, with their slots, in order."""
    return _members(owner if isinstance(owner, type) else type(owner))


@cache
def _members(owner: type[Any]) -> tuple[tuple[Field[Any], Slot], ...]:
    return tuple((one, one.metadata["slot"]) for one in fields(owner) if "slot" in one.metadata)


def read_members(owner: type[Any], part: Part, *, besides: tuple[str, ...] = ()) -> Any:
    """Build it from its place in a document; members that nobody asked for are refused."""
    names = {one.name.rstrip("_"): (one, slot) for one, slot in members_of(owner)}
    part.only(*besides, *names)
    read = {
        one.name: slot.read(part, name)
        for name, (one, slot) in names.items()
        if name in part.found or one.default is MISSING
    }
    return owner(**read)


def write_members(value: Any) -> dict[str, Any]:
    """As JSON; what was left out stays out."""
    return {
        one.name.rstrip("_"): slot.write(getattr(value, one.name))
        for one, slot in members_of(value)
        if getattr(value, one.name) != one.default
    }


def members_schema(owner: type[Any]) -> dict[str, Any]:
    """As JSON Schema."""
    found = list(members_of(owner))
    return {
        "type": "object",
        "properties": {one.name.rstrip("_"): slot.schema() for one, slot in found},
        "required": [one.name.rstrip("_") for one, _slot in found if one.default is MISSING],
        "additionalProperties": False,
    }


def operands_of(value: Any) -> Iterator[tuple[str, Operand]]:
    """Every operand of a step with its place inside it, in the order of the members."""
    for one, slot in members_of(value):
        found, name = getattr(value, one.name), one.name.rstrip("_")
        if isinstance(found, Operand):
            yield name, found
        elif isinstance(slot, OperandsSlot):
            yield from ((f"{name}[{i}]", item) for i, item in enumerate(found))
        elif isinstance(slot, RowsSlot):
            for i, row in enumerate(found):
                yield from ((f"{name}[{i}].{place}", item) for place, item in operands_of(row))
