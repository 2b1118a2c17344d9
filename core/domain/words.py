"""Sentences that pure code can speak; the doors put them into a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Named:
    """What a document itself calls something, in both languages."""

    en: str
    ko: str

    def __str__(self) -> str:
        return self.en

    def as_json(self) -> dict[str, str]:
        """How it is kept."""
        return {"en": self.en, "ko": self.ko}


@dataclass(frozen=True, slots=True)
class Sentence:
    """English template with named values; the template is the key under which Korean is found."""

    text: str
    values: Mapping[str, Phrase]

    def __str__(self) -> str:
        return self.text % {name: spoken(value) for name, value in self.values.items()}

    def __hash__(self) -> int:
        return hash((self.text, frozenset(self.values.items())))

    def as_json(self) -> dict[str, Any]:
        """How a sentence is kept beside an amount, so that it can be said again in any language."""
        return {"text": self.text, "values": {k: phrase_json(v) for k, v in self.values.items()}}


Phrase: TypeAlias = str | Named | Sentence | tuple["Phrase", ...]


def say(text: str, /, **values: object) -> Sentence:
    """Build a sentence. Translators find `text` because `makemessages` looks for this call."""
    return Sentence(text, {name: _phrase(value) for name, value in values.items()})


def sentence_from(stored: Mapping[str, Any]) -> Sentence:
    """Read a stored sentence back."""
    return Sentence(stored["text"], {k: phrase_from(v) for k, v in stored["values"].items()})


def spoken(phrase: Phrase) -> str:
    """A value inside a sentence, in English; several stand beside each other."""
    return "; ".join(map(spoken, phrase)) if isinstance(phrase, tuple) else str(phrase)


def phrase_json(phrase: Phrase) -> Any:
    """How a value is kept."""
    if isinstance(phrase, tuple):
        return [phrase_json(part) for part in phrase]
    return phrase if isinstance(phrase, str) else phrase.as_json()


def phrase_from(stored: Any) -> Phrase:
    """Read a stored value back."""
    if isinstance(stored, list):
        return tuple(map(phrase_from, stored))
    if isinstance(stored, Mapping):
        return Named(stored["en"], stored["ko"]) if "en" in stored else sentence_from(stored)
    return str(stored)


def _phrase(value: object) -> Phrase:
    if isinstance(value, Named | Sentence):
        return value
    if isinstance(value, tuple):
        return tuple(map(_phrase, value))
    return str(value)
