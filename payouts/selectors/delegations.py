"""Who stands in for whom today."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localtime

from payouts.domain.lifecycle import ProposalState
from payouts.models import Delegation
from people.models import Membership, Organization, User
from people.permissions import APPROVERS, BANK, WATCHERS, organizations_of, roles_of


def delegations_for(viewer: User) -> QuerySet[Delegation]:
    """Those of one's own bank, or all for those who watch; the latest first."""
    found = Delegation.objects.select_related(
        "organization", "absent", "delegate", "proposed_by", "decided_by", "ended_by"
    ).order_by("-pk")
    if roles_of(viewer) & WATCHERS:
        return found
    return found.filter(organization__in=organizations_of(viewer, BANK))


def delegations_to(delegate: User, at: datetime) -> QuerySet[Delegation]:
    """For whom somebody may approve on this day, while they are of the same organisation."""
    return (
        Delegation.objects.filter(
            delegate=delegate,
            state=ProposalState.CONFIRMED,
            days__contains=localtime(at).date(),
            organization__in=organizations_of(delegate, BANK),
        )
        .select_related("absent")
        .order_by("pk")
    )


def has_part_in_one(person: User) -> bool:
    """Whether somebody is away, or stands in for one who is."""
    mine = Q(absent=person) | Q(delegate=person)
    return Delegation.objects.filter(mine).exclude(state=ProposalState.WITHDRAWN).exists()


def overlapping_chain(delegation: Delegation) -> QuerySet[Delegation]:
    """Delegations over the same days that would make this one a link of a chain."""
    return Delegation.objects.filter(
        Q(absent=delegation.delegate_id) | Q(delegate=delegation.absent_id),
        organization=delegation.organization_id,
        state=ProposalState.CONFIRMED,
        days__overlap=delegation.days,
    ).exclude(pk=delegation.pk)


def approvers_of(bank: Organization) -> QuerySet[User]:
    """Who may be away: those who approve at this bank."""
    return _people(bank, APPROVERS)


def colleagues_at(bank: Organization) -> QuerySet[User]:
    """Who may stand in: everybody who works at this bank."""
    return _people(bank, BANK)


def _people(bank: Organization, roles: frozenset[str]) -> QuerySet[User]:
    seats = Membership.objects.filter(organization=bank, role__in=roles, ended_at=None)
    return User.objects.filter(is_active=True, pk__in=seats.values("user")).order_by("name", "pk")
