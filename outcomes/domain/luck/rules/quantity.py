"""A quantity against its goal: what was counted is what counts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

import numpy as np

from outcomes.domain.evaluation import Quantity
from outcomes.domain.luck.rules.judged import Counts, Hours, Judged


@dataclass(frozen=True, slots=True)
class QuantityRule:
    """Met when the goal is reached."""

    design: Quantity

    is_quantity: ClassVar[bool] = True

    @property
    def goal(self) -> Decimal:
        """That of the design."""
        return self.design.goal

    def document(self) -> dict[str, Any]:
        """That of the design."""
        return self.design.document()

    def accepts(self, before: Counts, after: Counts, hours: Hours) -> Judged:  # noqa: ARG002 - nothing is compared
        """Every quantity is a value of its own."""
        values, places = np.unique(after, return_inverse=True)
        least = int(self.goal.to_integral_value(rounding="ROUND_CEILING"))
        return Judged(after >= least, places, tuple(map(Decimal, values.tolist())))
