"""Many approvals on one page, and what became of each row."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnly, choices_of
from payouts.domain.bundles import Outcome
from payouts.models.payouts import Approval, Payout


class Bundle(AppendOnly):
    """One page that one person signed; its rows follow, each in a transaction of its own."""

    key = models.UUIDField(unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    digest = models.CharField(_("hash of all rows"), max_length=64)

    class Meta:
        verbose_name = _("bundle of approvals")
        verbose_name_plural = _("bundles of approvals")

    def __str__(self) -> str:
        return str(self.key)


class BundleRow(AppendOnly):
    """What became of one payout of the page: approved, refused, or changed since it was seen."""

    bundle = models.ForeignKey(Bundle, models.PROTECT, related_name="rows")
    payout = models.ForeignKey(Payout, models.PROTECT, related_name="bundle_rows")
    outcome = models.CharField(_("outcome"), max_length=10, choices=choices_of(Outcome))
    words = models.JSONField(_("reason"), null=True)
    approval = models.OneToOneField(Approval, models.PROTECT, related_name="bundle_row", null=True)

    class Meta:
        verbose_name = _("row of a bundle")
        verbose_name_plural = _("rows of a bundle")
        constraints = [
            models.UniqueConstraint(fields=["bundle", "payout"], name="bundle_row_once"),
            models.CheckConstraint(
                condition=Q(outcome="approved", approval__isnull=False, words__isnull=True)
                | (~Q(outcome="approved") & Q(approval=None, words__isnull=False)),
                name="bundle_row_says_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payout_id} {self.outcome}"
