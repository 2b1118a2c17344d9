"""Which supplier improves which worksite against which hazard."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Worksite
from core.domain.periods import Period
from core.models import Stamped, choices_of
from outcomes.domain.lifecycle import MatchState
from programs.models import Agreement, Hazard, Program


def days_of(period: Period) -> DateRange:
    """A period as the database keeps it: from the first day to the day after the last."""
    return DateRange(period.first, period.last + timedelta(days=1))


def period_of(days: DateRange) -> Period:
    """First and last day of what the database keeps."""
    return Period(days.lower, days.upper - timedelta(days=1))


class Match(Stamped):
    """A worksite that agreed to be improved against a hazard, over days that are claimed once."""

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
    days = DateRangeField(_("days"))
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
            models.CheckConstraint(
                condition=Q(days__isempty=False, days__lower_inf=False, days__upper_inf=False),
                name="match_days_from_and_to",
            ),
            models.CheckConstraint(
                condition=~Q(state="recorded")
                | (Q(before_recorded_at__isnull=False) & ~Q(before_state="")),
                name="match_before_state_recorded",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worksite} · {self.hazard}"

    @property
    def period(self) -> Period:
        """First and last day."""
        return period_of(self.days)
