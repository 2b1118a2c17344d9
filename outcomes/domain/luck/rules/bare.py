"""The naive rule: so much lower than before. It pays for luck, and is here to show how often."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, ClassVar

import numpy as np

from core.domain.documents import Part
from core.domain.numbers import plain
from outcomes.domain.luck.rules.judged import Counts, Hours, Judged, Marks


@dataclass(frozen=True, slots=True)
class Bare:
    """Met when the rate is at least `reduction` lower; there has to be an injury to compare with.

    Not a way of judging that a target can have.
    """

    reduction: Decimal = Decimal("0.2")

    goal: ClassVar[Decimal] = Decimal(1)
    is_quantity: ClassVar[bool] = False

    @classmethod
    def read(cls, part: Part) -> Bare:
        """From its place in a document."""
        part.only("kind", "reduction")
        return cls(part.number("reduction", most="1")) if "reduction" in part.found else cls()

    def document(self) -> dict[str, Any]:
        """As stored."""
        return {"kind": "bare", "reduction": plain(self.reduction)}

    def accepts(self, before: Counts, after: Counts, hours: Hours) -> Judged:
        """All or nothing."""
        met = is_lower(before, after, hours, self.reduction)
        return Judged(met, met.astype(np.int64), (Decimal(0), Decimal(1)))


def is_lower(before: Counts, after: Counts, hours: Hours, reduction: Decimal) -> Marks:
    """Whether the rate fell by that share, in whole numbers and so exactly on the line."""
    limit = Fraction(1 - reduction) * Fraction(hours[1]) / Fraction(hours[0])
    if limit.denominator < 2**31 and limit.numerator < 2**31:
        return np.asarray((before > 0) & (after * limit.denominator <= before * limit.numerator))
    pairs = zip(before.tolist(), after.tolist(), strict=True)
    return np.array([b > 0 and a <= b * limit for b, a in pairs], dtype=bool)
