"""Which items a verifier looks at, bound before and drawn after, and what was found there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnly
from outcomes.models.targets import Target


class SeedCommitment(AppendOnly):
    """What binds the draw before the list is closed; the seed itself is shown with the draw."""

    target = models.ForeignKey(
        Target, models.PROTECT, related_name="commitments", verbose_name=_("target")
    )
    salt = models.CharField(_("salt"), max_length=64, unique=True)
    commitment = models.CharField(_("commitment"), max_length=64)
    independence = models.TextField(_("statement of independence"), blank=True)
    committed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    committed_at = models.DateTimeField(_("committed"))

    class Meta:
        verbose_name = _("commitment to a seed")
        verbose_name_plural = _("commitments to a seed")

    def __str__(self) -> str:
        return f"{self.target} {self.commitment[:8]}"


class VerificationPlan(AppendOnly):
    """Which measurements the verifier looks at: drawn from a frozen frame by a kept seed."""

    target = models.OneToOneField(
        Target, models.PROTECT, related_name="plan", verbose_name=_("target")
    )
    commitment = models.ForeignKey(
        SeedCommitment, models.PROTECT, related_name="plans", null=True, blank=True
    )
    seed = models.CharField(max_length=64)
    size_rule = models.JSONField(default=dict)
    strata = models.JSONField(default=dict)
    frame = models.JSONField()
    frame_digest = models.CharField(max_length=64)
    sample = models.JSONField()
    independence = models.TextField(_("statement of independence"), blank=True)
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        verbose_name = _("verification plan")
        verbose_name_plural = _("verification plans")

    def __str__(self) -> str:
        return f"{self.target} {self.frame_digest[:8]}"


class WidenedSample(AppendOnly):
    """A larger sample by the same seed, where the first showed more wrong ones than agreed."""

    plan = models.ForeignKey(
        VerificationPlan, models.PROTECT, related_name="widenings", verbose_name=_("plan")
    )
    stage = models.PositiveSmallIntegerField(_("stage"))
    sample = models.JSONField(_("sample"))
    independence = models.TextField(_("statement of independence"))
    widened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    widened_at = models.DateTimeField(_("widened"))

    class Meta:
        verbose_name = _("larger sample")
        verbose_name_plural = _("larger samples")
        constraints = [
            models.UniqueConstraint(fields=["plan", "stage"], name="widened_once_for_each_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.stage}"


class SampleResult(AppendOnly):
    """What was found at one item of a sample; looked at once."""

    plan = models.ForeignKey(
        VerificationPlan, models.PROTECT, related_name="results", verbose_name=_("plan")
    )
    name = models.CharField(_("item of the sample"), max_length=60)
    verified = models.DecimalField(
        _("verified quantity"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    is_right = models.BooleanField(_("as claimed"))
    words = models.TextField(_("what was seen"))
    independence = models.TextField(_("statement of independence"), blank=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(_("seen"))

    class Meta:
        verbose_name = _("result at a sampled item")
        verbose_name_plural = _("results at sampled items")
        constraints = [
            models.UniqueConstraint(fields=["plan", "name"], name="sample_result_once"),
            models.CheckConstraint(condition=~Q(words=""), name="sample_result_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} {self.name}"
