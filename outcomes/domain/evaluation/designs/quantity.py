"""A verified quantity against its goal: hazards removed, people trained, guards installed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Self

from core.domain.canonical import digest_of
from core.domain.documents import Part
from core.domain.numbers import grouped, plain
from core.domain.words import say
from outcomes.domain.evaluation.readings import READINGS, Readings
from outcomes.domain.evaluation.result import Result, Verdict


@dataclass(frozen=True, slots=True)
class Quantity:
    """Met when the verified quantity reaches the goal; the quantity itself is what pays."""

    goal: Decimal

    NEEDS: ClassVar[tuple[str, ...]] = ("quantity",)
    baseline: ClassVar[None] = None
    reference: ClassVar[None] = None

    @classmethod
    def read(cls, part: Part) -> Self:
        """From its place in a document."""
        part.only("kind", "goal")
        return cls(part.number("goal", least="0.0001", most="9999999999"))

    def document(self) -> dict[str, Any]:
        """As stored."""
        return {"kind": "quantity", "goal": plain(self.goal)}

    def evaluate(self, readings: Readings) -> Result:
        """Compare; without a verified quantity nothing can be said."""
        quantity = readings.of("quantity")
        digest = digest_of({"design": self.document(), "readings": readings.only(self.NEEDS)})
        if quantity is None:
            said = (READINGS["quantity"],)
            return Result(Verdict.CANNOT, self.goal, None, said, digest, self.NEEDS)
        met = quantity >= self.goal
        words = {"verified": grouped(quantity), "goal": grouped(self.goal)}
        spoken = (
            say("Verified %(verified)s of %(goal)s: the goal is reached.", **words)
            if met
            else say("Verified %(verified)s of %(goal)s: the goal is not reached.", **words)
        )
        return Result(
            Verdict.MET if met else Verdict.NOT_MET, self.goal, quantity, (spoken,), digest
        )
