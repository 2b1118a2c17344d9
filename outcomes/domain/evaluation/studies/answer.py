"""What a study answers: numbers for machines, sentences for people; or why there is no answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite
from typing import Any

from core.domain.errors import RuleBroken
from core.domain.numbers import grouped
from core.domain.words import Sentence
from outcomes.domain.evaluation.statistics.checked import Ends

SHOWN, NOT_SHOWN, ESTIMATED = "shown", "not_shown", "estimated"
CANNOT = "cannot_be_evaluated"
SMALLEST = 1e-6  # p values below it are not told any closer


@dataclass(frozen=True, slots=True)
class Answer:
    """Members of the document in their order, what was noticed on the way, and the words."""

    found: Mapping[str, Any]
    sentences: tuple[Sentence, ...]
    diagnostics: Mapping[str, Any] = field(default_factory=dict)


class CannotBeEvaluated(RuleBroken):
    """The question makes sense, the data do not carry an answer; `field` names the reason."""


def finite(number: float) -> float | None:
    """JSON knows no infinity: an end that the data do not set is null."""
    return float(number) if isfinite(number) else None


def interval_of(ends: Ends, confidence: float) -> dict[str, float | None]:
    """An interval as a member of the document."""
    return {"low": finite(ends.low), "high": finite(ends.high), "confidence": confidence}


def told(number: float | None) -> str:
    """A float for people: four significant digits, no exponent; the open end is ∞."""
    if number is None or not isfinite(number):
        return "∞"
    text = f"{Decimal(f'{number:.4g}'):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def exactly(number: float) -> str:
    """A sum of exposure for people: every digit that was given, in groups of three."""
    return grouped(Decimal(repr(number)))


def told_p(number: float) -> str:
    """A p value for people, with its sign; nothing is ever quite impossible."""
    return f"= {told(number)}" if number >= SMALLEST else f"< {told(SMALLEST)}"
