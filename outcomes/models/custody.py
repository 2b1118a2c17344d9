"""What the machine noticed about kept files: scans, likeness, alarms. Rows are only added."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnly, choices_of
from outcomes.domain.evidence.states import Alarm, Alike, ScanState
from outcomes.models.claims import Evidence


class EvidenceScan(AppendOnly):
    """What the virus scanner said about a file; the newest row counts."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="scans")
    state = models.CharField(_("virus scan"), max_length=20, choices=choices_of(ScanState))
    detail = models.CharField(max_length=200, blank=True)
    scanned_at = models.DateTimeField()

    class Meta:
        verbose_name = _("virus scan")
        verbose_name_plural = _("virus scans")

    def __str__(self) -> str:
        return f"{self.evidence}: {self.state}"


def _quarter(shift: int) -> models.GeneratedField:
    """16 of the 64 bits, kept by the database beside the whole and indexed."""
    return models.GeneratedField(
        expression=F("look").bitrightshift(shift).bitand(0xFFFF),
        output_field=models.IntegerField(),
        db_persist=True,
        db_index=True,
    )


class EvidenceLook(AppendOnly):
    """The perceptual hash of a photo, found again by any of its quarters."""

    evidence = models.OneToOneField(Evidence, models.PROTECT, related_name="look")
    look = models.BigIntegerField()
    first = _quarter(48)
    second = _quarter(32)
    third = _quarter(16)
    last = _quarter(0)

    class Meta:
        verbose_name = _("perceptual hash")
        verbose_name_plural = _("perceptual hashes")

    def __str__(self) -> str:
        return f"{self.evidence}: {self.look}"


class EvidenceTwin(AppendOnly):
    """A file that came before, as it is or nearly, under another measurement: worth a look."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="twins")
    other = models.ForeignKey(Evidence, models.PROTECT, related_name="later_twins")
    alike = models.CharField(_("likeness"), max_length=20, choices=choices_of(Alike))
    bits = models.PositiveSmallIntegerField(_("differing bits of 64"))
    noticed_at = models.DateTimeField(_("noticed"))

    class Meta:
        verbose_name = _("file used twice")
        verbose_name_plural = _("files used twice")
        constraints = [
            models.UniqueConstraint(fields=["evidence", "other"], name="evidence_twin_once"),
            models.CheckConstraint(
                condition=Q(other__lt=F("evidence")), name="evidence_twin_came_before"
            ),
            models.CheckConstraint(
                condition=Q(bits__lte=64) & (~Q(alike="same_bytes") | Q(bits=0)),
                name="evidence_twin_bits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evidence} = {self.other}"


class TwinExplanation(AppendOnly):
    """Why it is right, or is not, that two files look the same, in a verifier's words."""

    twin = models.OneToOneField(EvidenceTwin, models.PROTECT, related_name="explanation")
    words = models.TextField(_("explanation"))
    explained_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    explained_at = models.DateTimeField()

    class Meta:
        verbose_name = _("explanation")
        verbose_name_plural = _("explanations")
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="twin_explained_in_words"),
        ]

    def __str__(self) -> str:
        return self.words


class EvidenceAlarm(AppendOnly):
    """What the nightly look found under a hash. The newest row of a hash says how it stands."""

    sha256 = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    alarm = models.CharField(_("what was found"), max_length=20, choices=choices_of(Alarm))
    found = models.CharField(_("hash that was found"), max_length=64, blank=True)
    noticed_at = models.DateTimeField(_("noticed"))

    class Meta:
        verbose_name = _("alarm about a kept file")
        verbose_name_plural = _("alarms about kept files")
        constraints = [
            models.UniqueConstraint(fields=["sha256", "number"], name="evidence_alarm_numbered"),
            models.CheckConstraint(
                condition=Q(alarm="file_changed", found__gt="") & ~Q(found=F("sha256"))
                | ~Q(alarm="file_changed") & Q(found=""),
                name="evidence_alarm_found",
            ),
            models.CheckConstraint(
                condition=Q(number__gt=1) | ~Q(alarm="file_restored"),
                name="evidence_alarm_begins_wrong",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sha256[:8]}: {self.alarm}"


class Rehash(AppendOnly):
    """One night's look at what is kept: how far it came, so that the next goes on from there."""

    begun_at = models.DateTimeField(_("begun"))
    up_to = models.CharField(max_length=64, blank=True)
    files = models.PositiveIntegerField(_("files"))
    size = models.PositiveBigIntegerField(_("bytes"))
    wrong = models.PositiveIntegerField(_("not as they were kept"))
    swept = models.PositiveIntegerField(_("left by crashed uploads, removed"), default=0)

    class Meta:
        verbose_name = _("nightly look at the evidence")
        verbose_name_plural = _("nightly looks at the evidence")
        constraints = [
            models.CheckConstraint(condition=Q(wrong__lte=F("files")), name="rehash_wrong_of_all"),
        ]

    def __str__(self) -> str:
        return f"{self.begun_at:%Y-%m-%d}: {self.files}"
