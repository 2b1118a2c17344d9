"""What one member of a step may hold: names and written numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from core.domain.documents import Part
from core.domain.errors import RuleBroken
from programs.domain.terms.operands import (
    DATE,
    NAME,
    NUMBER,
    Operand,
    date_from,
    exact_text,
    number_from,
    operand_from,
)
from programs.domain.terms.units import WRITTEN, Unit


class Slot(Protocol):
    """How one member is read, written and described."""

    def read(self, part: Part, name: str) -> Any:
        """The value, or a refusal with the place and the repair."""
        ...

    def write(self, value: Any) -> Any:
        """As JSON."""
        ...

    def schema(self) -> dict[str, Any]:
        """As JSON Schema."""
        ...


@dataclass(frozen=True, slots=True)
class OperandSlot:
    """A name or a written number."""

    def read(self, part: Part, name: str) -> Operand:
        """One operand."""
        return operand_from(part.member(name), part.at(name))

    def write(self, value: Operand) -> str:
        """As written, numbers in their shortest form."""
        return value.text if value.value is None or value.is_date else exact_text(value.value)

    def schema(self) -> dict[str, Any]:
        """Text of one of the three forms."""
        return {"$ref": "#/$defs/operand"}


@dataclass(frozen=True, slots=True)
class OperandsSlot:
    """A list of names or written numbers."""

    least: int
    most: int

    def read(self, part: Part, name: str) -> tuple[Operand, ...]:
        """All of them in order."""
        found = items_of(part, name, least=self.least, most=self.most)
        return tuple(operand_from(item, f"{part.at(name)}[{i}]") for i, item in enumerate(found))

    def write(self, value: tuple[Operand, ...]) -> list[str]:
        """In order."""
        return [OperandSlot().write(one) for one in value]

    def schema(self) -> dict[str, Any]:
        """A bounded list."""
        return {
            "type": "array",
            "items": {"$ref": "#/$defs/operand"},
            "minItems": self.least,
            "maxItems": self.most,
        }


@dataclass(frozen=True, slots=True)
class NumberSlot:
    """A written number within bounds, both included."""

    least: Fraction
    most: Fraction

    def read(self, part: Part, name: str) -> Fraction:
        """The exact number."""
        value = number_from(part.member(name))
        if value is None or not self.least <= value <= self.most:
            raise RuleBroken(
                "%(place)s must be a number in quotation marks from %(least)s to %(most)s, "
                'such as "0.8".',
                place=part.at(name),
                least=exact_text(self.least),
                most=exact_text(self.most),
            )
        return value

    def write(self, value: Fraction) -> str:
        """In its shortest form."""
        return exact_text(value)

    def schema(self) -> dict[str, Any]:
        """Text that writes a number."""
        return {"type": "string", "pattern": f"^{NUMBER.pattern}$"}


@dataclass(frozen=True, slots=True)
class WholeSlot:
    """A whole number within bounds, both included."""

    least: int
    most: int

    def read(self, part: Part, name: str) -> int:
        """The number."""
        value = part.member(name)
        if type(value) is not int or not self.least <= value <= self.most:
            raise RuleBroken(
                "%(place)s must be a whole number from %(least)s to %(most)s, "
                "without quotation marks.",
                place=part.at(name),
                least=self.least,
                most=self.most,
            )
        return value

    def write(self, value: int) -> int:
        """The number."""
        return value

    def schema(self) -> dict[str, Any]:
        """A bounded integer."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@dataclass(frozen=True, slots=True)
class FlagSlot:
    """true or false."""

    def read(self, part: Part, name: str) -> bool:
        """The flag."""
        value = part.member(name)
        if not isinstance(value, bool):
            raise RuleBroken("%(place)s must be true or false.", place=part.at(name))
        return value

    def write(self, value: bool) -> bool:
        """The flag."""
        return value

    def schema(self) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class UnitSlot:
    """A unit of measure, such as `day`, `KRW/day`, `percent` or `1`."""

    def read(self, part: Part, name: str) -> Unit:
        """The unit."""
        value = part.member(name)
        if not isinstance(value, str) or len(value) > 100 or not WRITTEN.fullmatch(value):
            raise RuleBroken(
                "%(place)s must be a unit such as “worksite”, “KRW/day”, “percent” or “1”.",
                place=part.at(name),
            )
        return Unit.read(value)

    def write(self, value: Unit) -> str:
        """In one order."""
        return str(value)

    def schema(self) -> dict[str, Any]:
        """Its pattern."""
        return {"type": "string", "pattern": f"^{WRITTEN.pattern}$"}


@dataclass(frozen=True, slots=True)
class BoundSlot:
    """A written number or date: a range cannot depend on what is measured."""

    def read(self, part: Part, name: str) -> Operand:
        """The number or date."""
        found = operand_from(part.member(name), part.at(name))
        if found.is_name:
            raise RuleBroken(
                "%(place)s must be a number or a date in quotation marks, not a name.",
                place=part.at(name),
            )
        return found

    def write(self, value: Operand) -> str:
        """In its shortest form."""
        return OperandSlot().write(value)

    def schema(self) -> dict[str, Any]:
        """Text of one of the two forms."""
        return {"$ref": "#/$defs/written"}


@dataclass(frozen=True, slots=True)
class DateSlot:
    """A day."""

    def read(self, part: Part, name: str) -> date:
        """The day."""
        day = date_from(part.member(name))
        if day is None:
            raise RuleBroken("%(place)s must be a day such as “2026-04-01”.", place=part.at(name))
        return date.fromordinal(int(day))

    def write(self, value: date) -> str:
        """As text."""
        return value.isoformat()

    def schema(self) -> dict[str, Any]:
        """Its format."""
        return dict(DATE_SCHEMA)


def items_of(part: Part, name: str, *, least: int, most: int) -> list[Any]:
    """A list of a bounded length."""
    value = part.member(name)
    if not isinstance(value, list) or not least <= len(value) <= most:
        raise RuleBroken(
            "%(place)s must be a list with %(least)s to %(most)s items.",
            place=part.at(name),
            least=least,
            most=most,
        )
    return value


def object_of(part: Part, name: str) -> dict[str, object]:
    """A member that is an object."""
    return as_object(part.member(name), part.at(name))


def as_object(found: object, place: str) -> dict[str, object]:
    """An object, or a refusal that says where one was expected."""
    if not isinstance(found, dict):
        raise RuleBroken("%(place)s must be an object in braces { }.", place=place)
    return found


DATE_SCHEMA: dict[str, Any] = {"type": "string", "format": "date", "pattern": f"^{DATE.pattern}$"}
WRITTEN_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "string", "pattern": f"^{NUMBER.pattern}$"}, DATE_SCHEMA]
}
OPERAND_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "string", "pattern": f"^{NAME.pattern}$"}, *WRITTEN_SCHEMA["anyOf"]]
}
