"""Periods of a programme in which nothing is approved or sent."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from payouts.models.proposals import Proposal
from programs.models import Program


class Freeze(Proposal):
    """From one moment until another, for a reason such as an audit or the end of the year."""

    program = models.ForeignKey(
        Program, models.PROTECT, related_name="freezes", verbose_name=_("programme")
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))

    class Meta:
        verbose_name = _("freeze")
        verbose_name_plural = _("freezes")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="freeze_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~Q(state="confirmed") | ~Q(decided_by=F("proposed_by")),
                name="freeze_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by=None, decided_at=None)
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(state="proposed")),
                name="freeze_decided_completely",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="freeze_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.program} · {self.starts_at:%Y-%m-%d} – {self.ends_at:%Y-%m-%d}"
