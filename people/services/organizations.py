"""How organisations come in: the first at set-up, the others by the agency."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from audit.services import SYSTEM, record
from core.domain.errors import RuleBroken
from people.domain.roles import Kind, Role
from people.models import Membership, Organization, User
from people.permissions import require


@transaction.atomic
def register_organization(*, name: str, kind: Kind, by: User, at: datetime) -> Organization:
    """An organisation may take part; its people are invited next."""
    require(by, "organization.register")
    organization = _new(name=name, kind=kind)
    record(action="organization.register", subject=organization, by=by.email, at=at)
    return organization


@transaction.atomic
def found_agency(*, name: str, email: str, person: str, at: datetime) -> User:
    """The very first officer, who invites everybody else; impossible once there is one."""
    if Membership.objects.filter(role=Role.AGENCY_OFFICER, ended_at=None).exists():
        raise RuleBroken("There is an agency officer already. Ask them for an invitation.")
    organization = _new(name=name, kind=Kind.AGENCY)
    user = User.objects.create_user(email, name=person, is_staff=True)
    Membership.objects.create(user=user, organization=organization, role=Role.AGENCY_OFFICER)
    record(action="agency.found", subject=organization, by=SYSTEM, at=at, officer=user.email)
    return user


def _new(*, name: str, kind: Kind) -> Organization:
    if Organization.objects.filter(kind=kind, name=name.strip()).exists():
        raise RuleBroken(
            "“%(name)s” is registered already. Use it, or enter another name.",
            name=name.strip(),
            field="name",
        )
    return Organization.objects.create(kind=kind, name=name.strip())
