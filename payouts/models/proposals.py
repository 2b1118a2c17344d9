"""What one person proposes and another decides on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import Stamped, choices_of
from payouts.domain.lifecycle import ProposalState


class Proposal(Stamped):
    """Nothing of it counts before the second person has confirmed it."""

    state = models.CharField(
        _("state"),
        max_length=20,
        choices=choices_of(ProposalState),
        default=ProposalState.PROPOSED,
    )
    reason = models.TextField(_("reason"))
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        abstract = True
