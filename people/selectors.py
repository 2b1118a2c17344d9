"""Questions about people, their places and their keys."""

from __future__ import annotations

from datetime import datetime

from django.core import signing
from django.db.models import CharField, F, Func, Prefetch, QuerySet

from core.domain.errors import RuleBroken
from people.domain.addresses import mailbox
from people.domain.lifecycle import InvitationState
from people.domain.tokens import digest_of_secret
from people.models import ApiToken, Invitation, Membership, Organization, User
from people.permissions import organizations_of

INVITATION_SALT = "people.invitation"


def user_of_mailbox(box: str) -> User | None:
    """The person behind a mailbox, however they spelled their address; the database knows one."""
    behind = Func(F("email"), function="people_mailbox", output_field=CharField())
    return User.objects.annotate(behind=behind).filter(behind=box).first()


def has_acted_for(address: str, organization: Organization) -> bool:
    """Whether a mailbox belongs to somebody who acts, or has acted, for an organisation."""
    user = user_of_mailbox(mailbox(address))
    return Membership.objects.filter(user=user, organization=organization).exists()


def language_of(address: str, otherwise: str) -> str:
    """The language of the person with this very address; a stranger is spoken to otherwise."""
    user = User.objects.filter(email__iexact=address).first()
    return user.language if user else otherwise


def acts_for(user: User) -> frozenset[int]:
    """Keys of the organisations that the person acts for today."""
    return frozenset(organizations_of(user))


def organizations() -> QuerySet[Organization]:
    """Everybody who takes part, by kind and name."""
    return Organization.objects.order_by("kind", "name")


def memberships_of(user: User) -> QuerySet[Membership]:
    """Where the person acts today, and as what."""
    rows = Membership.objects.filter(user=user, ended_at=None)
    return rows.select_related("organization").order_by("organization__name", "role")


def open_memberships() -> QuerySet[Membership]:
    """Everybody who acts today."""
    rows = Membership.objects.filter(ended_at=None).select_related("user", "organization")
    return rows.order_by("organization__kind", "organization__name", "user__name", "role")


def open_invitations() -> QuerySet[Invitation]:
    """Promises that nobody has claimed yet, newest first; those that have run out included."""
    rows = Invitation.objects.filter(state=InvitationState.SENT)
    return rows.select_related("organization", "invited_by").order_by("-created_at")


def has_open_invitation(address: str, *, at: datetime) -> bool:
    """Whether somebody promised a role to this mailbox and the promise still holds."""
    return Invitation.objects.filter(
        mailbox=mailbox(address), state=InvitationState.SENT, expires_at__gt=at
    ).exists()


def invitation_behind(token: str, *, at: datetime) -> Invitation:
    """The invitation of a mailed link, as long as it holds."""
    gone = RuleBroken(
        "This invitation no longer holds: it was used, taken back or has run out. "
        "Ask the programme office for a new one."
    )
    try:
        key = signing.loads(token, salt=INVITATION_SALT)
    except signing.BadSignature:
        raise gone from None
    rows = Invitation.objects.filter(pk=key, state=InvitationState.SENT, expires_at__gt=at)
    invitation = rows.select_related("organization").first()
    if invitation is None:
        raise gone
    return invitation


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """Keys of the organisations that the person acts for, those in use first."""
    rows = ApiToken.objects.filter(organization__in=organizations_of(user))
    return rows.select_related("acts_as", "organization").order_by("-revoked_at", "-created_at")


def token_behind(secret: str) -> ApiToken | None:
    """The living key with this secret, while its creator still acts for the organisation."""
    rows = ApiToken.objects.filter(
        digest=digest_of_secret(secret), revoked_at=None, acts_as__is_active=True
    )
    token = rows.select_related("acts_as", "organization").first()
    if token is None or token.organization_id not in acts_for(token.acts_as):
        return None
    return token


def demo_people() -> QuerySet[User]:
    """The made-up people of the demo with their places, in the order in which they were seated."""
    places = Membership.objects.filter(ended_at=None).select_related("organization")
    rows = User.objects.filter(is_demo=True, is_active=True).order_by("pk")
    return rows.prefetch_related(Prefetch("memberships", queryset=places.order_by("pk")))
