"""What an amount would be now, less what is carried: a correction with its working."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.domain.money import NOTHING, Money, total
from payouts.domain.calculation import BEFORE, EARNED, Sum
from payouts.domain.earnings import earned_by
from programs.domain.terms import Line, Sheet


@dataclass(frozen=True, slots=True)
class Delta:
    """What changes, every step that leads to it, and the sums that add up to it."""

    steps: tuple[Line, ...]
    sums: tuple[Sum, ...]

    @property
    def amount(self) -> Money:
        """Below nothing where more was carried than is earned now."""
        return total(one.amount for one in self.sums)

    def as_json(self) -> list[dict[str, Any]]:
        """How the working is kept beside the delta."""
        return [
            *(step.as_json() for step in self.steps),
            *(
                {"key": one.key, "working": one.working.as_json(), "won": one.amount.won}
                for one in self.sums
            ),
        ]


def delta_of(sheet: Sheet, key: str, case: Mapping[str, Any], carried: Money) -> Delta:
    """Priced by the terms that the payout names; a result that does not stand earns nothing."""
    earned = earned_by(sheet, key, case, carried, NOTHING)
    return Delta(earned.steps, tuple(one for one in earned.sums if one.key in {EARNED, BEFORE}))


def delta_comes_out_again(sheet: Sheet, key: str, inputs: Mapping[str, Any], delta: Money) -> bool:
    """Whether the stored inputs give the stored delta, to the won."""
    return delta_of(sheet, key, inputs["case"], Money(inputs["carried"])).amount == delta
