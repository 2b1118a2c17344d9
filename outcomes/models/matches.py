"""Which supplier improves which worksite against which hazard."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Worksite
from core.models import Stamped, choices_of
from outcomes.domain.lifecycle import MatchState
from programs.models import Agreement, Hazard, Program


class Match(Stamped):
    """A worksite that agreed to be improved; a hazard of a site is claimed once a programme."""

    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="matches", verbose_name=_("agreement")
    )
    program = models.ForeignKey(
        Program, models.PROTECT, related_name="matches", verbose_name=_("programme")
    )
    worksite = models.ForeignKey(
        Worksite, models.PROTECT, related_name="matches", verbose_name=_("worksite")
    )
    hazard = models.ForeignKey(
        Hazard, models.PROTECT, related_name="matches", verbose_name=_("hazard")
    )
    before_state = models.TextField(_("state before the improvement"), blank=True)
    before_recorded_at = models.DateTimeField(_("before-state recorded"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=choices_of(MatchState), default=MatchState.PROPOSED
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )

    class Meta:
        verbose_name = _("match")
        verbose_name_plural = _("matches")
        constraints = [
            models.UniqueConstraint(
                fields=["program", "worksite", "hazard"],
                condition=~Q(state="refused"),
                name="match_site_and_hazard_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="recorded")
                | (Q(before_recorded_at__isnull=False) & ~Q(before_state="")),
                name="match_before_state_recorded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worksite} · {self.hazard}"
