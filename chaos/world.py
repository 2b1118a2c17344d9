"""What is to be paid: a programme, signed agreements, and results that only wait to be signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bench.world import RATE, build
from config.demo.cast import Cast
from config.demo.site import verified
from outcomes.models import Target, Verification
from programs.models import Program

PER_AGREEMENT = 10


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is there before the first fault, and what has to be paid in the end."""

    program: Program
    cast: Cast
    targets: tuple[Target, ...]

    rate: int = RATE  # of a result, and of the first tranche of an agreement

    @property
    def agreements(self) -> list[int]:
        """Whose first tranches are due as well."""
        return sorted({target.agreement_id for target in self.targets})

    def verify(self, place: int, *, at: datetime) -> Verification:
        """Victor signs one result; asked again, the one he has signed is given back."""
        target = self.targets[place]
        there = Verification.objects.filter(target=target).first()
        return there or verified(cast=self.cast, target=target, accepted=None, at=at)


def a_world(outcomes: int) -> World:
    """So many targets, claimed and confirmed, none of them verified."""
    made = build(outcomes, per_agreement=PER_AGREEMENT)
    return World(made.program, made.cast, made.targets)
