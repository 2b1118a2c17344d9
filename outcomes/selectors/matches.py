"""Questions about which site is improved by whom."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from companies.models import Worksite
from outcomes.domain.lifecycle import MatchState
from outcomes.models import Match
from outcomes.selectors.confirmations import open_links
from outcomes.selectors.scope import seen_by
from people.domain.roles import Role
from people.models import User
from people.permissions import SUPPLIER, organizations_of
from programs.domain.lifecycle import AgreementState
from programs.models import Agreement


def matches_seen(viewer: User) -> QuerySet[Match]:
    """Every match this person may look at, newest first."""
    return (
        Match.objects.filter(seen_by(viewer))
        .select_related("worksite", "hazard", "agreement__supplier__organization", "program")
        .order_by("-pk")
    )


def matches_to_ask(viewer: User, at: datetime) -> QuerySet[Match]:
    """Own matches whose worksite has no link that still works."""
    asked = open_links(at).filter(match=OuterRef("pk"), measurement=None)
    mine = _mine(viewer, *SUPPLIER)
    return matches_seen(viewer).filter(mine, ~Exists(asked), state=MatchState.PROPOSED)


def matches_to_record(viewer: User) -> QuerySet[Match]:
    """Own matches that have consented and wait for their before-state."""
    return matches_seen(viewer).filter(_mine(viewer, Role.EDITOR), state=MatchState.CONSENTED)


def agreements_to_match(viewer: User) -> QuerySet[Agreement]:
    """Own agreements in force, under which worksites can be matched and targets set."""
    mine = organizations_of(viewer, [Role.EDITOR])
    return Agreement.objects.filter(
        supplier__organization__in=mine, state=AgreementState.SIGNED
    ).select_related("supplier__organization", "program")


def worksites_to_match(viewer: User) -> QuerySet[Worksite]:
    """Own worksites."""
    mine = organizations_of(viewer, [Role.EDITOR])
    return Worksite.objects.filter(registered_by__organization__in=mine).order_by("name")


def _mine(viewer: User, *roles: Role) -> Q:
    return Q(agreement__supplier__organization__in=organizations_of(viewer, roles))
