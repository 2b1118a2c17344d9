"""A guard-rail that was tripped, and why."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.words import Sentence
from outcomes.domain.lifecycle import GuardRail


@dataclass(frozen=True, slots=True)
class Tripped:
    """Something that people decide on before money moves."""

    rail: GuardRail
    sentence: Sentence
