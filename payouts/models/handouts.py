"""When a bank file left the platform: once by itself, and again only if a second person says so."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnly
from payouts.models.bank import BankBatch


class HandoutRelease(AppendOnly):
    """Somebody's yes to one more handing out of a file, with the reason."""

    batch = models.ForeignKey(BankBatch, models.PROTECT, related_name="releases")
    number = models.PositiveSmallIntegerField(_("number"))
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("release of a bank file")
        verbose_name_plural = _("releases of bank files")
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="handout_release_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="handout_release_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} · {self.number}"


class Handout(AppendOnly):
    """One time a file was handed out: to whom, when, and the hashes of what was built and given."""

    batch = models.ForeignKey(BankBatch, models.PROTECT, related_name="handouts")
    number = models.PositiveSmallIntegerField(_("number"))
    sha256 = models.CharField(_("hash of the file"), max_length=64)
    handed_sha256 = models.CharField(_("hash of what was handed out"), max_length=64)
    release = models.OneToOneField(
        HandoutRelease, models.PROTECT, related_name="handout", null=True, blank=True
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("handing out of a bank file")
        verbose_name_plural = _("handings out of bank files")
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="handout_once"),
            models.CheckConstraint(
                condition=Q(number=1, release=None) | Q(number__gt=1, release__isnull=False),
                name="handout_again_is_released",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} · {self.number}"
