"""Questions about the bank's promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from core.domain.errors import RuleBroken
from core.domain.money import Money
from core.translation import LABELS
from programs.domain.lifecycle import AmendmentState, CommitmentState, Part
from programs.domain.reserves import Purses
from programs.models import Commitment, CommitmentAmendment, Program


@dataclass(frozen=True, slots=True)
class PurseLine:
    """One purse: what was promised, set aside, paid, and what is free."""

    part: Part
    committed: Money
    reserved: Money
    paid: Money
    leaving: Money

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
        """Committed − reserved − paid, and without what is leaving."""
        return self.committed - self.used - self.leaving


def purse_lines(commitment: Commitment) -> tuple[PurseLine, ...]:
    """Every purse of a commitment."""
    held = [Purses.held(commitment, what) for what in ("amount", "reserved", "paid", "leaving")]
    return tuple(PurseLine(part, *(amounts.of(part) for amounts in held)) for part in Part)


def free_in(commitment: Commitment) -> Purses:
    """What is free in each purse."""
    return Purses(*(line.free for line in purse_lines(commitment)))


def day_of(at: datetime) -> date:
    """The day in Korea that a moment falls on."""
    return timezone.localtime(at).date()


def amendments_due(at: datetime) -> QuerySet[CommitmentAmendment]:
    """Confirmed changes whose day has come and that are not in effect yet, in the order of it."""
    confirmed = CommitmentAmendment.objects.filter(state=AmendmentState.CONFIRMED)
    return confirmed.filter(effective_on__lte=day_of(at)).order_by("effective_on", "pk")


def amendments_waiting(commitment: Commitment) -> QuerySet[CommitmentAmendment]:
    """Changes that a second person or their day is still missing from."""
    waits = [AmendmentState.PROPOSED, AmendmentState.CONFIRMED]
    return commitment.amendments.filter(state__in=waits).order_by("pk")


def amendments_of(commitment: Commitment) -> QuerySet[CommitmentAmendment]:
    """Every change that was asked for, the newest first, with the people behind it."""
    people = ("proposed_by", "confirmed_by", "withdrawn_by")
    return commitment.amendments.select_related(*people).order_by("-pk")


def commitments_to_release() -> QuerySet[Commitment]:
    """What was promised to programmes that were closed before the rest went back by itself."""
    kept = Commitment.objects.filter(state=CommitmentState.CONFIRMED, program__state="closed")
    return kept.filter(**Purses().columns("reserved")).order_by("pk")


def confirmed_commitment(program: Program) -> Commitment:
    """The promise that counts, or the reason why there is none yet."""
    for commitment in Commitment.objects.filter(program=program, state=CommitmentState.CONFIRMED):
        return commitment
    raise RuleBroken("The bank has not confirmed its commitment to this programme yet.")
