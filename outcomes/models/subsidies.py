"""Another public subsidy for the same thing: declared, so that nothing is paid for twice."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from companies.models import Worksite
from core.domain.periods import Period
from core.models import Stamped, choices_of
from outcomes.domain.lifecycle import SubsidyState
from outcomes.models.claims import Confirmation
from outcomes.models.matches import period_of
from programs.models import Hazard


class Subsidy(Stamped):
    """What somebody else pays at a worksite against a hazard, and who said so."""

    worksite = models.ForeignKey(
        Worksite, models.PROTECT, related_name="subsidies", verbose_name=_("worksite")
    )
    hazard = models.ForeignKey(
        Hazard, models.PROTECT, related_name="subsidies", verbose_name=_("hazard")
    )
    days = DateRangeField(_("days"))
    giver = models.CharField(_("who gives it"), max_length=200)
    state = models.CharField(
        _("state"), max_length=20, choices=choices_of(SubsidyState), default=SubsidyState.REGISTERED
    )
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("declared by"),
    )
    answer = models.OneToOneField(
        Confirmation,
        models.PROTECT,
        related_name="subsidy",
        null=True,
        blank=True,
        verbose_name=_("answer of the worksite"),
    )
    declared_at = models.DateTimeField(_("declared"))

    class Meta:
        verbose_name = _("other subsidy")
        verbose_name_plural = _("other subsidies")
        constraints = [
            models.CheckConstraint(
                condition=Q(declared_by=None, answer__isnull=False)
                | Q(declared_by__isnull=False, answer=None),
                name="subsidy_declared_by_one",
            ),
            models.CheckConstraint(condition=~Q(giver=""), name="subsidy_giver_named"),
            models.CheckConstraint(
                condition=Q(days__isempty=False, days__lower_inf=False, days__upper_inf=False),
                name="subsidy_days_from_and_to",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.worksite} · {self.giver}"

    @property
    def period(self) -> Period:
        """First and last day."""
        return period_of(self.days)
