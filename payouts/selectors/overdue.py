"""Files that the bank should have answered by now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.timezone import localdate

from core.domain.workdays import workdays_after
from payouts.domain.file_form import ANSWER_DAYS
from payouts.domain.lifecycle import BatchState
from payouts.models import BankBatch
from payouts.selectors.batches import batches_for
from people.models import User


def answer_due_on(batch: BankBatch) -> date | None:
    """The working day on which the answer has to be there; nothing before the file was sent.

    How many days the bank has stands in the layout that the file was built in.
    """
    if batch.sent_at is None:
        return None
    days = batch.layout.answer_days if batch.layout else ANSWER_DAYS
    return workdays_after(localdate(batch.sent_at), days)


def batches_overdue(at: datetime) -> Iterator[BankBatch]:
    """Due by now, still not answered in full, and no alarm yet: what a clock missed is found."""
    waiting = BankBatch.objects.filter(state=BatchState.SENT, alarm=None)
    today = localdate(at)
    for batch in waiting.select_related("layout").order_by("pk").iterator():
        due = answer_due_on(batch)
        if due is not None and due <= today:
            yield batch


def batches_alarmed(viewer: User) -> QuerySet[BankBatch]:
    """Files about which an alarm stands: rung, and not answered since."""
    return batches_for(viewer).filter(state=BatchState.SENT, alarm__isnull=False)
