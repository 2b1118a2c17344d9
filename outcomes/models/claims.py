"""What a supplier says it reached, what it shows for it, and what the worksite says."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnly, Stamped, choices_of
from outcomes.domain.lifecycle import (
    ConfirmationState,
    MeasurementState,
    Phase,
    Question,
    Source,
)
from outcomes.models.files import MeasurementFile
from outcomes.models.matches import Match
from outcomes.models.targets import Target


class Measurement(Stamped):
    """A reading over a period. What was not measured stays empty, never zero."""

    target = models.ForeignKey(
        Target, models.PROTECT, related_name="measurements", verbose_name=_("target")
    )
    match = models.ForeignKey(
        Match,
        models.PROTECT,
        related_name="measurements",
        null=True,
        blank=True,
        verbose_name=_("worksite and hazard"),
    )
    phase = models.CharField(_("side of the comparison"), max_length=20, choices=choices_of(Phase))
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    quantity = models.DecimalField(
        _("quantity"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    events = models.PositiveIntegerField(_("injuries"), null=True, blank=True)
    hours = models.DecimalField(
        _("hours worked"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    people = models.PositiveIntegerField(_("people hurt"), null=True, blank=True)
    deaths = models.PositiveIntegerField(_("deaths"), null=True, blank=True)
    lost_days = models.PositiveIntegerField(_("days lost"), null=True, blank=True)
    near_misses = models.PositiveIntegerField(_("near misses reported"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    source = models.CharField(
        _("source"), max_length=10, choices=choices_of(Source), default=Source.FORM
    )
    key = models.UUIDField(_("key of the submission"), unique=True)
    file = models.ForeignKey(
        MeasurementFile,
        models.PROTECT,
        related_name="measurements",
        null=True,
        blank=True,
        verbose_name=_("file that brought it"),
    )
    row = models.PositiveIntegerField(_("row of the file"), null=True, blank=True)
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="successor",
        null=True,
        blank=True,
        verbose_name=_("supersedes"),
    )
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=choices_of(MeasurementState),
        default=MeasurementState.MEASURED,
    )
    measured_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("measured by")
    )
    measured_at = models.DateTimeField(_("measured"))
    certified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("certified by"),
    )
    certified_at = models.DateTimeField(_("certified"), null=True, blank=True)
    reopened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("opened again by"),
    )
    reopened_at = models.DateTimeField(_("opened again"), null=True, blank=True)
    reopened_because = models.TextField(_("reason for opening it again"), blank=True)

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_day__gte=F("first_day")), name="measurement_period"
            ),
            models.CheckConstraint(
                condition=(Q(quantity=None) | Q(quantity__gte=0))
                & (Q(hours=None) | Q(hours__gte=0)),
                name="measurement_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(certified_by=None) | ~Q(certified_by=F("measured_by")),
                name="measurement_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["certified", "confirmed", "disputed"])
                | Q(certified_by__isnull=False),
                name="measurement_certified_by_someone",
            ),
            models.UniqueConstraint(
                fields=["target", "match", "phase", "first_day", "last_day"],
                condition=~Q(state="superseded"),
                nulls_distinct=False,
                name="measurement_period_once",
            ),
            models.UniqueConstraint(fields=["file", "row"], name="measurement_row_once"),
            models.CheckConstraint(
                condition=Q(file=None, row=None) | Q(file__isnull=False, row__isnull=False),
                name="measurement_row_of_a_file",
            ),
            models.CheckConstraint(
                condition=~Q(state="reopened")
                | (
                    Q(reopened_by__isnull=False, reopened_at__isnull=False)
                    & ~Q(reopened_because="")
                ),
                name="measurement_reopened_for_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.first_day} – {self.last_day}"


class Evidence(AppendOnly):
    """A file that supports a measurement, kept under its own hash."""

    measurement = models.ForeignKey(Measurement, models.PROTECT, related_name="evidence")
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints = [
            models.UniqueConstraint(fields=["measurement", "sha256"], name="evidence_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Confirmation(Stamped):
    """A question to a worksite over a link that works once and not for ever."""

    match = models.ForeignKey(
        Match, models.PROTECT, related_name="confirmations", verbose_name=_("match")
    )
    measurement = models.ForeignKey(
        Measurement, models.PROTECT, related_name="confirmations", null=True, blank=True
    )
    question = models.CharField(max_length=10, choices=choices_of(Question))
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    sent_to = models.EmailField(_("sent to"))
    expires_at = models.DateTimeField(_("valid until"))
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=choices_of(ConfirmationState),
        default=ConfirmationState.ASKED,
    )
    comment = models.TextField(_("comment"), blank=True)
    answer_key = models.UUIDField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")
        constraints = [
            models.CheckConstraint(
                condition=Q(question="consent", measurement=None)
                | Q(question="result", measurement__isnull=False),
                name="confirmation_of_something",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "disputed"])
                | Q(answered_at__isnull=False, answer_key__isnull=False),
                name="confirmation_answer_complete",
            ),
            models.UniqueConstraint(
                fields=["match", "measurement", "question"],
                condition=Q(state="asked"),
                nulls_distinct=False,
                name="confirmation_asked_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.match}: {self.get_question_display()}"
