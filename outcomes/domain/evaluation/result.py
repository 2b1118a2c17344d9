"""What an evaluation says: a verdict, the value to pay on, and everything needed to check it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from core.domain.numbers import plain
from core.domain.words import Sentence


class Verdict(StrEnum):
    """Missing data is never a target met."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT = "cannot_be_evaluated"


@dataclass(frozen=True, slots=True)
class Interval:
    """Two ends, rounded outwards; no upper end when the data set none."""

    low: Decimal
    high: Decimal | None
    confidence: Decimal

    def as_json(self) -> dict[str, str | None]:
        """As stored: decimals as text."""
        return {
            "low": plain(self.low),
            "high": None if self.high is None else plain(self.high),
            "confidence": plain(self.confidence),
        }


@dataclass(frozen=True, slots=True)
class Result:
    """`attained` against `goal` is what the terms price; the rest is how it was found."""

    verdict: Verdict
    goal: Decimal
    attained: Decimal | None
    sentences: tuple[Sentence, ...]
    digest: str
    missing: tuple[str, ...] = ()
    reduction: Decimal | None = None
    bare_met: bool | None = None
    p_value: Decimal | None = None
    interval: Interval | None = None
    method: str = "exact"
    diagnostics: Mapping[str, Decimal] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As stored beside a verification; decimals as text, sentences with their values."""
        return {
            "verdict": self.verdict.value,
            "goal": plain(self.goal),
            "attained": _text(self.attained),
            "sentences": [sentence.as_json() for sentence in self.sentences],
            "digest": self.digest,
            "missing": list(self.missing),
            "reduction": _text(self.reduction),
            "bare_met": self.bare_met,
            "p_value": _text(self.p_value),
            "interval": self.interval and self.interval.as_json(),
            "method": self.method,
            "diagnostics": {name: _text(value) for name, value in self.diagnostics.items()},
        }


def _text(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)
