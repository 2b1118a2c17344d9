"""Rows of the bank's answers that were not applied, and how each was resolved."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.domain.tables import CellError
from core.domain.words import sentence_from
from core.models import AppendOnly, choices_of
from payouts.domain.asides import Remedy
from payouts.models.bank import BankAnswer, Disbursement


class AsideRow(AppendOnly):
    """A row that nobody has applied; it stays in sight until somebody says what became of it."""

    answer = models.ForeignKey(BankAnswer, models.PROTECT, related_name="asides")
    disbursement = models.ForeignKey(
        Disbursement, models.PROTECT, related_name="asides", null=True, blank=True
    )
    row = models.PositiveIntegerField(_("row"))
    key = models.CharField(_("key"), max_length=80, blank=True)
    reasons = models.JSONField(_("reasons"))

    class Meta:
        verbose_name = _("row set aside")
        verbose_name_plural = _("rows set aside")
        constraints = [
            models.UniqueConstraint(fields=["answer", "row"], name="aside_row_once"),
            models.CheckConstraint(condition=~Q(reasons=[]), name="aside_row_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.answer} · {self.row}"

    @property
    def said(self) -> tuple[CellError, ...]:
        """Everything that is said against it, as the dry run said it."""
        return tuple(
            CellError(self.row, one["column"], sentence_from(one["reason"]), one["example"])
            for one in self.reasons
        )


class RowResolution(AppendOnly):
    """What became of a row: who says so, when and why; said once."""

    aside = models.OneToOneField(AsideRow, models.PROTECT, related_name="resolution")
    remedy = models.CharField(_("what became of it"), max_length=12, choices=choices_of(Remedy))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("resolution of a row")
        verbose_name_plural = _("resolutions of rows")
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="resolution_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.aside} {self.remedy}"
