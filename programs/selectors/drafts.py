"""Questions about payment terms that are being written."""

from __future__ import annotations

from django.db.models import QuerySet

from core.domain.words import Sentence, say
from people.domain.roles import Role
from people.models import User
from people.permissions import organizations_of
from programs.domain.lifecycle import AgreementState, RecommendationState
from programs.models import Agreement, Recommendation, TermsDraft


def writable_for(viewer: User) -> QuerySet[Recommendation]:
    """Recommendations of the officer's own agency: terms are written for some of them."""
    own = organizations_of(viewer, [Role.AGENCY_OFFICER])
    return (
        Recommendation.objects.filter(application__call__program__agency__in=own)
        .select_related("application__supplier__organization", "application__call__program__agency")
        .order_by("-pk")
    )


def why_not_write(recommendation: Recommendation) -> tuple[Sentence, ...]:
    """What keeps everybody from writing terms for it now."""
    if recommendation.state != RecommendationState.SELECTED:
        return (say("The bank has not selected this supplier. An agreement follows that."),)
    if offers_to(recommendation).exclude(state=AgreementState.PROPOSED).exists():
        return (say("Only an agreement that is not signed yet can get other terms."),)
    return ()


def may_write_terms(recommendation: Recommendation, viewer: User) -> bool:
    """Whether this officer may write terms for it now."""
    agency = recommendation.application.call.program.agency_id
    own = agency in organizations_of(viewer, [Role.AGENCY_OFFICER])
    return own and not why_not_write(recommendation)


def drafts_of(recommendation: Recommendation) -> QuerySet[TermsDraft]:
    """What is being written for it: one draft, or none."""
    return TermsDraft.objects.filter(recommendation=recommendation).select_related("changed_by")


def offers_to(recommendation: Recommendation) -> QuerySet[Agreement]:
    """The agreement that stands for it: one, or none before anything was proposed."""
    return Agreement.objects.filter(recommendation=recommendation)
