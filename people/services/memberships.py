"""Who acts for whom, until it ends."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction

from audit.services import record
from core.domain.errors import IllegalMove, RuleBroken
from people.domain.roles import Role
from people.models import ApiToken, Membership, User
from people.permissions import require


@transaction.atomic
def end_membership(*, membership_id: int, by: User, at: datetime) -> Membership:
    """A person no longer acts in this role; keys that acted through it stop as well."""
    require(by, "membership.end")
    membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("user", "organization")
        .get(pk=membership_id)
    )
    _can_end(membership, by)
    membership.ended_at = at
    membership.save(update_fields=["ended_at", "updated_at"])
    _close_what_hung_on_it(membership, at)
    record(
        action="membership.end",
        subject=membership,
        by=by.email,
        at=at,
        user=membership.user_id,
        role=membership.role,
    )
    return membership


@transaction.atomic
def choose_language(*, user: User, language: str, at: datetime) -> User:
    """The language of this person's mails and pages from now on."""
    if language not in dict(settings.LANGUAGES):
        raise RuleBroken(
            "“%(language)s” is not a language of the platform. Choose one of the list.",
            language=language,
            field="language",
        )
    if user.language != language:
        user.language = language
        user.save(update_fields=["language"])
        record(action="person.language", subject=user, by=user.email, at=at, language=language)
    return user


def _can_end(membership: Membership, by: User) -> None:
    if membership.ended_at is not None:
        raise IllegalMove("This membership has ended already. Nothing needs to be done.")
    if membership.user_id == by.pk:
        raise RuleBroken("You cannot end your own membership. Ask a colleague to do it.")


def _close_what_hung_on_it(membership: Membership, at: datetime) -> None:
    user, organization = membership.user, membership.organization
    left = Membership.objects.filter(user=user, ended_at=None)
    if not left.filter(organization=organization).exists():
        ApiToken.objects.filter(acts_as=user, organization=organization, revoked_at=None).update(
            revoked_at=at
        )
    if user.is_staff and not left.filter(role=Role.AGENCY_OFFICER).exists():
        user.is_staff = user.is_superuser
        user.save(update_fields=["is_staff"])
