"""Questions about reviews and recommendations."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from people.domain.roles import Role
from people.models import Membership, User
from people.permissions import BANK, WATCHERS, organizations_of, roles_of
from programs.domain.lifecycle import RecommendationState, ReviewState
from programs.domain.scoring import Score
from programs.domain.scoring import score_of as scored
from programs.models import Application, Recommendation, Review


def score_of(application: Application) -> Score:
    """The score by the declared rule, from the reviews as they are now; or what is missing."""
    marks = [
        review.score
        for review in application.reviews.filter(state=ReviewState.SCORED).order_by("pk")
        if review.score is not None
    ]
    return scored(marks, reviewers_needed=application.call.program.reviewers_needed)


def open_reviews(application: Application) -> QuerySet[Review]:
    """Reviews that were asked for and are not finished."""
    return application.reviews.filter(state__in=[ReviewState.ASSIGNED, ReviewState.DECLARED])


def reviewers_to_ask(application: Application) -> QuerySet[User]:
    """Reviewers who are not assigned yet and never acted for the applying firm."""
    ties = Membership.objects.filter(organization=application.supplier.organization)
    return (
        User.objects.filter(
            is_active=True, memberships__role=Role.REVIEWER, memberships__ended_at=None
        )
        .exclude(pk__in=ties.values("user"))
        .exclude(pk__in=application.reviews.values("reviewer"))
        .distinct()
        .order_by("name", "pk")
    )


def has_live_recommendation(application: Application) -> bool:
    """Whether a recommendation waits or was decided; a returned one does not count."""
    return application.recommendations.exclude(state=RecommendationState.RETURNED).exists()


def reviews_for(viewer: User) -> QuerySet[Review]:
    """A reviewer's own work."""
    return (
        Review.objects.filter(reviewer=viewer)
        .select_related("application__call__program", "application__supplier__organization")
        .order_by("-pk")
    )


def recommendations_for(viewer: User) -> QuerySet[Recommendation]:
    """What the viewer may see: the agency everything of its own, the bank what was confirmed."""
    found = Recommendation.objects.select_related(
        "application__call__program", "application__supplier__organization", "recommended_by"
    ).order_by("-pk")
    if roles_of(viewer) & WATCHERS:
        return found
    agency = organizations_of(viewer, [Role.AGENCY_OFFICER])
    bank = organizations_of(viewer, BANK)
    unconfirmed = [RecommendationState.RECOMMENDED, RecommendationState.RETURNED]
    return found.filter(
        Q(application__call__program__agency__in=agency)
        | (Q(application__call__program__funder__in=bank) & ~Q(state__in=unconfirmed))
    )
