"""Every quantity by its key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from core.domain.words import Named, Sentence, say
from programs.domain.indicators.injuries import INJURIES
from programs.domain.indicators.prevention import PREVENTION
from programs.domain.indicators.quantity import Quantity

QUANTITIES: Mapping[str, Quantity] = {one.key: one for one in (*INJURIES, *PREVENTION)}


def called(key: str) -> Named:
    """How a quantity is called in both languages."""
    return QUANTITIES[key].name


def missing(key: str) -> Sentence:
    """What is said of an empty cell."""
    values: dict[str, Any] = {"what": called(key)}
    return say("Missing: %(what)s. Missing is not zero.", **values)
