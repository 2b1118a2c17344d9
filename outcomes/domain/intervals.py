"""An interval in a sentence that an officer can read."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from core.domain.numbers import grouped, percent, rounded
from core.domain.words import Sentence, say

EXACT = "exact"


def interval_sentence(stored: Mapping[str, str | None] | None, method: str = EXACT) -> Sentence:
    """What a stored interval of the rate ratio says; nothing measured, nothing to say."""
    if stored is None:
        return say("There is no interval: nothing happened that could be compared.")
    if method != EXACT:
        return _held_against(stored)
    low, confidence = Decimal(stored["low"] or "0"), Decimal(stored["confidence"] or "0")
    words = {"low": _short(low, ROUND_FLOOR), "confidence": percent(confidence)}
    if stored["high"] is None:
        return say(
            "The injury rate afterwards is at least %(low)s times the rate before "
            "(exact interval, %(confidence)s); the data set no upper end.",
            **words,
        )
    return say(
        "The injury rate afterwards is between %(low)s and %(high)s times the rate before "
        "(exact interval, %(confidence)s). 1 means no change.",
        high=_short(Decimal(stored["high"]), ROUND_CEILING),
        **words,
    )


def _held_against(stored: Mapping[str, str | None]) -> Sentence:
    words = {
        "low": _short(Decimal(stored["low"] or "0"), ROUND_FLOOR),
        "confidence": percent(Decimal(stored["confidence"] or "0")),
    }
    if stored["high"] is None:
        return say(
            "Afterwards there were at least %(low)s times as many injuries as were to be expected "
            "without the programme (%(confidence)s); the data set no upper end.",
            **words,
        )
    return say(
        "Afterwards there were between %(low)s and %(high)s times as many injuries as were to be "
        "expected without the programme (%(confidence)s). 1 means no effect.",
        high=_short(Decimal(stored["high"]), ROUND_CEILING),
        **words,
    )


def _short(ratio: Decimal, outwards: str) -> str:
    return grouped(rounded(Fraction(ratio), 4, outwards))
