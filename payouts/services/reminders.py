"""Telling people, once, that a payout waits too long."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import SYSTEM, record
from payouts import gateways
from payouts.domain.deadlines import Circle
from payouts.models import Payout, Reminder, ReminderLetter, ReminderSent
from payouts.selectors.deadlines import deadline_for, people_to_tell
from payouts.selectors.locks import locked_payout


@transaction.atomic
def remind_circle(*, payout_id: int, circle: Circle, at: datetime) -> Reminder | None:
    """Put on record that a circle is told, with a letter for each person, once however often.

    Whatever was approved or stopped in the meantime needs no reminder.
    """
    payout = locked_payout(payout_id)
    deadline = deadline_for(payout)
    if deadline is None or deadline.of(circle) > at:
        return None
    reminder, is_new = Reminder.objects.get_or_create(
        payout=payout,
        preparation=payout.preparations,
        circle=circle,
        defaults={"due_at": deadline.of(circle), "at": at},
    )
    if is_new:
        _write(payout, reminder, at)
    return reminder


def _write(payout: Payout, reminder: Reminder, at: datetime) -> None:
    people = people_to_tell(payout, Circle(reminder.circle))
    ReminderLetter.objects.bulk_create(ReminderLetter(reminder=reminder, to=one) for one in people)
    record(
        action="payout.remind",
        subject=payout,
        by=SYSTEM,
        at=at,
        circle=str(reminder.circle),
        due_at=reminder.due_at.isoformat(),
        to=[one.pk for one in people],
    )


@transaction.atomic
def send_reminder(*, letter_id: int, at: datetime) -> bool:
    """Hand one letter to the mail server; of two at once the second waits and finds it sent.

    A crash between the mail and the end of the transaction repeats it under the same message
    number, which mail programs show once.
    """
    letter = ReminderLetter.objects.select_related(
        "reminder__payout__agreement__supplier__organization", "to"
    ).get(pk=letter_id)
    _, is_new = ReminderSent.objects.get_or_create(letter=letter, defaults={"at": at})
    if is_new:
        record(action="reminder.send", subject=letter, by=SYSTEM, at=at)
        reminder = letter.reminder
        payout = reminder.payout
        gateways.remind(
            gateways.Overdue(
                key=f"{letter.pk}",
                to=letter.to.email,
                language=letter.to.language,
                number=payout.number,
                payout=payout.pk,
                payee=str(payout.agreement.supplier),
                due_at=reminder.due_at,
                is_escalated=reminder.circle == Circle.OTHERS,
            )
        )
    return is_new
