"""The made-up people of the demo, each with a chair, a second factor and no password."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.db import transaction

from config.demo.names import STAFF, Person, supplier_name
from people.domain.roles import ROLES_OF, Kind, Role
from people.models import Membership, Organization, User
from people.permissions import needs_second_factor
from people.services import claim_invitations, invite_person, revoke_invitation


@dataclass(frozen=True, slots=True)
class Cast:
    """Who plays whom."""

    people: dict[str, User]
    organizations: dict[str, Organization]

    def __getitem__(self, key: str) -> User:
        return self.people[key]

    def organization(self, kind: Kind) -> Organization:
        """The demo's one organisation of that kind."""
        return next(one for one in self.organizations.values() if one.kind == kind)


def gather() -> Cast:
    """Bring the staff of the demo together; those already there stay as they are."""
    people = {one.key: _sit(one) for one in STAFF}
    names = {one.organization for one in STAFF}
    found = {o.name: o for o in Organization.objects.filter(name__in=names)}
    return Cast(people, found)


def editor_of(serial: int) -> tuple[Organization, User]:
    """The nth supplier's organisation and its editor."""
    name = supplier_name(serial)
    editor = _sit(Person(f"editor{serial + 1}", f"편집 {serial + 1}", Role.EDITOR, name))
    return Organization.objects.get(kind=Kind.SUPPLIER, name=name), editor


def certifier_of(serial: int) -> User:
    """The nth supplier's certifier."""
    return _sit(_certifier(serial))


def invite_certifier(*, cast: Cast, serial: int, at: datetime, wrong_first: bool = False) -> None:
    """The agency promises the chair by mail; where the address was wrong, it does so twice."""
    person = _certifier(serial)
    firm = Organization.objects.get(kind=Kind.SUPPLIER, name=person.organization)
    keys = [f"x{person.key}", person.key] if wrong_first else [person.key]
    for key in keys:
        invitation = invite_person(
            email=f"{key}@demo.invalid",
            organization=firm,
            role=Role.CERTIFIER,
            by=cast["agnes"],
            at=at,
        )
        if key != person.key:
            revoke_invitation(invitation_id=invitation.pk, by=cast["agnes"], at=at)


def claim_chair(*, serial: int, at: datetime) -> User:
    """The nth supplier's certifier signs in for the first time and takes the promised chair."""
    user = _arrive(_certifier(serial))
    claim_invitations(user=user, at=at)
    return certifier_of(serial)


def _certifier(serial: int) -> Person:
    name = supplier_name(serial)
    return Person(f"certifier{serial + 1}", f"확인 {serial + 1}", Role.CERTIFIER, name)


@transaction.atomic
def _sit(person: Person) -> User:
    role = Role(person.role)
    kind = next(kind for kind, roles in ROLES_OF.items() if role in roles)
    organization, _ = Organization.objects.get_or_create(
        kind=kind, name=person.organization, defaults={"is_demo": True}
    )
    user = _arrive(person)
    Membership.objects.get_or_create(user=user, organization=organization, role=role, ended_at=None)
    if needs_second_factor(user) and not Authenticator.objects.filter(user=user).exists():
        totp.TOTP.activate(user, totp.generate_totp_secret())
    return user


def _arrive(person: Person) -> User:
    """Somebody with a made-up address and no password, who holds no chair yet."""
    user, is_new = User.objects.get_or_create(
        email=f"{person.key}@demo.invalid",
        defaults={
            "name": person.name,
            "is_demo": True,
            "is_staff": person.role == Role.AGENCY_OFFICER,
        },
    )
    if is_new:
        user.set_unusable_password()
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user
