"""Rows of the bank's answers that wait for somebody to say what became of them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet

from core.domain.words import Sentence, say
from payouts.domain.asides import Remedy, why_not
from payouts.domain.lifecycle import DisbursementState
from payouts.domain.matching import Matched
from payouts.models import AsideRow, BankBatch, Payout
from payouts.selectors.batches import batches_for
from people.models import User


def asides_of(batch: BankBatch) -> QuerySet[AsideRow]:
    """Every row of the answers to a file that was set aside, resolved or not."""
    return (
        AsideRow.objects.filter(answer__batch=batch)
        .select_related("answer", "disbursement", "resolution__by")
        .order_by("pk")
    )


def asides_about(payout: Payout) -> QuerySet[AsideRow]:
    """The same for one payout, whichever file paid it."""
    rows = AsideRow.objects.filter(disbursement__payout=payout)
    return rows.select_related("answer__batch", "disbursement", "resolution__by").order_by("pk")


def open_asides(viewer: User) -> QuerySet[AsideRow]:
    """What waits to be resolved in the files that this person sees, oldest first."""
    rows = AsideRow.objects.filter(resolution=None, answer__batch__in=batches_for(viewer))
    return rows.select_related("answer__batch").order_by("pk")


def remedies_of(aside: AsideRow) -> list[Remedy]:
    """How it can be resolved as things stand."""
    return [remedy for remedy in Remedy if why_not_resolved(remedy, aside) is None]


def why_not_resolved(remedy: Remedy, aside: AsideRow) -> Sentence | None:
    """Why it cannot be resolved this way, or nothing."""
    about = aside.disbursement
    waits = about is not None and about.state == DisbursementState.SENT
    return why_not(remedy, of_ours=about is not None, waits=waits)


def said_against(found: Matched, row: int) -> Sentence:
    """What still stands against one row of an answer."""
    told = (error.reason for error in found.errors if error.row == row)
    return next(told, say("The row says nothing that would change anything."))


def paid_in_part(payouts: QuerySet[Payout]) -> QuerySet[Payout]:
    """Those of which part may have been paid already: a row about an earlier try is open."""
    about = AsideRow.objects.filter(resolution=None).exclude(disbursement=None)
    return payouts.filter(pk__in=about.values("disbursement__payout"))


def why_any_aside(payouts: Collection[Payout]) -> Sentence | None:
    """Nothing is paid again while a row about an earlier try is not resolved."""
    rows = AsideRow.objects.filter(resolution=None, disbursement__payout__in=payouts)
    aside = rows.select_related("answer__batch", "disbursement__payout").order_by("pk").first()
    if aside is None or aside.disbursement is None:
        return None
    return say(
        "Row %(row)s of the bank's answer to %(file)s is about %(number)s and is set aside. "
        "Resolve it first: part of the money may have moved.",
        row=aside.row,
        file=aside.answer.batch.number,
        number=aside.disbursement.payout.number,
    )
