"""Payment terms while they are being written: they may still be wrong, and nobody has seen them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from programs.models.recommendations import Recommendation


class TermsDraft(models.Model):
    """What an officer is writing for one supplier; it is gone once it is proposed or discarded.

    `revision` counts changes, so that two officers never write over each other.
    """

    recommendation = models.OneToOneField(
        Recommendation, models.PROTECT, related_name="draft", verbose_name=_("recommendation")
    )
    document = models.JSONField(_("terms"))
    revision = models.PositiveIntegerField(_("revision"), default=1)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("started by")
    )
    started_at = models.DateTimeField(_("started"))
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("changed by")
    )
    changed_at = models.DateTimeField(_("changed"))

    class Meta:
        verbose_name = _("draft of payment terms")
        verbose_name_plural = _("drafts of payment terms")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(revision__gte=1), name="terms_draft_revision_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.revision}"
