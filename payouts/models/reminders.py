"""Who was told that a payout waits too long: each circle once for each time it was prepared."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnly, choices_of
from payouts.domain.deadlines import Circle
from payouts.models.payouts import Payout


class Reminder(AppendOnly):
    """One circle hears of one preparation of one payout, however late the clock rings."""

    payout = models.ForeignKey(Payout, models.PROTECT, related_name="reminders")
    preparation = models.PositiveSmallIntegerField(_("times prepared"))
    circle = models.CharField(_("who is told"), max_length=10, choices=choices_of(Circle))
    due_at = models.DateTimeField(_("due"))
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [
            models.UniqueConstraint(
                fields=["payout", "preparation", "circle"], name="reminder_once"
            ),
            models.CheckConstraint(condition=Q(at__gte=F("due_at")), name="reminder_not_too_soon"),
        ]

    def __str__(self) -> str:
        return f"{self.payout_id} · {self.preparation} · {self.circle}"


class ReminderLetter(AppendOnly):
    """The mail to one person; the table is the queue."""

    reminder = models.ForeignKey(Reminder, models.PROTECT, related_name="letters")
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("letter of a reminder")
        verbose_name_plural = _("letters of a reminder")
        constraints = [
            models.UniqueConstraint(fields=["reminder", "to"], name="reminder_letter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reminder_id} · {self.to_id}"


class ReminderSent(AppendOnly):
    """The mail server has taken it; written in the transaction that hands it over."""

    letter = models.OneToOneField(ReminderLetter, models.PROTECT, related_name="sent")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("sent reminder")
        verbose_name_plural = _("sent reminders")

    def __str__(self) -> str:
        return f"{self.letter_id}"
