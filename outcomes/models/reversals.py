"""A verified result that does not stand as it was signed: taken back, or counted for less."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Stamped, choices_of
from outcomes.domain.lifecycle import ReversalState
from outcomes.models.verifications import Finding, Verification


class Reversal(Stamped):
    """Beside the verification, which is never edited; from its confirmation on this counts."""

    verification = models.ForeignKey(
        Verification, models.PROTECT, related_name="reversals", verbose_name=_("verification")
    )
    finding = models.OneToOneField(
        Finding,
        models.PROTECT,
        related_name="reversal",
        null=True,
        blank=True,
        verbose_name=_("late finding"),
    )
    # what counts from here on; without a number no result stands at all
    attained = models.DecimalField(
        _("counts instead"), max_digits=14, decimal_places=4, null=True, blank=True
    )
    reason = models.TextField(_("why"))
    independence = models.TextField(_("statement of independence"), blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=choices_of(ReversalState), default=ReversalState.PROPOSED
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("proposed by")
    )
    proposed_at = models.DateTimeField(_("proposed"))
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
        verbose_name = _("reversal")
        verbose_name_plural = _("reversals")
        constraints = [
            models.UniqueConstraint(
                fields=["verification"],
                condition=Q(state="proposed"),
                name="reversal_one_open",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("proposed_by")),
                name="reversal_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by=None, decided_at=None)
                | Q(
                    state__in=["confirmed", "refused"],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="reversal_decided_by_someone",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="reversal_says_why"),
            models.CheckConstraint(
                condition=Q(attained=None) | Q(attained__gte=0), name="reversal_not_below_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verification}: {self.get_state_display()}"
