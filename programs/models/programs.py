"""The programme, its calls, and what it measures against which hazards."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Stamped, choices_of
from core.translation import localized
from people.models import Organization
from programs.domain.indicators import Definition, definition_from
from programs.domain.lifecycle import CallState, ProgramState


class Named(Stamped):
    """Something the programme defines itself, named in both languages."""

    name_ko = models.CharField(_("name in Korean"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return localized(ko=self.name_ko, en=self.name_en)


class Hazard(Named):
    """What can hurt people: 화재, 끼임, 충돌, 추락 in the first round."""

    code = models.SlugField(_("code"))

    class Meta:
        verbose_name = _("hazard")
        verbose_name_plural = _("hazards")
        constraints = [models.UniqueConstraint(fields=["code"], name="hazard_once")]


class Indicator(Named):
    """What is counted, in which unit; a changed definition is a new version."""

    code = models.SlugField(_("code"))
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    unit_ko = models.CharField(_("unit in Korean"), max_length=30)
    unit_en = models.CharField(_("unit in English"), max_length=30)
    is_leading = models.BooleanField(_("leading indicator"))
    definition = models.TextField(_("definition and source"))
    # what decides its value; empty for those that were only ever described in words
    definition_document = models.JSONField(_("exact definition"), null=True, blank=True)

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="indicator_version_once"),
        ]

    @property
    def unit(self) -> str:
        """The unit in the reader's language."""
        return localized(ko=self.unit_ko, en=self.unit_en)

    @property
    def rule(self) -> Definition | None:
        """The pure definition behind this row, where it has one."""
        document = self.definition_document
        return None if document is None else definition_from(document)


class Program(Named):
    """A purpose, the agency that runs it and the bank group that pays for it."""

    code = models.SlugField(_("code"))
    agency = models.ForeignKey(
        Organization, models.PROTECT, related_name="run_programs", verbose_name=_("agency")
    )
    funder = models.ForeignKey(
        Organization, models.PROTECT, related_name="funded_programs", verbose_name=_("paid by")
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    reviewers_needed = models.PositiveSmallIntegerField(_("reviewers per application"), default=4)
    link_days = models.PositiveSmallIntegerField(_("days a worksite's link is valid"), default=14)
    rotation_years = models.PositiveSmallIntegerField(
        _("years in a row that one verifier verifies the same supplier, at most"), default=3
    )
    hazards = models.ManyToManyField(Hazard, related_name="programs", verbose_name=_("hazards"))
    indicators = models.ManyToManyField(
        Indicator, related_name="programs", verbose_name=_("indicators")
    )
    state = models.CharField(
        _("state"), max_length=20, choices=choices_of(ProgramState), default=ProgramState.DRAFT
    )

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.UniqueConstraint(fields=["code"], name="program_once"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="program_dates"),
            models.CheckConstraint(
                condition=Q(reviewers_needed__gte=3), name="program_three_reviewers_at_least"
            ),
            models.CheckConstraint(
                condition=Q(rotation_years__gte=1), name="program_verifiers_rotate"
            ),
        ]


class Call(Stamped):
    """An invitation to apply, with a deadline to the minute."""

    program = models.ForeignKey(
        Program, models.PROTECT, related_name="calls", verbose_name=_("programme")
    )
    title = models.CharField(_("title"), max_length=200)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    places = models.PositiveIntegerField(_("suppliers sought"))
    state = models.CharField(
        _("state"), max_length=20, choices=choices_of(CallState), default=CallState.DRAFT
    )

    class Meta:
        verbose_name = _("call")
        verbose_name_plural = _("calls")
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="call_dates"),
        ]

    def __str__(self) -> str:
        return self.title
