"""Which place is paid for against which hazard, day by day: once, whoever pays."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from outcomes.models.matches import Match
from outcomes.models.subsidies import Subsidy
from programs.models import Hazard


class Coverage(models.Model):
    """One row for each match and each subsidy, written by the database itself beside them.

    `place` is the business number and the address in its plain form, so that another row for the
    same site, by another supplier or in another programme, is found to be the same place.
    """

    place = models.CharField(max_length=400)
    hazard = models.ForeignKey(Hazard, models.PROTECT, related_name="+")
    days = DateRangeField()
    match = models.OneToOneField(Match, models.PROTECT, related_name="coverage", null=True)
    subsidy = models.OneToOneField(Subsidy, models.PROTECT, related_name="coverage", null=True)
    is_live = models.BooleanField()

    class Meta:
        verbose_name = _("coverage")
        verbose_name_plural = _("coverages")
        constraints = [
            ExclusionConstraint(
                name="coverage_once",
                expressions=[
                    ("place", RangeOperators.EQUAL),
                    ("hazard", RangeOperators.EQUAL),
                    ("days", RangeOperators.OVERLAPS),
                ],
                condition=Q(is_live=True),
            ),
            models.CheckConstraint(
                condition=Q(match=None, subsidy__isnull=False)
                | Q(match__isnull=False, subsidy=None),
                name="coverage_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place} · {self.days}"
