"""Scenario 17: invited by mail, an account later under another spelling: access is there once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.domain.lifecycle import InvitationState
from people.domain.roles import Kind, Role
from people.models import Invitation, Membership, Organization, User
from people.permissions import roles_of
from people.services import claim_invitations, invite_person
from tests.crowd import together
from tests.factories.people import HANBIT, an_organization, the

PASSWORD = "a long and quiet sentence"


@pytest.fixture
def hanbit(db: None) -> Organization:
    return an_organization(kind=Kind.SUPPLIER, name=HANBIT)


def invited(email: str, hanbit: Organization, at: datetime) -> Invitation:
    return invite_person(email=email, organization=hanbit, role=Role.EDITOR, by=the("agnes"), at=at)


@pytest.mark.parametrize(
    ("promised", "made"),
    [
        ("New.Person@Example.com", "new.person@example.com"),
        ("new.person@example.com", "NEW.PERSON@EXAMPLE.COM"),
        ("new.person+boram@example.com", "new.person@example.com"),
        ("new.person@example.com", "New.Person+work@example.com"),
        ("n.e.w@gmail.com", "new@googlemail.com"),
        ("ｎｅｗ@example.com", "new@example.com"),
    ],
)
def test_the_access_appears_once_under_whatever_spelling(
    promised: str, made: str, hanbit: Organization, noon: datetime
) -> None:
    invited(promised, hanbit, noon)
    user = User.objects.create_user(made, name="New")
    later = noon + timedelta(days=3)
    assert len(claim_invitations(user=user, at=later)) == 1
    assert claim_invitations(user=user, at=later) == []
    assert Membership.objects.filter(organization=hanbit, user=user).count() == 1


def test_an_invitation_sent_again_and_accepted_twice_is_one_membership(
    hanbit: Organization, noon: datetime
) -> None:
    """The first ran out, the second was claimed, and meanwhile the role was given once more."""
    invited("new@example.com", hanbit, noon)
    again = noon + timedelta(days=20)
    invited("NEW+x@example.com", hanbit, again)
    user = User.objects.create_user("new@example.com", name="New")
    claim_invitations(user=user, at=again)
    Invitation.objects.create(
        email="new@example.com",
        mailbox="new@example.com",
        organization=hanbit,
        role=Role.EDITOR,
        invited_by=the("agnes"),
        expires_at=again + timedelta(days=14),
    )
    claim_invitations(user=user, at=again)
    assert Membership.objects.filter(user=user).count() == 1
    assert not Invitation.objects.filter(state=InvitationState.SENT).exists()


@pytest.mark.django_db(transaction=True)
def test_two_sign_ins_in_the_same_moment_claim_once() -> None:
    hanbit, now = an_organization(kind=Kind.SUPPLIER, name=HANBIT), timezone.now()
    invited("new@example.com", hanbit, now)
    user = User.objects.create_user("New@Example.com", name="New")
    got: list[int] = []
    together([lambda: got.append(len(claim_invitations(user=user, at=now)))] * 4)
    assert sorted(got) == [0, 0, 0, 1]
    assert Membership.objects.filter(user=user).count() == 1


def test_who_changes_the_login_keeps_the_access_and_finds_what_was_promised_to_it(
    client: Client, hanbit: Organization
) -> None:
    """An address that is no longer the login claims nothing; the new one does, at the next visit."""
    now = timezone.now()
    invited("new@example.com", hanbit, now)
    user = User.objects.create_user("new@example.com", PASSWORD, name="New")
    claim_invitations(user=user, at=now)
    invite_person(
        email="Moved+x@Example.com",
        organization=hanbit,
        role=Role.CERTIFIER,
        by=the("agnes"),
        at=now,
    )
    assert claim_invitations(user=user, at=now) == []
    User.objects.filter(pk=user.pk).update(email="moved@example.com")
    EmailAddress.objects.create(user=user, email="moved@example.com", verified=True, primary=True)
    given: dict[str, Any] = {"login": "MOVED@example.com", "password": PASSWORD}
    assert client.post(reverse("account_login"), given).status_code == 302
    assert roles_of(User.objects.get(pk=user.pk)) == {Role.EDITOR, Role.CERTIFIER}
    assert Membership.objects.filter(user=user).count() == 2
