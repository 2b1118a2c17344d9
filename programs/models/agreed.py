"""What the parties of an agreement mean by an indicator, kept as it was when it was offered."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnly
from programs.domain.indicators import Definition, definition_from
from programs.models.agreements import TermSheet
from programs.models.programs import Indicator


class AgreedIndicator(AppendOnly):
    """The definition of one indicator under one version of the terms, with its hash."""

    terms = models.ForeignKey(
        TermSheet, models.PROTECT, related_name="indicators", verbose_name=_("term sheet")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="agreed", verbose_name=_("indicator")
    )
    document = models.JSONField(_("exact definition"))
    digest = models.CharField(_("hash of the definition"), max_length=64)

    class Meta:
        verbose_name = _("agreed indicator")
        verbose_name_plural = _("agreed indicators")
        constraints = [
            models.UniqueConstraint(fields=["terms", "indicator"], name="agreed_indicator_once"),
        ]

    def __str__(self) -> str:
        return f"{self.terms}: {self.indicator}"

    @property
    def rule(self) -> Definition:
        """The pure definition behind this row."""
        return definition_from(self.document)
