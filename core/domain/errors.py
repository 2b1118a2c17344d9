"""Errors the business can name. Doors translate them; nobody else catches them."""

from __future__ import annotations

from typing import Any, Self

from core.domain.words import Sentence, say


class RuleBroken(Exception):
    """A request that the rules of the programme do not allow, with what is wrong and the repair."""

    def __init__(self, text: str, /, *, field: str = "", **values: object) -> None:
        self.sentence: Sentence = say(text, **values)
        self.field = field
        super().__init__(str(self.sentence))

    @classmethod
    def saying(cls, sentence: Sentence, *, field: str = "") -> Self:
        """A refusal in words that something else has found already."""
        values: dict[str, Any] = dict(sentence.values)
        return cls(sentence.text, field=field, **values)


class IllegalMove(RuleBroken):
    """A lifecycle step that cannot be taken from the current state."""


class Stale(RuleBroken):
    """What was decided on is no longer what is there: look again, then decide again."""
