"""Work on calls, applications, reviews and recommendations."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from companies.models import Supplier
from companies.selectors import organizations_to_register
from core.domain.words import say
from people.domain.roles import Role
from people.models import Organization, User
from people.permissions import organizations_of
from programs.domain.lifecycle import (
    ApplicationState,
    CallState,
    RecommendationState,
    ReviewState,
)
from programs.models import (
    Application,
    Call,
    Recommendation,
    Review,
)
from programs.selectors import applications_for, recommendations_for, reviews_for
from reports.selectors.inbox.pile import Pile

APPLICATIONS = say("Applications")
RECOMMENDATIONS = say("Recommendations")


def _to_register(viewer: User, _at: datetime) -> QuerySet[Organization]:
    return organizations_to_register(viewer)


def _open_calls(viewer: User, at: datetime) -> QuerySet[Call]:
    """Open calls that the viewer's firm has not answered."""
    mine = organizations_of(viewer, [Role.EDITOR])
    answered = Application.objects.filter(call=OuterRef("pk"), supplier__organization__in=mine)
    registered = Supplier.objects.filter(organization__in=mine)
    return Call.objects.filter(
        ~Exists(answered),
        Exists(registered),
        state=CallState.OPEN,
        opens_at__lte=at,
        closes_at__gt=at,
    ).order_by("closes_at")


def _ended_calls(viewer: User, at: datetime) -> QuerySet[Call]:
    agency = organizations_of(viewer, [Role.AGENCY_OFFICER])
    return Call.objects.filter(
        state=CallState.OPEN, closes_at__lte=at, program__agency__in=agency
    ).order_by("closes_at")


def _drafts(viewer: User, _at: datetime) -> QuerySet[Application]:
    return applications_for(viewer).filter(state=ApplicationState.DRAFT, call__state="open")


def _to_check(viewer: User, _at: datetime) -> QuerySet[Application]:
    return applications_for(viewer).filter(state=ApplicationState.SUBMITTED)


def _eligible(viewer: User) -> QuerySet[Any]:
    """Eligible and not recommended yet; reviewers who stepped back do not count."""
    live = Recommendation.objects.filter(application=OuterRef("pk")).exclude(
        state=RecommendationState.RETURNED
    )
    return (
        applications_for(viewer)
        .filter(~Exists(live), state=ApplicationState.ELIGIBLE)
        .annotate(
            asked=Count("reviews", filter=~Q(reviews__state=ReviewState.CONFLICTED), distinct=True),
            scored=Count("reviews", filter=Q(reviews__state=ReviewState.SCORED), distinct=True),
        )
    )


def _to_assign(viewer: User, _at: datetime) -> QuerySet[Application]:
    return _eligible(viewer).filter(asked__lt=F("call__program__reviewers_needed"))


def _to_recommend(viewer: User, _at: datetime) -> QuerySet[Application]:
    return _eligible(viewer).filter(
        scored__gte=F("call__program__reviewers_needed"), scored=F("asked")
    )


def _to_declare(viewer: User, _at: datetime) -> QuerySet[Review]:
    return reviews_for(viewer).filter(state=ReviewState.ASSIGNED)


def _to_score(viewer: User, _at: datetime) -> QuerySet[Review]:
    return reviews_for(viewer).filter(state=ReviewState.DECLARED)


def _to_confirm(viewer: User, _at: datetime) -> QuerySet[Recommendation]:
    found = recommendations_for(viewer).filter(state=RecommendationState.RECOMMENDED)
    return found.exclude(recommended_by=viewer)


def _to_select(viewer: User, _at: datetime) -> QuerySet[Recommendation]:
    return recommendations_for(viewer).filter(state=RecommendationState.CONFIRMED)


SUPPLIER = "supplier__organization__name"
APPLICANT = "application__supplier__organization__name"

PILES = (
    Pile(
        action="supplier.register",
        stage=APPLICATIONS,
        todo=say("Say who your firm is"),
        rows=_to_register,
        route="companies:supplier_register",
        about="name",
        since="created_at",
        key="",
    ),
    Pile(
        action="application.edit",
        stage=APPLICATIONS,
        todo=say("Apply to the open call"),
        rows=_open_calls,
        route="programs:application_start",
        about="title",
        since="opens_at",
        due_at="closes_at",
    ),
    Pile(
        action="call.close",
        stage=APPLICATIONS,
        todo=say("The deadline has passed: close the call"),
        rows=_ended_calls,
        route="admin:programs_call_change",
        about="title",
        since="closes_at",
    ),
    Pile(
        action="application.edit",
        stage=APPLICATIONS,
        todo=say("Finish the application and hand it in"),
        rows=_drafts,
        route="programs:application",
        about="call__title",
        since="created_at",
        due_at="call__closes_at",
    ),
    Pile(
        action="application.check",
        stage=APPLICATIONS,
        todo=say("Check whether the firm is eligible"),
        rows=_to_check,
        route="admin:programs_application_change",
        about=SUPPLIER,
        since="submitted_at",
    ),
    Pile(
        action="review.assign",
        stage=APPLICATIONS,
        todo=say("Ask reviewers for their scores"),
        rows=_to_assign,
        route="admin:programs_application_change",
        about=SUPPLIER,
        since="updated_at",
    ),
    Pile(
        action="review.declare",
        stage=APPLICATIONS,
        todo=say("Say whether you have a conflict of interest"),
        rows=_to_declare,
        route="programs:review",
        about=APPLICANT,
        since="created_at",
    ),
    Pile(
        action="review.score",
        stage=APPLICATIONS,
        todo=say("Score the application"),
        rows=_to_score,
        route="programs:review",
        about=APPLICANT,
        since="declared_at",
    ),
    Pile(
        action="recommendation.recommend",
        stage=RECOMMENDATIONS,
        todo=say("All scores are in: recommend, or leave it"),
        rows=_to_recommend,
        route="admin:programs_application_change",
        about=SUPPLIER,
        since="updated_at",
    ),
    Pile(
        action="recommendation.confirm",
        stage=RECOMMENDATIONS,
        todo=say("Confirm or return what a colleague recommends"),
        rows=_to_confirm,
        route="admin:programs_recommendation_change",
        about=APPLICANT,
        since="recommended_at",
    ),
    Pile(
        action="recommendation.select",
        stage=RECOMMENDATIONS,
        todo=say("Select or decline the recommended firm"),
        rows=_to_select,
        route="programs:recommendation",
        about=APPLICANT,
        since="confirmed_at",
    ),
)
