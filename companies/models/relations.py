"""Whether supplier and worksite are strangers: over which lines they came, what was explained."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models.firms import Supplier, Worksite
from core.models import AppendOnly


class Trace(AppendOnly):
    """A line over which a supplier signed in or a worksite answered: keyed marks, no address."""

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="traces", null=True)
    worksite = models.ForeignKey(Worksite, models.PROTECT, related_name="traces", null=True)
    address_mark = models.CharField(max_length=64, editable=False)
    network_mark = models.CharField(max_length=64, editable=False, db_index=True)
    first_seen_at = models.DateTimeField()

    class Meta:
        verbose_name = _("trace")
        verbose_name_plural = _("traces")
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "worksite", "address_mark"],
                nulls_distinct=False,
                name="trace_once",
            ),
            models.CheckConstraint(
                condition=Q(supplier=None, worksite__isnull=False)
                | Q(supplier__isnull=False, worksite=None),
                name="trace_of_one_firm",
            ),
            models.CheckConstraint(
                condition=Q(
                    address_mark__regex=r"^[0-9a-f]{64}$", network_mark__regex=r"^[0-9a-f]{64}$"
                ),
                name="trace_holds_marks_only",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier or self.worksite} · {self.network_mark[:8]}"


class Explanation(AppendOnly):
    """Why a sign that two firms are related does not stand in the way, by name and for good."""

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="explanations")
    worksite = models.ForeignKey(Worksite, models.PROTECT, related_name="explanations")
    digest = models.CharField(max_length=64, editable=False)
    sign = models.JSONField(_("sign"))
    text = models.TextField(_("explanation"))
    explained_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    explained_at = models.DateTimeField(_("explained"))

    class Meta:
        verbose_name = _("explanation")
        verbose_name_plural = _("explanations")
        constraints = [
            models.UniqueConstraint(
                fields=["supplier", "worksite", "digest"], name="explanation_once"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="explanation_in_words"),
        ]

    def __str__(self) -> str:
        return f"{self.supplier} · {self.worksite}"
