"""Who prepared a payout each time: a maker of an earlier time stays a maker."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnly
from payouts.models.payouts import Payout


class Preparation(AppendOnly):
    """Written by the database itself whenever a payout is prepared, so that none is forgotten."""

    payout = models.ForeignKey(Payout, models.PROTECT, related_name="made")
    number = models.PositiveIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("preparation")
        verbose_name_plural = _("preparations")
        constraints = [
            models.UniqueConstraint(fields=["payout", "number"], name="preparation_once"),
        ]

    def __str__(self) -> str:
        return f"{self.payout_id} · {self.number}"
