"""The made-up people of the demo, each with a chair, a second factor and no password."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.db import transaction

from config.demo.names import STAFF, Person, supplier_name
from people.domain.roles import ROLES_OF, Kind, Role
from people.models import Membership, Organization, User
from people.permissions import needs_second_factor


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


def staff_of_supplier(serial: int) -> tuple[Organization, User, User]:
    """The nth supplier's organisation, its editor and its certifier."""
    name = supplier_name(serial)
    editor = _sit(Person(f"editor{serial + 1}", f"편집 {serial + 1}", Role.EDITOR, name))
    certifier = _sit(Person(f"certifier{serial + 1}", f"확인 {serial + 1}", Role.CERTIFIER, name))
    return Organization.objects.get(kind=Kind.SUPPLIER, name=name), editor, certifier


@transaction.atomic
def _sit(person: Person) -> User:
    role = Role(person.role)
    kind = next(kind for kind, roles in ROLES_OF.items() if role in roles)
    organization, _ = Organization.objects.get_or_create(
        kind=kind, name=person.organization, defaults={"is_demo": True}
    )
    user, is_new = User.objects.get_or_create(
        email=f"{person.key}@demo.invalid",
        defaults={
            "name": person.name,
            "is_demo": True,
            "is_staff": role == Role.AGENCY_OFFICER,
        },
    )
    Membership.objects.get_or_create(user=user, organization=organization, role=role, ended_at=None)
    if is_new:
        user.set_unusable_password()
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    if needs_second_factor(user) and not Authenticator.objects.filter(user=user).exists():
        totp.TOTP.activate(user, totp.generate_totp_secret())
    return user
