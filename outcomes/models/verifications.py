"""What an independent verifier found and accepted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnly, Stamped, choices_of
from outcomes.domain.evaluation import Verdict
from outcomes.domain.lifecycle import Effect, FindingState, Severity
from outcomes.models.targets import Target
from people.models import Organization


class Finding(Stamped):
    """Something the verifier, or a worksite's dispute, put on record."""

    target = models.ForeignKey(
        Target, models.PROTECT, related_name="findings", verbose_name=_("target")
    )
    severity = models.CharField(_("severity"), max_length=10, choices=choices_of(Severity))
    text = models.TextField(_("what was found"))
    effect = models.TextField(_("effect on the money"), blank=True)
    effect_kind = models.CharField(
        _("kind of effect"), max_length=10, choices=choices_of(Effect), default=Effect.NONE
    )
    less = models.DecimalField(
        _("counts less by"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    effect_stands = models.BooleanField(_("effect stands"), default=True)
    independence = models.TextField(_("statement of independence"), blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("recorded by"),
    )
    recorded_at = models.DateTimeField(_("recorded"))
    state = models.CharField(
        _("state"), max_length=20, choices=choices_of(FindingState), default=FindingState.OPEN
    )
    resolution = models.TextField(_("how it was resolved"), blank=True)

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="resolved") | ~Q(resolution=""),
                name="finding_resolved_in_words",
            ),
            models.CheckConstraint(
                condition=Q(recorded_by__isnull=True) | ~Q(text=""),
                name="finding_of_a_verifier_says_something",
            ),
            models.CheckConstraint(
                condition=Q(effect_kind="less", less__isnull=False, less__gt=0)
                | (~Q(effect_kind="less") & Q(less__isnull=True)),
                name="finding_says_how_much_less",
            ),
            models.CheckConstraint(
                condition=Q(effect_stands=True) | Q(state="resolved"),
                name="finding_effect_falls_with_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.get_severity_display()}"


class Verification(AppendOnly):
    """What an independent verifier accepts. Final: what turns out wrong is reversed beside it."""

    target = models.OneToOneField(
        Target, models.PROTECT, related_name="verification", verbose_name=_("target")
    )
    verdict = models.CharField(_("verdict"), max_length=30, choices=choices_of(Verdict))
    attained = models.DecimalField(
        _("attained value"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    result = models.JSONField(_("evaluation result"))
    data_digest = models.CharField(_("hash of the data"), max_length=64)
    independence = models.TextField(_("statement of independence"))
    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="verifications", verbose_name=_("organisation")
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("verified by")
    )
    verified_at = models.DateTimeField(_("verified"))

    class Meta:
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")

    def __str__(self) -> str:
        return f"{self.target}: {self.get_verdict_display()}"
