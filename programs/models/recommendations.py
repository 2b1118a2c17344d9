"""What outside experts think, what the agency recommends, and what the bank makes of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.models import Stamped, choices_of
from programs.domain.lifecycle import RecommendationState, ReviewState
from programs.models.applications import Application


class Review(Stamped):
    """One expert's score; nobody scores before saying that they have no conflict."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="reviews", verbose_name=_("application")
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="reviews_of_applications",
        verbose_name=_("reviewer"),
    )
    assigned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("assigned by")
    )
    statement = models.TextField(_("statement on conflicts"), blank=True)
    declared_at = models.DateTimeField(_("declared"), null=True, blank=True)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2, null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    scored_at = models.DateTimeField(_("scored"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=choices_of(ReviewState), default=ReviewState.ASSIGNED
    )

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.UniqueConstraint(fields=["application", "reviewer"], name="review_once"),
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=0, score__lte=100), name="review_score_range"
            ),
            models.CheckConstraint(
                condition=Q(state="scored", score__isnull=False, declared_at__isnull=False)
                | (~Q(state="scored") & Q(score=None)),
                name="review_scored_after_declaring",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.reviewer}"


class Recommendation(Stamped):
    """The agency's word for a supplier: one person gives it, another confirms it."""

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="recommendations", verbose_name=_("application")
    )
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2)
    working = models.JSONField(_("how the score was computed"))
    reason = models.TextField(_("reason"))
    state = models.CharField(
        _("state"),
        max_length=20,
        choices=choices_of(RecommendationState),
        default=RecommendationState.RECOMMENDED,
    )
    recommended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recommended by")
    )
    recommended_at = models.DateTimeField(_("recommended"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("confirmed by"),
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decision_reason = models.TextField(_("reason of the decision"), blank=True)

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = [
            models.UniqueConstraint(
                fields=["application"], condition=~Q(state="returned"), name="recommendation_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("recommended_by")),
                name="recommendation_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["recommended", "returned"]) | Q(confirmed_by__isnull=False),
                name="recommendation_confirmed_first",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["selected", "declined"]) | Q(decided_by__isnull=False),
                name="recommendation_decided_by_someone",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None)
                | ~Q(decided_by=F("recommended_by")) & ~Q(decided_by=F("confirmed_by")),
                name="recommendation_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application}: {self.score}"
