"""Telling the treasurers, once, that the bank has not answered a file."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from audit.services import SYSTEM, record
from payouts.domain.lifecycle import BatchState, DisbursementState
from payouts.models import AnswerAlarm
from payouts.selectors.locks import locked_batch
from payouts.selectors.overdue import answer_due_on


@transaction.atomic
def alarm_batch(*, batch_id: int, at: datetime) -> AnswerAlarm | None:
    """Put the alarm on record, once however often; whatever was answered meanwhile needs none."""
    batch = locked_batch(batch_id)
    due_on = answer_due_on(batch)
    if batch.state != BatchState.SENT or due_on is None or due_on > localdate(at):
        return None
    unanswered = batch.disbursements.filter(state=DisbursementState.SENT).count()
    alarm, is_new = AnswerAlarm.objects.get_or_create(
        batch=batch, defaults={"due_on": due_on, "unanswered": unanswered, "at": at}
    )
    if is_new:
        record(
            action="batch.alarm",
            subject=batch,
            by=SYSTEM,
            at=at,
            due_on=due_on.isoformat(),
            unanswered=unanswered,
        )
    return alarm
