"""Every design, by the name stored with a target. One kind, one file, one test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Protocol

from core.domain.documents import Part, document_from
from core.domain.periods import Period
from outcomes.domain.evaluation.asked import ReferenceName
from outcomes.domain.evaluation.designs.comparison_group import ComparisonGroup
from outcomes.domain.evaluation.designs.empirical_bayes import EmpiricalBayes
from outcomes.domain.evaluation.designs.quantity import Quantity
from outcomes.domain.evaluation.designs.rate_reduction import RateReduction
from outcomes.domain.evaluation.readings import Readings
from outcomes.domain.evaluation.result import Result


class Design(Protocol):
    """How a target will be judged; frozen when the target is agreed."""

    @property
    def NEEDS(self) -> tuple[str, ...]:  # noqa: N802 - a constant of each kind
        """The readings it looks at."""
        ...

    @property
    def baseline(self) -> Period | None:
        """The days that are compared with, where they were agreed."""
        ...

    @property
    def reference(self) -> ReferenceName | None:
        """The reference sites that it is held against, where there are any."""
        ...

    @property
    def goal(self) -> Decimal:
        """The value that is all of it."""
        ...

    def document(self) -> dict[str, Any]:
        """As stored."""
        ...

    def evaluate(self, readings: Readings) -> Result:
        """The verdict; the same readings always give the same result."""
        ...


KINDS: Mapping[str, Callable[[Part], Design]] = {
    "quantity": Quantity.read,
    "empirical_bayes": EmpiricalBayes.read,
    "comparison_group": ComparisonGroup.read,
    "rate_reduction": RateReduction.read,
}


def design_from(document: object) -> Design:
    """Read and check a stored design; every refusal names the place and the repair."""
    return document_from(document, lambda part: part.one_of("kind", KINDS)(part), most_bytes=4096)
