"""What was rendered: the bytes that were handed out, so that a paper can be checked years later."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.models import AppendOnly


class Report(AppendOnly):
    """One PDF as it was handed out, with its facts and the head of the log at that moment."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    kind = models.SlugField(_("kind"))
    subject = models.CharField(_("subject"), max_length=100, db_index=True)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default="ko"
    )
    facts = models.JSONField(_("facts"), default=dict, editable=False)
    facts_digest = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField(editable=False)
    log_head = models.CharField(max_length=64, blank=True)
    rendered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    rendered_at = models.DateTimeField()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")

    def __str__(self) -> str:
        return self.number
