"""Any other design: asked outcome by outcome, each only once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from outcomes.domain.evaluation import Design, Readings, Verdict
from outcomes.domain.luck.rules.judged import Counts, Hours, Judged, by_values


@dataclass(frozen=True, slots=True)
class EachRule:
    """Slow and always right: it is the design itself."""

    design: Design

    is_quantity: ClassVar[bool] = False

    @property
    def goal(self) -> Decimal:
        """That of the design."""
        return self.design.goal

    def document(self) -> dict[str, Any]:
        """That of the design."""
        return self.design.document()

    def accepts(self, before: Counts, after: Counts, hours: Hours) -> Judged:
        """One verdict after the other."""
        found = tuple(verdicts(self.design, before, after, hours))
        return by_values([met for met, _ in found], [value for _, value in found])


def verdicts(
    design: Design, before: Counts, after: Counts, hours: Hours
) -> Iterator[tuple[bool, Decimal | None]]:
    """Whether it is met, and what is attained, for each pair of counts."""
    for x, y in zip(before.tolist(), after.tolist(), strict=True):
        result = design.evaluate(
            Readings(
                {
                    "baseline_events": Decimal(x),
                    "baseline_hours": hours[0],
                    "follow_up_events": Decimal(y),
                    "follow_up_hours": hours[1],
                }
            )
        )
        yield result.verdict == Verdict.MET, result.attained
