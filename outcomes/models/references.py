"""What the industry saw where nobody did anything: frozen rows that results are compared with."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Stamped, choices_of
from core.translation import localized
from outcomes.domain.lifecycle import ReferenceState
from outcomes.domain.references import ReferenceSpell, spells_from
from people.models import Organization


class Reference(Stamped):
    """Untreated sites and what they saw, supplied by one officer and confirmed by another."""

    agency = models.ForeignKey(
        Organization, models.PROTECT, related_name="references", verbose_name=_("agency")
    )
    code = models.SlugField(_("code"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    name_ko = models.CharField(_("name in Korean"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)
    source = models.TextField(_("where the numbers are from"))
    spells = models.JSONField(_("rows"))
    sites = models.PositiveIntegerField(_("sites"))
    digest = models.CharField(_("hash of the rows"), max_length=64)
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=choices_of(ReferenceState),
        default=ReferenceState.SUPPLIED,
    )
    supplied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("supplied by")
    )
    supplied_at = models.DateTimeField(_("supplied"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)

    class Meta:
        verbose_name = _("reference sites")
        verbose_name_plural = _("reference sites")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "code", "version"], name="reference_version_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("supplied_by")),
                name="reference_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | Q(confirmed_by__isnull=False),
                name="reference_confirmed_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code}, {self.version})"

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return localized(ko=self.name_ko, en=self.name_en)

    @property
    def rows(self) -> tuple[ReferenceSpell, ...]:
        """The pure rows behind this one."""
        return spells_from(self.spells)
