"""A file with many measurements on its way in, and the places in it that have to be mended."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Stamped, choices_of
from outcomes.domain.lifecycle import FileState
from outcomes.models.targets import Target


class MeasurementFile(Stamped):
    """One upload: its bytes lie in the store under `sha256`, its row is the place in the queue."""

    target = models.ForeignKey(
        Target, models.PROTECT, related_name="measurement_files", verbose_name=_("target")
    )
    name = models.CharField(_("file name"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("bytes"))
    sha256 = models.CharField(max_length=64, db_index=True)
    key = models.UUIDField(_("key of the submission"), unique=True)
    state = models.CharField(
        _("state"), max_length=20, choices=choices_of(FileState), default=FileState.UPLOADED
    )
    rows = models.PositiveIntegerField(_("rows"), default=0)
    done = models.PositiveIntegerField(_("rows read"), default=0)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    found = models.PositiveIntegerField(_("places to mend"), default=0)
    unknown = models.JSONField(_("columns that were not read"), default=list)
    summary = models.JSONField(_("what it says in all"), default=dict)
    failure = models.JSONField(null=True, blank=True, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"))
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("stored by"),
    )
    accepted_at = models.DateTimeField(null=True, blank=True)
    stored_at = models.DateTimeField(_("stored"), null=True, blank=True)

    class Meta:
        verbose_name = _("file of measurements")
        verbose_name_plural = _("files of measurements")
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=F("rows")), name="file_done_of_rows"),
            models.CheckConstraint(
                condition=~Q(state__in=["storing", "stored"])
                | Q(accepted_by__isnull=False, accepted_at__isnull=False, found=0),
                name="file_accepted_by_someone",
            ),
            models.CheckConstraint(
                condition=~Q(state="stored") | (Q(stored_at__isnull=False) & ~Q(digest="")),
                name="file_stored_with_digest",
            ),
            models.CheckConstraint(
                condition=~Q(state="failed") | Q(failure__isnull=False), name="file_failed_in_words"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class FileError(models.Model):
    """One place that has to be mended, with a value that would be right; found again by a check."""

    file = models.ForeignKey(MeasurementFile, models.PROTECT, related_name="errors")
    row = models.PositiveIntegerField(_("row"))
    column = models.CharField(_("column"), max_length=40, blank=True)
    reason = models.JSONField(_("reason"))
    example = models.CharField(_("example"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("place to mend")
        verbose_name_plural = _("places to mend")
        ordering = ["row", "pk"]
        indexes = [models.Index(fields=["file", "row"], name="file_error_by_row")]

    def __str__(self) -> str:
        return f"{self.file}: {self.row} {self.column}"
