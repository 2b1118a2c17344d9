"""What a rule says of many outcomes at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from outcomes.domain.evaluation import TooLittle
from outcomes.domain.evaluation.asked import Asked

Counts: TypeAlias = NDArray[np.int64]
Marks: TypeAlias = NDArray[np.bool_]
Hours: TypeAlias = tuple[Decimal, Decimal]
"""Of all sites together, before and after."""


@dataclass(frozen=True, slots=True)
class Judged:
    """For each outcome whether the target is met, and which of `values` enters the terms.

    `None` among the values stands for an outcome that cannot be evaluated.
    """

    met: Marks
    places: Counts
    values: Sequence[Decimal | None]

    @property
    def unknown(self) -> Marks:
        """Where nothing can be said."""
        holes = np.array([value is None for value in self.values], dtype=bool)
        return holes[self.places]


class Rule(Protocol):
    """The one thing that a design decides: what counts of a baseline and a follow-up."""

    @property
    def goal(self) -> Decimal:
        """The value that is all of it."""
        ...

    @property
    def is_quantity(self) -> bool:
        """Whether what is counted afterwards is wanted, and no injury."""
        ...

    def document(self) -> dict[str, Any]:
        """The design as stored."""
        ...

    def accepts(self, before: Counts, after: Counts, hours: Hours) -> Judged:
        """Judge pairs of counts, all over the same hours; shapes (n,) and (n,)."""
        ...


def judged_shown(asked: Asked, before: Counts, shown: Marks) -> Judged:
    """1 where a reduction is shown and 0 where not; what was agreed where there is too little."""
    enough = before >= asked.least_events
    less = None if asked.too_little == TooLittle.CANNOT else Decimal(0)
    places = np.where(enough, (enough & shown).astype(np.int64), 2)
    return Judged(np.asarray(enough & shown), places, (Decimal(0), Decimal(1), less))


def by_values(met: Sequence[bool], values: Sequence[Decimal | None]) -> Judged:
    """From verdicts that were given one by one."""
    known: dict[Decimal | None, int] = {}
    places = [known.setdefault(value, len(known)) for value in values]
    return Judged(np.array(met, dtype=bool), np.array(places, dtype=np.int64), tuple(known))
