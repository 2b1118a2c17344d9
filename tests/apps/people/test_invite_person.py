"""A role is promised to a mailbox before its owner has an account, and claimed at sign-in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.selectors import events_about
from core.domain.errors import IllegalMove, RuleBroken
from people.domain.lifecycle import INVITATION, InvitationState
from people.domain.roles import Kind, Role
from people.gateways.mail import ACCEPT
from people.models import Invitation, Membership, Organization, User
from people.selectors import has_open_invitation, invitation_behind, open_invitations
from people.services import (
    claim_invitations,
    invite_person,
    remind_invitation,
    revoke_invitation,
)
from tests.factories.people import BANK, HANBIT, an_organization, the

OTHERS = ["rita", "carla", "cato", "victor", "olivia", "anna", "theo", "otto", "audrey"]


@pytest.fixture
def hanbit(db: None) -> Organization:
    return an_organization(kind=Kind.SUPPLIER, name=HANBIT)


@pytest.fixture
def invite(agnes: User, hanbit: Organization, noon: datetime) -> Callable[..., Invitation]:
    def run(email: str = "New.Person+boram@Example.com", **given: Any) -> Invitation:
        words = {"organization": hanbit, "role": Role.EDITOR, "by": agnes, "at": noon, **given}
        return invite_person(email=email, **words)

    return run


def link_of(message: Any) -> str:
    words = str(message.body).split()
    return next(word for word in words if "/invitations/" in word)


def test_the_mail_brings_a_link_that_leads_to_the_invitation(
    invite: Any, noon: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite()
    (sent,) = mail.outbox
    assert sent.to == ["New.Person+boram@Example.com"]
    token = link_of(sent).rstrip("/").split("/")[-2]
    assert reverse("people:invitation_accept", args=[token]) == ACCEPT.format(token=token)
    assert invitation_behind(token, at=noon) == invitation
    assert [e.action for e in events_about(invitation)] == ["person.invite"]


def test_a_mail_server_that_is_away_does_not_undo_the_invitation(
    invite: Any, settings: Any, django_capture_on_commit_callbacks: Any, caplog: Any
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    with django_capture_on_commit_callbacks(execute=True):
        invite()
    assert Invitation.objects.get().state == InvitationState.SENT
    assert "on_commit" in caplog.text


def test_somebody_who_is_known_is_written_to_in_their_language(
    invite: Any, carla: User, django_capture_on_commit_callbacks: Any
) -> None:
    User.objects.filter(pk=carla.pk).update(language="en")
    with django_capture_on_commit_callbacks(execute=True):
        invite(email="CARLA@example.test", role=Role.CERTIFIER)
    assert "You are invited" in mail.outbox[0].subject


def test_only_officers_invite(invite: Any) -> None:
    for name in OTHERS:
        with pytest.raises(PermissionDenied):
            invite(by=the(name))


def test_a_role_must_fit_the_organisation(invite: Any) -> None:
    with pytest.raises(RuleBroken, match="not a role of") as refused:
        invite(role=Role.APPROVER)
    assert refused.value.field == "role"


def test_nobody_sits_on_two_sides(invite: Any, olivia: User) -> None:
    with pytest.raises(RuleBroken, match=f"acts for {BANK} already"):
        invite(email="Olivia+side@example.test")


def test_who_has_the_role_already_is_not_invited_again(invite: Any, carla: User) -> None:
    with pytest.raises(RuleBroken, match="has this role already"):
        invite(email=carla.email)


def test_a_colleague_may_be_invited_to_a_second_role(invite: Any, carla: User) -> None:
    assert invite(email=carla.email, role=Role.CERTIFIER).state == InvitationState.SENT


def test_an_open_invitation_is_not_doubled_under_another_spelling(invite: Any) -> None:
    invite()
    with pytest.raises(RuleBroken, match="open invitation"):
        invite(email="new.person@EXAMPLE.com")


def test_an_invitation_that_has_run_out_makes_room(invite: Any, noon: datetime) -> None:
    old = invite()
    new = invite(at=noon + timedelta(days=15))
    old.refresh_from_db()
    assert (old.state, new.state) == (InvitationState.REVOKED, InvitationState.SENT)


def test_the_database_insists_on_one_open_invitation(invite: Any) -> None:
    invitation = invite()
    invitation.pk = None
    with pytest.raises(IntegrityError, match="invitation_open_once"), transaction.atomic():
        invitation.save(force_insert=True)


@pytest.mark.parametrize(("state", "claimed"), [("claimed", False), ("sent", True)])
def test_the_database_insists_that_a_claim_names_its_owner(
    invite: Any, carla: User, state: str, claimed: bool
) -> None:
    invitation = invite()
    row = Invitation.objects.filter(pk=invitation.pk)
    with pytest.raises(IntegrityError, match="invitation_claim_complete"), transaction.atomic():
        row.update(state=state, claimed_by=carla if claimed else None)


# --- claimed at sign-in ---------------------------------------------------------------------


def newcomer(email: str = "new.person@example.com") -> User:
    return User.objects.create_user(email, name="New")


def test_an_alias_finds_its_person(invite: Any, noon: datetime) -> None:
    invitation = invite(email="NEW.person+boram@example.com")
    user = newcomer()
    (membership,) = claim_invitations(user=user, at=noon)
    invitation.refresh_from_db()
    assert (membership.user, membership.role) == (user, Role.EDITOR)
    assert (invitation.state, invitation.claimed_by) == (InvitationState.CLAIMED, user)
    assert [e.action for e in events_about(invitation)][-1] == "invitation.claim"
    assert not claim_invitations(user=user, at=noon)  # signing in again changes nothing


def test_several_roles_are_claimed_at_once(invite: Any, noon: datetime) -> None:
    invite()
    invite(role=Role.CERTIFIER)
    assert len(claim_invitations(user=newcomer(), at=noon)) == 2


def test_somebody_else_claims_nothing(invite: Any, noon: datetime) -> None:
    invite()
    assert not claim_invitations(user=newcomer("other@example.com"), at=noon)


def test_what_has_run_out_is_not_claimed(invite: Any, noon: datetime) -> None:
    invite()
    late = noon + timedelta(days=14)
    assert not claim_invitations(user=newcomer(), at=late)
    assert not has_open_invitation("new.person@example.com", at=late)


def test_a_new_officer_works_in_the_administration(
    invite: Any, agnes: User, noon: datetime
) -> None:
    invite(organization=agnes.memberships.get().organization, role=Role.AGENCY_OFFICER)
    user = newcomer()
    claim_invitations(user=user, at=noon)
    user.refresh_from_db()
    assert user.is_staff


def test_of_two_organisations_the_first_counts(invite: Any, noon: datetime) -> None:
    """Both were invited before the account existed; nobody ends up on two sides."""
    invite()
    bank = an_organization(kind=Kind.FUNDER, name=BANK)
    invite(organization=bank, role=Role.APPROVER)
    (membership,) = claim_invitations(user=newcomer(), at=noon)
    assert membership.organization.name == HANBIT
    assert not Membership.objects.filter(organization=bank, user=membership.user).exists()


# --- reminded, revoked ----------------------------------------------------------------------


def in_state(invitation: Invitation, state: InvitationState, by: User) -> None:
    claimed_by = by if state == InvitationState.CLAIMED else None
    Invitation.objects.filter(pk=invitation.pk).update(state=state, claimed_by=claimed_by)


@pytest.mark.parametrize("state", InvitationState)
@pytest.mark.parametrize("verb", ["claim", "revoke", "remind"])
def test_every_verb_from_every_state(
    verb: str, state: InvitationState, invite: Any, agnes: User, noon: datetime
) -> None:
    invitation = invite()
    in_state(invitation, state, agnes)
    allowed = INVITATION.allows("revoke" if verb == "revoke" else "claim", state)
    if verb == "claim":
        assert bool(claim_invitations(user=newcomer(), at=noon)) == allowed
        return
    act = revoke_invitation if verb == "revoke" else remind_invitation
    if allowed:
        act(invitation_id=invitation.pk, by=agnes, at=noon)
    else:
        with pytest.raises(IllegalMove):
            act(invitation_id=invitation.pk, by=agnes, at=noon)


def test_a_reminder_is_a_second_mail_and_more_time(
    invite: Any, agnes: User, noon: datetime, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        invitation = invite()
        later = noon + timedelta(days=20)
        remind_invitation(invitation_id=invitation.pk, by=agnes, at=later)
    assert len(mail.outbox) == 2
    assert open_invitations().get().expires_at == later + timedelta(days=14)


@pytest.mark.parametrize("verb", [revoke_invitation, remind_invitation])
def test_only_officers_remind_and_revoke(verb: Any, invite: Any, noon: datetime) -> None:
    waiting = invite().pk
    for name in OTHERS:
        with pytest.raises(PermissionDenied):
            verb(invitation_id=waiting, by=the(name), at=noon)


@pytest.mark.parametrize("token", ["nonsense", "1:abc:def"])
def test_a_link_that_nobody_mailed_says_so(token: str, db: None, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="no longer holds"):
        invitation_behind(token, at=noon)
