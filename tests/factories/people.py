"""Named people, one for each chair of the programme."""

from __future__ import annotations

from dataclasses import dataclass

from people.domain.roles import Kind, Role
from people.models import Membership, Organization, User


@dataclass(frozen=True)
class Chair:
    """Who sits where, so that a test reads like a story."""

    role: Role
    kind: Kind
    organization: str


AGENCY = "Demo Agency"
BANK = "Demo Bank"
HANBIT = "Hanbit Safety (demo)"

CHAIRS = {
    "agnes": Chair(Role.AGENCY_OFFICER, Kind.AGENCY, AGENCY),
    "arthur": Chair(Role.AGENCY_OFFICER, Kind.AGENCY, AGENCY),
    "rita": Chair(Role.REVIEWER, Kind.AGENCY, AGENCY),
    "ravi": Chair(Role.REVIEWER, Kind.AGENCY, AGENCY),
    "rosa": Chair(Role.REVIEWER, Kind.AGENCY, AGENCY),
    "rob": Chair(Role.REVIEWER, Kind.AGENCY, AGENCY),
    "carla": Chair(Role.EDITOR, Kind.SUPPLIER, HANBIT),
    "cato": Chair(Role.CERTIFIER, Kind.SUPPLIER, HANBIT),
    "victor": Chair(Role.VERIFIER, Kind.VERIFIER, "Demo Verifiers"),
    "olivia": Chair(Role.PREPARER, Kind.FUNDER, BANK),
    "anna": Chair(Role.APPROVER, Kind.FUNDER, BANK),
    "ben": Chair(Role.APPROVER, Kind.FUNDER, BANK),
    "sena": Chair(Role.SENIOR_APPROVER, Kind.FUNDER, BANK),
    "theo": Chair(Role.TREASURER, Kind.FUNDER, BANK),
    "otto": Chair(Role.OBSERVER, Kind.MINISTRY, "Demo Ministry"),
    "audrey": Chair(Role.AUDITOR, Kind.AUDIT, "Demo Auditors"),
}


def an_organization(*, kind: Kind, name: str) -> Organization:
    """The organisation of that name, made when first asked for."""
    return Organization.objects.get_or_create(kind=kind, name=name, defaults={"is_demo": True})[0]


def a_member(*, name: str, role: Role, organization: Organization) -> User:
    """A person who acts for an organisation; known by a made-up address."""
    user, _ = User.objects.get_or_create(
        email=f"{name}@example.test",
        defaults={"name": name.capitalize(), "is_staff": role == Role.AGENCY_OFFICER},
    )
    Membership.objects.get_or_create(user=user, organization=organization, role=role)
    return user


def the(name: str) -> User:
    """The person of that name, in their chair."""
    chair = CHAIRS[name]
    seated = User.objects.filter(email=f"{name}@example.test", memberships__role=chair.role)
    if (known := seated.first()) is not None:
        return known
    place = an_organization(kind=chair.kind, name=chair.organization)
    return a_member(name=name, role=chair.role, organization=place)
