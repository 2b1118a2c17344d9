"""What one member of a step may hold: words, keys and texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.domain.characters import check_text
from core.domain.documents import KEY, Part
from core.domain.errors import RuleBroken
from core.domain.words import Named
from programs.domain.terms.slots import items_of, object_of

MOST_TEXT = 1000


@dataclass(frozen=True, slots=True)
class ChoiceSlot:
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, part: Part, name: str) -> str:
        """The word."""
        return part.one_of(name, {word: word for word in self.words})

    def write(self, value: str) -> str:
        """The word."""
        return value

    def schema(self) -> dict[str, Any]:
        """An enumeration."""
        return {"enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class KeySlot:
    """A short name for machines."""

    def read(self, part: Part, name: str) -> str:
        """The key."""
        return part.key(name)

    def write(self, value: str) -> str:
        """The key."""
        return value

    def schema(self) -> dict[str, Any]:
        """Its pattern."""
        return {"type": "string", "pattern": f"^{KEY.pattern}$"}


@dataclass(frozen=True, slots=True)
class KeysSlot:
    """A list of short names for machines, each once."""

    least: int
    most: int

    def read(self, part: Part, name: str) -> tuple[str, ...]:
        """The keys in order."""
        found = items_of(part, name, least=self.least, most=self.most)
        keys = tuple(
            Part(part.place, {f"{name}[{i}]": item}).key(f"{name}[{i}]")
            for i, item in enumerate(found)
        )
        if len(set(keys)) < len(keys):
            raise RuleBroken("%(place)s names something twice. Leave one.", place=part.at(name))
        return keys

    def write(self, value: tuple[str, ...]) -> list[str]:
        """In order."""
        return list(value)

    def schema(self) -> dict[str, Any]:
        """A bounded list of keys."""
        return {
            "type": "array",
            "items": KeySlot().schema(),
            "minItems": self.least,
            "maxItems": self.most,
            "uniqueItems": True,
        }


@dataclass(frozen=True, slots=True)
class LabelSlot:
    """What people call it, in both languages."""

    def read(self, part: Part, name: str) -> Named:
        """Both languages have to be there."""
        words = Part(part.at(name), object_of(part, name)).only("en", "ko")
        return Named(_text(words, "en"), _text(words, "ko"))

    def write(self, value: Named) -> dict[str, str]:
        """Both languages."""
        return value.as_json()

    def schema(self) -> dict[str, Any]:
        """Two texts."""
        return {"$ref": "#/$defs/label"}


@dataclass(frozen=True, slots=True)
class TextSlot:
    """A text that is shown as it is, such as a source."""

    def read(self, part: Part, name: str) -> str:
        """The text."""
        return _text(part, name)

    def write(self, value: str) -> str:
        """The text."""
        return value

    def schema(self) -> dict[str, Any]:
        """A bounded text."""
        return {"type": "string", "pattern": "\\S", "maxLength": MOST_TEXT}


def _text(part: Part, name: str) -> str:
    value = part.member(name)
    if not isinstance(value, str) or not value.strip() or len(value) > MOST_TEXT:
        raise RuleBroken(
            "%(place)s must be a text of at most %(most)s characters.",
            place=part.at(name),
            most=MOST_TEXT,
        )
    check_text(value, part.at(name))
    return value


LABEL_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"en": TextSlot().schema(), "ko": TextSlot().schema()},
    "required": ["en", "ko"],
    "additionalProperties": False,
}
