"""Who approves for somebody who is away, and for how long."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.domain.periods import Period
from outcomes.models.matches import period_of
from payouts.models.proposals import Proposal
from people.models import Organization


class Delegation(Proposal):
    """Given by the absent person alone, or by two others; it ends by itself on its last day."""

    organization = models.ForeignKey(
        Organization, models.PROTECT, related_name="delegations", verbose_name=_("organisation")
    )
    absent = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("away")
    )
    delegate = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("stands in")
    )
    days = DateRangeField(_("days"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True
    )
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")
        constraints = [
            ExclusionConstraint(
                name="delegation_one_at_a_time",
                expressions=[("absent", "="), ("organization", "="), ("days", "&&")],
                condition=Q(state="confirmed"),
            ),
            models.CheckConstraint(
                condition=~Q(absent=F("delegate")), name="delegation_to_somebody_else"
            ),
            models.CheckConstraint(
                condition=Q(days__isempty=False, days__lower_inf=False, days__upper_inf=False),
                name="delegation_has_an_end",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by=None, decided_at=None)
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(state="proposed")),
                name="delegation_decided_completely",
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed")
                | Q(proposed_by=F("absent"), decided_by=F("absent"))
                | (
                    ~Q(proposed_by=F("decided_by"))
                    & ~Q(decided_by=F("absent"))
                    & ~Q(decided_by=F("delegate"))
                    & ~Q(proposed_by=F("delegate"))
                ),
                name="delegation_by_the_absent_or_two_others",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.absent} → {self.delegate} · {self.period}"

    @property
    def period(self) -> Period:
        """First and last day, both included."""
        return period_of(self.days)
