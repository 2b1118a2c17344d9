"""What an independent verifier checked, found and accepted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnly, Stamped, choices_of
from outcomes.domain.evaluation import Verdict
from outcomes.domain.lifecycle import FindingState, GuardRail, HoldState, Severity
from outcomes.models.targets import Target
from people.models import Organization


class SeedCommitment(AppendOnly):
    """What binds the draw before the list is closed; the seed itself is shown with the draw."""

    target = models.ForeignKey(
        Target, models.PROTECT, related_name="commitments", verbose_name=_("target")
    )
    salt = models.CharField(_("salt"), max_length=64, unique=True)
    commitment = models.CharField(_("commitment"), max_length=64)
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
    drawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()

    class Meta:
        verbose_name = _("verification plan")
        verbose_name_plural = _("verification plans")

    def __str__(self) -> str:
        return f"{self.target} {self.frame_digest[:8]}"


class Finding(Stamped):
    """Something the verifier, or a worksite's dispute, put on record."""

    target = models.ForeignKey(
        Target, models.PROTECT, related_name="findings", verbose_name=_("target")
    )
    severity = models.CharField(_("severity"), max_length=10, choices=choices_of(Severity))
    text = models.TextField(_("what was found"))
    effect = models.TextField(_("effect on the money"), blank=True)
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
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.get_severity_display()}"


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


class Hold(Stamped):
    """Something that a person has to decide before any money moves for this target."""

    target = models.ForeignKey(
        Target, models.PROTECT, related_name="holds", verbose_name=_("target")
    )
    kind = models.CharField(_("guard-rail"), max_length=30, choices=choices_of(GuardRail))
    words = models.TextField(_("why"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("opened by"),
    )
    opened_at = models.DateTimeField(_("opened"))
    state = models.CharField(
        _("state"), max_length=20, choices=choices_of(HoldState), default=HoldState.OPENED
    )
    decision = models.TextField(_("decision in words"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("proposed by"),
    )
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
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints = [
            models.UniqueConstraint(
                fields=["target", "kind"],
                condition=~Q(state="lifted"),
                name="hold_once_for_each_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="hold_lifted_by_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state="lifted")
                | (Q(proposed_by__isnull=False, decided_by__isnull=False) & ~Q(decision="")),
                name="hold_lifted_in_words",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="hold_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.get_kind_display()}"


class Verification(AppendOnly):
    """What an independent verifier accepts. Final: a correction is a new target version."""

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
