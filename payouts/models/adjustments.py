"""A computed correction counts once a second person has confirmed it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnly
from payouts.models.payouts import Adjustment


class AdjustmentConfirmation(AppendOnly):
    """The second person's yes to a delta that the terms computed."""

    adjustment = models.OneToOneField(Adjustment, models.PROTECT, related_name="confirmation")
    maker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("confirmation of a correction")
        verbose_name_plural = _("confirmations of corrections")
        constraints = [
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("maker")), name="adjustment_by_two_people"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adjustment} {self.confirmed_by}"
