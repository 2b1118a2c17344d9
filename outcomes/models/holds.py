"""What people decide before any money moves."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Stamped, choices_of
from outcomes.domain.lifecycle import GuardRail, HoldState
from outcomes.models.targets import Target


class Hold(Stamped):
    """Something that a person has to decide before any money moves for this target."""

    target = models.ForeignKey(
        Target, models.PROTECT, related_name="holds", verbose_name=_("target")
    )
    kind = models.CharField(_("guard-rail"), max_length=30, choices=choices_of(GuardRail))
    words = models.TextField(_("why"))
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("opened by"),
    )
    opened_at = models.DateTimeField(_("opened"))
    state = models.CharField(
        _("state"), max_length=20, choices=choices_of(HoldState), default=HoldState.OPENED
    )
    decision = models.TextField(_("decision in words"), blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("proposed by"),
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        constraints = [
            models.UniqueConstraint(
                fields=["target", "kind"],
                condition=~Q(state="lifted"),
                name="hold_once_for_each_reason",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="hold_lifted_by_two_people",
            ),
            models.CheckConstraint(
                condition=~Q(state="lifted")
                | (Q(proposed_by__isnull=False, decided_by__isnull=False) & ~Q(decision="")),
                name="hold_lifted_in_words",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="hold_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.target}: {self.get_kind_display()}"
