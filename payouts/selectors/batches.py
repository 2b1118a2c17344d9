"""Bank files: who sees which, and what is in them."""

from __future__ import annotations

from django.db.models import QuerySet

from payouts.models import BankBatch, Disbursement
from payouts.selectors.lists import BANK
from people.models import User
from people.permissions import WATCHERS, organizations_of, roles_of
from programs.models import Program


def batches_for(viewer: User) -> QuerySet[BankBatch]:
    """Files of one's own bank, or all for those who watch."""
    found = BankBatch.objects.select_related("program", "built_by", "sent_by").order_by("-pk")
    if roles_of(viewer) & WATCHERS:
        return found
    return found.filter(program__funder__in=organizations_of(viewer, BANK))


def lines_of(batch: BankBatch) -> QuerySet[Disbursement]:
    """What is paid by a file, line by line."""
    return batch.disbursements.select_related(
        "payout__agreement__supplier__organization", "payout__bank_account"
    ).order_by("pk")


def programs_paid_by(viewer: User) -> QuerySet[Program]:
    """Programmes whose money is this person's bank's."""
    return Program.objects.filter(funder__in=organizations_of(viewer, BANK)).order_by("pk")
