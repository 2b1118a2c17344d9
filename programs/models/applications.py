"""What a supplier asks for, and whether it may."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Supplier, Technology
from core.domain.money import Money
from core.models import Stamped, choices_of
from programs.domain.lifecycle import ApplicationState
from programs.models.programs import Call, Hazard, Indicator


class Application(Stamped):
    """A supplier's plan for other firms' sites, in answer to a call."""

    call = models.ForeignKey(
        Call, models.PROTECT, related_name="applications", verbose_name=_("call")
    )
    supplier = models.ForeignKey(
        Supplier, models.PROTECT, related_name="applications", verbose_name=_("supplier")
    )
    technology = models.ForeignKey(
        Technology,
        models.PROTECT,
        related_name="applications",
        null=True,
        blank=True,
        verbose_name=_("technology"),
    )
    plan = models.TextField(_("plan"), blank=True)
    worksites_planned = models.PositiveIntegerField(_("worksites planned"), null=True, blank=True)
    amount_requested = models.BigIntegerField(_("amount requested, won"), null=True, blank=True)
    hazards = models.ManyToManyField(
        Hazard, related_name="applications", blank=True, verbose_name=_("hazards")
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=choices_of(ApplicationState),
        default=ApplicationState.DRAFT,
    )
    returned_reason = models.TextField(_("why it was returned"), blank=True)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("begun by")
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("handed in by"),
    )
    submitted_at = models.DateTimeField(_("handed in"), null=True, blank=True)

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        constraints = [
            models.UniqueConstraint(fields=["call", "supplier"], name="application_once_per_call"),
            models.CheckConstraint(
                condition=Q(amount_requested=None) | Q(amount_requested__gt=0),
                name="application_amount_positive",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(submitted_by__isnull=False, submitted_at__isnull=False),
                name="application_submitted_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.supplier} · {self.call}"

    @property
    def money(self) -> Money:
        """The amount asked for; nothing while the draft does not say."""
        return Money(self.amount_requested or 0)


class ApplicationTarget(Stamped):
    """A target that the supplier writes for itself."""

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="own_targets", verbose_name=_("application")
    )
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", verbose_name=_("indicator")
    )
    baseline = models.DecimalField(
        _("baseline"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    goal = models.DecimalField(_("goal"), max_digits=14, decimal_places=4)
    how = models.TextField(_("how it will be measured"))

    class Meta:
        verbose_name = _("own target")
        verbose_name_plural = _("own targets")
        constraints = [
            models.UniqueConstraint(
                fields=["application", "indicator"], name="application_target_once"
            ),
            models.CheckConstraint(
                condition=Q(goal__gte=0) & (Q(baseline=None) | Q(baseline__gte=0)),
                name="application_target_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.goal}"


class EligibilityCheck(Stamped):
    """One question that must be answered yes before anybody reviews the application."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="checks", verbose_name=_("application")
    )
    key = models.SlugField()
    passed = models.BooleanField(_("answer"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("answered by"),
    )
    checked_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("eligibility check")
        verbose_name_plural = _("eligibility checks")
        constraints = [
            models.UniqueConstraint(fields=["application", "key"], name="check_once"),
            models.CheckConstraint(
                condition=Q(passed=None, checked_by=None)
                | Q(passed__isnull=False, checked_by__isnull=False),
                name="check_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.key}"
