"""What is to be reached, by when, and by which evaluation it counts as reached."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Stamped, choices_of
from outcomes.domain.evaluation import Design, design_from
from outcomes.domain.lifecycle import TargetState
from outcomes.domain.sampling import Counting
from outcomes.models.matches import Match
from programs.models import Agreement, Indicator


class Target(Stamped):
    """One clause of the terms made concrete; a change is a new version that supersedes the old."""

    number = models.CharField(_("number"), max_length=40, unique=True)
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, related_name="targets", verbose_name=_("agreement")
    )
    match = models.ForeignKey(
        Match,
        models.PROTECT,
        related_name="targets",
        null=True,
        blank=True,
        verbose_name=_("match"),
    )
    clause_key = models.SlugField(_("clause of the terms"))
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="targets", verbose_name=_("indicator")
    )
    goal = models.DecimalField(_("goal"), max_digits=14, decimal_places=4)
    window_first = models.DateField(_("first day that counts"))
    window_last = models.DateField(_("last day that counts"))
    design = models.JSONField(_("evaluation design"))
    luck = models.JSONField(_("what luck alone would pay"), null=True, blank=True)
    counting = models.CharField(
        _("what counts after a sample"),
        max_length=20,
        choices=choices_of(Counting),
        default=Counting.VERIFIED_SHARE,
    )
    evidence_rule = models.TextField(_("evidence that is asked for"))
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="successor",
        null=True,
        blank=True,
        verbose_name=_("supersedes"),
    )
    state = models.CharField(
        _("state"), max_length=20, choices=choices_of(TargetState), default=TargetState.SET
    )
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set by")
    )
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("agreed by"),
    )
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        constraints = [
            models.CheckConstraint(
                condition=Q(window_last__gte=F("window_first")), name="target_window"
            ),
            models.CheckConstraint(condition=Q(goal__gt=0), name="target_goal_positive"),
            models.CheckConstraint(
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("set_by")), name="target_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["agreed", "verified"]) | Q(agreed_by__isnull=False),
                name="target_agreed_by_someone",
            ),
            models.UniqueConstraint(
                fields=["agreement", "clause_key"],
                condition=Q(match=None) & ~Q(state="superseded"),
                name="target_clause_once_for_portfolio",
            ),
            models.UniqueConstraint(
                fields=["match", "clause_key"],
                condition=~Q(state="superseded"),
                name="target_clause_once_for_match",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def rule(self) -> Design:
        """The pure evaluation design behind this row."""
        return design_from(self.design)
