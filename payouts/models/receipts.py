"""What a page did when it was sent: sent again, it finds this and does nothing."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnly
from payouts.models.bank import BankBatch
from payouts.models.payouts import Adjustment, Payout


class Receipt(AppendOnly):
    """One act of one person under the key of the page that asked for it."""

    key = models.UUIDField(unique=True)
    action = models.CharField(max_length=40)
    payout = models.ForeignKey(Payout, models.PROTECT, related_name="receipts", null=True)
    batch = models.ForeignKey(BankBatch, models.PROTECT, related_name="receipts", null=True)
    adjustment = models.OneToOneField(Adjustment, models.PROTECT, related_name="receipt", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")
        constraints = [
            models.CheckConstraint(
                condition=Q(payout__isnull=False, batch=None, adjustment=None)
                | Q(payout=None, batch__isnull=False, adjustment=None)
                | Q(payout=None, batch=None, adjustment__isnull=False),
                name="receipt_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.key}"
