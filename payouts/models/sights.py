"""What an approver saw, kept with the approval it led to."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnly
from payouts.models.payouts import Approval


class Sight(AppendOnly):
    """Every line that the page showed, its hash, and how the signer proved who they are."""

    approval = models.OneToOneField(Approval, models.PROTECT, related_name="sight")
    number = models.CharField(_("receipt number"), max_length=40, unique=True)
    lines = models.JSONField(_("what was shown"))
    digest = models.CharField(_("hash of what was shown"), max_length=64)
    factor = models.CharField(_("second factor"), max_length=30)
    factor_at = models.DateTimeField(_("second factor shown"))
    typed = models.BigIntegerField(_("amount typed, won"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(factor=""), name="sight_names_a_factor"),
        ]
        verbose_name = _("sight")
        verbose_name_plural = _("sights")

    def __str__(self) -> str:
        return self.number
