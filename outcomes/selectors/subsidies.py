"""Questions about other subsidies."""

from __future__ import annotations

from django.db.models import QuerySet

from companies.selectors import worksites_seen_by
from outcomes.models import Match, Subsidy
from people.models import User


def subsidies_seen(viewer: User) -> QuerySet[Subsidy]:
    """A supplier sees those at its own worksites, staff of the programme see all, newest first."""
    return (
        Subsidy.objects.filter(worksite__in=worksites_seen_by(viewer))
        .select_related("worksite", "hazard", "declared_by")
        .order_by("-pk")
    )


def subsidies_beside(match: Match, viewer: User) -> QuerySet[Subsidy]:
    """What is declared for the same worksite against the same hazard."""
    return subsidies_seen(viewer).filter(worksite=match.worksite_id, hazard=match.hazard_id)
