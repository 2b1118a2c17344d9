"""Sentences that pure code can speak; the doors put them into a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sentence:
    """English template with named values; the template is the key under which Korean is found."""

    text: str
    values: Mapping[str, str]

    def __str__(self) -> str:
        return self.text % self.values

    def as_json(self) -> dict[str, Any]:
        """How a sentence is kept beside an amount, so that it can be said again in any language."""
        return {"text": self.text, "values": dict(self.values)}


def say(text: str, /, **values: object) -> Sentence:
    """Build a sentence. Translators find `text` because `makemessages` looks for this call."""
    return Sentence(text, {name: str(value) for name, value in values.items()})


def sentence_from(stored: Mapping[str, Any]) -> Sentence:
    """Read a stored sentence back."""
    return Sentence(stored["text"], stored["values"])
