"""That the bank did not answer a file in time, said once."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnly
from payouts.models.bank import BankBatch


class AnswerAlarm(AppendOnly):
    """One alarm for one file, however late the clock rings; it ends when the file is answered."""

    batch = models.OneToOneField(BankBatch, models.PROTECT, related_name="alarm")
    due_on = models.DateField(_("due"))
    unanswered = models.PositiveIntegerField(_("payments without an answer"))
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("alarm about an answer")
        verbose_name_plural = _("alarms about answers")
        constraints = [
            models.CheckConstraint(
                condition=Q(at__date__gte=F("due_on")), name="answer_alarm_not_too_soon"
            ),
            models.CheckConstraint(condition=Q(unanswered__gt=0), name="answer_alarm_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.batch} · {self.due_on}"
