"""What the luck meter answers, for each true effect, and everything to answer it again."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.domain.canonical import digest_of
from core.domain.numbers import plain
from core.domain.words import Sentence
from outcomes.domain.luck.question import Question
from outcomes.domain.luck.told import Told

SCHEMA = "boram.luck/1"


@dataclass(frozen=True, slots=True)
class Line:
    """One true effect. `error` is that of `drawn.paid`, `won_error` that of `drawn.won`."""

    effect: Decimal
    drawn: Told
    error: Decimal
    won_error: int | None
    exact: Told | None

    @property
    def best(self) -> Told:
        """The exact one where there is one."""
        return self.exact or self.drawn

    def as_json(self) -> dict[str, Any]:
        """As stored."""
        return {
            "effect": plain(self.effect),
            "drawn": {
                **self.drawn.as_json(),
                "paid_error": plain(self.error),
                "expected_won_error": self.won_error,
            },
            "exact": self.exact and self.exact.as_json(),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """One line for each effect, in their order; the first is “nothing is done”."""

    question: Question
    lines: tuple[Line, ...]
    sentences: tuple[Sentence, ...]

    def line(self, effect: Decimal) -> Line:
        """The one of an effect that was asked for."""
        return next(line for line in self.lines if line.effect == effect)

    def as_json(self) -> dict[str, Any]:
        """As stored; the same question gives the same document."""
        asked = self.question.as_json()
        return {
            "schema": SCHEMA,
            "question": asked,
            "digest": digest_of(asked),
            "lines": [line.as_json() for line in self.lines],
            "sentences": [one.as_json() for one in self.sentences],
        }
