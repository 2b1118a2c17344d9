"""Bank files: who sees which, and what is in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from django.db.models import QuerySet

from payouts.models import BankBatch, Disbursement, Payout
from people.models import User
from people.permissions import BANK, WATCHERS, organizations_of, roles_of
from programs.models import Program


def batches_for(viewer: User) -> QuerySet[BankBatch]:
    """Files of one's own bank, or all for those who watch."""
    found = BankBatch.objects.select_related(
        "program", "built_by", "sent_by", "layout__bank", "alarm"
    ).order_by("-pk")
    if roles_of(viewer) & WATCHERS:
        return found
    return found.filter(program__funder__in=organizations_of(viewer, BANK))


def lines_of(batch: BankBatch) -> QuerySet[Disbursement]:
    """What is paid by a file, line by line."""
    return batch.disbursements.select_related(
        "payout__agreement__supplier__organization", "payout__bank_account"
    ).order_by("pk")


def attempts_so_far(payouts: Collection[Payout]) -> dict[int, int]:
    """How many times each was put into a bank file."""
    rows = Disbursement.objects.filter(payout__in=payouts).values_list("payout", flat=True)
    made = Counter(rows)
    return {payout.pk: made[payout.pk] for payout in payouts}


def programs_paid_by(viewer: User) -> QuerySet[Program]:
    """Programmes whose money is this person's bank's."""
    return Program.objects.filter(funder__in=organizations_of(viewer, BANK)).order_by("pk")
