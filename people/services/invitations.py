"""A role promised to a mailbox before its owner has an account."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction

from audit.services import record
from core.domain.errors import RuleBroken
from core.translation import LABELS
from people import gateways
from people.domain.addresses import mailbox
from people.domain.lifecycle import INVITATION, InvitationState
from people.domain.roles import ROLES_OF, Kind, Role
from people.models import Invitation, Membership, Organization, User
from people.permissions import require
from people.selectors import INVITATION_SALT, acts_for, user_of_mailbox

VALID_FOR = timedelta(days=14)


@transaction.atomic
def invite_person(
    *, email: str, organization: Organization, role: Role, by: User, at: datetime
) -> Invitation:
    """Promise a role to a mailbox and mail the link; the next sign-in claims it."""
    require(by, "person.invite")
    Organization.objects.select_for_update().get(pk=organization.pk)
    _fits(organization, role)
    _is_free(mailbox(email), organization, role)
    _make_room(mailbox(email), organization, role, by=by, at=at)
    invitation = Invitation.objects.create(
        email=email.strip(),
        mailbox=mailbox(email),
        organization=organization,
        role=role,
        invited_by=by,
        expires_at=at + VALID_FOR,
    )
    record(
        action="person.invite",
        subject=invitation,
        by=by.email,
        at=at,
        organization=organization.pk,
        role=str(role),
    )
    _mail(invitation)
    return invitation


@transaction.atomic
def remind_invitation(*, invitation_id: int, by: User, at: datetime) -> Invitation:
    """Send the link once more, valid for another two weeks."""
    require(by, "person.invite")
    invitation = _locked(invitation_id)
    INVITATION.after("claim", InvitationState(invitation.state))  # it must still wait
    invitation.expires_at = at + VALID_FOR
    invitation.save(update_fields=["expires_at", "updated_at"])
    record(action="invitation.remind", subject=invitation, by=by.email, at=at)
    _mail(invitation)
    return invitation


@transaction.atomic
def revoke_invitation(*, invitation_id: int, by: User, at: datetime) -> Invitation:
    """Take the promise back; the mailed link stops working."""
    require(by, "invitation.revoke")
    invitation = _locked(invitation_id)
    _revoke(invitation, by=by, at=at)
    return invitation


@transaction.atomic
def claim_invitations(*, user: User, at: datetime) -> list[Membership]:
    """At sign-in: every open promise to this person's mailbox becomes a membership."""
    waiting = Invitation.objects.select_for_update().filter(
        mailbox=mailbox(user.email), state=InvitationState.SENT, expires_at__gt=at
    )
    return [_claim(one, user=user, at=at) for one in waiting.order_by("pk") if _may_join(one, user)]


def _claim(invitation: Invitation, *, user: User, at: datetime) -> Membership:
    invitation.state = INVITATION.after("claim", InvitationState(invitation.state))
    invitation.claimed_by = user
    invitation.save()
    membership, _ = Membership.objects.get_or_create(
        user=user, organization=invitation.organization, role=invitation.role, ended_at=None
    )
    if invitation.role == Role.AGENCY_OFFICER and not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
    record(action="invitation.claim", subject=invitation, by=user.email, at=at)
    return membership


def _may_join(invitation: Invitation, user: User) -> bool:
    """An older promise of another organisation does not put one person on two sides."""
    return acts_for(user) <= {invitation.organization_id}


def _fits(organization: Organization, role: Role) -> None:
    if role not in ROLES_OF[Kind(organization.kind)]:
        raise RuleBroken(
            "“%(role)s” is not a role of %(organization)s. Choose one that fits this organisation.",
            role=role,
            organization=organization.name,
            field="role",
        )


def _is_free(box: str, organization: Organization, role: Role) -> None:
    user = user_of_mailbox(box)
    if user is None:
        return
    others = Organization.objects.filter(pk__in=acts_for(user) - {organization.pk}).first()
    if others:
        raise RuleBroken(
            "This person acts for %(other)s already, and nobody sits on two sides of a payout. "
            "End that membership first, or invite somebody else.",
            other=others.name,
            field="email",
        )
    if user.memberships.filter(organization=organization, role=role, ended_at=None).exists():
        raise RuleBroken("This person has this role already. Nothing needs to be done.")


def _make_room(box: str, organization: Organization, role: Role, *, by: User, at: datetime) -> None:
    """An invitation that has run out makes room for a new one; an open one does not."""
    waiting = Invitation.objects.select_for_update().filter(
        mailbox=box, organization=organization, role=role, state=InvitationState.SENT
    )
    for old in waiting:
        if old.expires_at > at:
            raise RuleBroken(
                "This mailbox has an open invitation to this role. Send that one again instead.",
                field="email",
            )
        _revoke(old, by=by, at=at)


def _revoke(invitation: Invitation, *, by: User, at: datetime) -> None:
    invitation.state = INVITATION.after("revoke", InvitationState(invitation.state))
    invitation.save(update_fields=["state", "updated_at"])
    record(action="invitation.revoke", subject=invitation, by=by.email, at=at)


def _locked(invitation_id: int) -> Invitation:
    return (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organization")
        .get(pk=invitation_id)
    )


def _mail(invitation: Invitation) -> None:
    """After the transaction; a mail server that is away does not undo the invitation."""
    known = user_of_mailbox(invitation.mailbox)
    transaction.on_commit(
        lambda: gateways.invite(
            address=invitation.email,
            organization=invitation.organization.name,
            role=str(LABELS[invitation.role]),
            token=signing.dumps(invitation.pk, salt=INVITATION_SALT),
            until=invitation.expires_at,
            language=known.language if known else "ko",
        ),
        robust=True,
    )
