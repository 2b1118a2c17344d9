"""Questions about payment terms that are being written."""

from __future__ import annotations

from django.db.models import QuerySet

from people.domain.roles import Role
from people.models import User
from people.permissions import organizations_of
from programs.domain.lifecycle import AgreementState, RecommendationState
from programs.models import Agreement, Recommendation, TermsDraft


def writable_for(viewer: User) -> QuerySet[Recommendation]:
    """Recommendations for which this officer may write terms now: selected, and not signed yet."""
    own = organizations_of(viewer, [Role.AGENCY_OFFICER])
    return (
        Recommendation.objects.filter(
            application__call__program__agency__in=own, state=RecommendationState.SELECTED
        )
        .exclude(agreement__state__in=set(AgreementState) - {AgreementState.PROPOSED})
        .select_related(
            "application__supplier__organization", "application__call__program", "agreement"
        )
        .order_by("-pk")
    )


def drafts_of(recommendation: Recommendation) -> QuerySet[TermsDraft]:
    """What is being written for it: one draft, or none."""
    return TermsDraft.objects.filter(recommendation=recommendation).select_related("changed_by")


def offers_to(recommendation: Recommendation) -> QuerySet[Agreement]:
    """The agreement that stands for it: one, or none before anything was proposed."""
    return Agreement.objects.filter(recommendation=recommendation)
