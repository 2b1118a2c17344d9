"""What a cross-check looks at: a reading among the others of its target, and its worksite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.domain.words import Sentence
from outcomes.domain.claims import Reading
from outcomes.domain.lifecycle import Phase


class Weight(StrEnum):
    """Whether a sign keeps a reading from being certified, or only asks for a second look."""

    BLOCKS = "blocks"
    WARNS = "warns"


@dataclass(frozen=True, slots=True)
class Sign:
    """What does not fit together, in words."""

    rule: str
    weight: Weight
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Facts:
    """A reading, the others of its target, how many work there, when the site was first seen."""

    reading: Reading
    others: Sequence[Reading] = ()
    headcount: int | None = None
    before_seen_on: date | None = None
    same_hours: int = 0  # other readings of the target with exactly these hours

    @property
    def beside(self) -> tuple[Reading, ...]:
        """The other readings of the same worksite."""
        return tuple(other for other in self.others if other.site == self.reading.site)

    def of_phase(self, phase: Phase) -> tuple[Reading, ...]:
        """The other readings of the same worksite on one side of the comparison."""
        return tuple(other for other in self.beside if other.phase == phase)
