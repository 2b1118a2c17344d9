"""Questions about the bank's promise."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.errors import RuleBroken
from core.domain.money import Money
from core.translation import LABELS
from programs.domain.lifecycle import CommitmentState, Part
from programs.domain.reserves import Purses
from programs.models import Commitment, Program


@dataclass(frozen=True, slots=True)
class PurseLine:
    """One purse: what was promised, set aside, paid, and what is free."""

    part: Part
    committed: Money
    reserved: Money
    paid: Money

    @property
    def name(self) -> str:
        """What the purse is called."""
        return str(LABELS[self.part])

    @property
    def used(self) -> Money:
        """Reserved or paid."""
        return self.reserved + self.paid

    @property
    def free(self) -> Money:
        """Committed − reserved − paid."""
        return self.committed - self.used


def purse_lines(commitment: Commitment) -> tuple[PurseLine, ...]:
    """Every purse of a commitment."""
    committed, reserved, paid = (
        Purses.held(commitment, what) for what in ("amount", "reserved", "paid")
    )
    return tuple(
        PurseLine(part, committed.of(part), reserved.of(part), paid.of(part)) for part in Part
    )


def free_in(commitment: Commitment) -> Purses:
    """What is free in each purse."""
    return Purses(*(line.free for line in purse_lines(commitment)))


def confirmed_commitment(program: Program) -> Commitment:
    """The promise that counts, or the reason why there is none yet."""
    for commitment in Commitment.objects.filter(program=program, state=CommitmentState.CONFIRMED):
        return commitment
    raise RuleBroken("The bank has not confirmed its commitment to this programme yet.")
