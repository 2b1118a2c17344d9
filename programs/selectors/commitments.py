"""Questions about the bank's promise."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.errors import RuleBroken
from core.domain.money import Money
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
    def used(self) -> Money:
        """Reserved or paid."""
        return self.reserved + self.paid

    @property
    def free(self) -> Money:
        """Committed − reserved − paid."""
        return self.committed - self.used


def purse_lines(commitment: Commitment) -> tuple[PurseLine, ...]:
    """Both purses of a commitment."""
    c = commitment
    return (
        PurseLine(Part.BASE, Money(c.base_amount), Money(c.base_reserved), Money(c.base_paid)),
        PurseLine(
            Part.SUCCESS, Money(c.success_amount), Money(c.success_reserved), Money(c.success_paid)
        ),
    )


def free_in(commitment: Commitment) -> Purses:
    """What is free in each purse."""
    base, success = purse_lines(commitment)
    return Purses(base.free, success.free)


def confirmed_commitment(program: Program) -> Commitment:
    """The promise that counts, or the reason why there is none yet."""
    for commitment in Commitment.objects.filter(program=program, state=CommitmentState.CONFIRMED):
        return commitment
    raise RuleBroken("The bank has not confirmed its commitment to this programme yet.")
