"""Getting in: by invitation only, with a second factor where money moves, and slowly when guessing."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client
from django.urls import reverse

from people.domain.roles import Kind, Role
from people.models import Invitation, Organization, User
from people.permissions import roles_of
from people.services import invite_person
from tests.factories.people import HANBIT, an_organization

PASSWORD = "a long and quiet sentence"
NEW = "new.person@example.com"


@pytest.fixture
def invitation(agnes: User, noon: datetime, django_capture_on_commit_callbacks: Any) -> Invitation:
    hanbit = an_organization(kind=Kind.SUPPLIER, name=HANBIT)
    from django.utils import timezone  # noqa: PLC0415

    with django_capture_on_commit_callbacks(execute=True):
        return invite_person(
            email=NEW, organization=hanbit, role=Role.EDITOR, by=agnes, at=timezone.now()
        )


def link() -> str:
    found = re.search(r"http\S+(/people/invitations/\S+)", str(mail.outbox[0].body))
    assert found is not None
    return found.group(1)


def sign_up(client: Client, email: str, name: str = "New Person") -> Any:
    given = {"email": email, "name": name, "password1": PASSWORD, "password2": PASSWORD}
    return client.post(reverse("account_signup"), given)


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client: Client, user: User, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


def test_the_link_leads_through_an_account_into_the_role(
    client: Client, invitation: Invitation
) -> None:
    page = client.get(link())
    assert reverse("account_signup") in page.content.decode()
    assert NEW in client.get(reverse("account_signup")).content.decode()
    assert sign_up(client, NEW).status_code == 302
    user = User.objects.get(email=NEW)
    assert (user.name, roles_of(user)) == ("New Person", frozenset({Role.EDITOR}))
    assert len(mail.outbox) == 1  # the link has proven the mailbox: no second mail
    assert client.get(reverse("people:profile")).status_code == 200
    assert client.get(link()).status_code == 410


def test_an_alias_typed_instead_changes_nothing(client: Client, invitation: Invitation) -> None:
    client.get(link())
    assert sign_up(client, "new.person+x@example.com").status_code == 302
    assert roles_of(User.objects.get(email=NEW)) == {Role.EDITOR}  # the mailbox that was proven


def test_without_the_link_the_mailbox_is_proven_by_a_second_mail(
    client: Client, invitation: Invitation
) -> None:
    assert sign_up(client, "new.person+x@example.com").status_code == 302
    user = User.objects.get(email="new.person+x@example.com")
    assert not roles_of(user)
    assert client.get(reverse("people:profile")).status_code == 302
    proof = re.search(
        r"http://[^/]+(/accounts/confirm-email/[A-Za-z0-9:_/-]+)", str(mail.outbox[1].body)
    )
    assert proof is not None
    client.post(proof.group(1))
    user.set_password(PASSWORD)
    user.save()
    sign_in(client, user)
    assert roles_of(user) == {Role.EDITOR}


def test_nobody_else_may_make_an_account(client: Client, invitation: Invitation) -> None:
    client.get(link())
    page = sign_up(client, "stranger@example.com")
    assert "signup_closed" in page.templates[0].name
    assert not User.objects.filter(email="stranger@example.com").exists()


def test_without_an_invitation_the_page_says_how_to_get_one(client: Client, db: None) -> None:
    page = client.get(reverse("account_signup"))
    assert "signup_closed" in str(page.templates[0].name)


def test_one_mailbox_has_one_account(client: Client, invitation: Invitation) -> None:
    User.objects.create_user("new.person+old@example.com", name="Old")
    page = sign_up(client, NEW)
    assert page.status_code == 200
    assert "email" in page.context["form"].errors


def test_a_bad_address_is_only_a_bad_address(client: Client, invitation: Invitation) -> None:
    Invitation.objects.create(
        email="x",
        mailbox="@",
        organization=invitation.organization,
        role=Role.CERTIFIER,
        invited_by=invitation.invited_by,
        expires_at=invitation.expires_at,
    )
    page = sign_up(client, "@")
    assert page.status_code == 200
    assert set(page.context["form"].errors) == {"email"}


def test_who_has_an_account_signs_in_and_claims(
    client: Client, carla: User, invitation: Invitation
) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(
        email=carla.email, mailbox=carla.email, role=Role.CERTIFIER
    )
    page = client.get(link())
    assert reverse("account_login") in page.content.decode()
    sign_in(client, with_password(carla))
    assert roles_of(carla) == {Role.EDITOR, Role.CERTIFIER}


def test_who_is_signed_in_takes_the_place_with_one_button(
    client: Client, carla: User, invitation: Invitation
) -> None:
    Invitation.objects.filter(pk=invitation.pk).update(mailbox=carla.email, role=Role.CERTIFIER)
    client.force_login(carla)
    assert '<form method="post">' in client.get(link()).content.decode()
    assert client.post(link()).status_code == 302
    assert Role.CERTIFIER in roles_of(carla)


def test_somebody_elses_link_takes_nothing(
    client: Client, carla: User, invitation: Invitation
) -> None:
    client.force_login(carla)
    assert carla.email in client.get(link()).content.decode()
    assert client.post(link()).status_code == 403
    client.logout()
    assert client.post(link()).status_code == 403
    assert client.post("/people/invitations/nonsense/accept/").status_code == 422


# --- the second factor ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "sent_away"),
    [
        ("olivia", True), ("anna", True), ("theo", True), ("agnes", True), ("victor", True),
        ("otto", True), ("audrey", True), ("carla", False), ("cato", False), ("rita", False),
    ],
)  # fmt: skip
def test_everyone_but_suppliers_and_reviewers_sets_up_a_second_factor(
    name: str, sent_away: bool, client: Client, request: Any, db: None
) -> None:
    sign_in(client, with_password(request.getfixturevalue(name)))
    answer = client.get(reverse("people:profile"))
    if sent_away:
        assert (answer.status_code, answer["Location"]) == (302, reverse("mfa_index"))
    else:
        assert answer.status_code == 200


def test_olivia_signs_in_with_her_code(client: Client, olivia: User) -> None:
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(with_password(olivia), secret)
    answer = sign_in(client, olivia)
    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("people:profile")).status_code == 302  # not in yet
    code = totp.format_hotp_value(
        totp.hotp_value(secret, next(iter(totp.yield_hotp_counters_from_time())))
    )
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    assert client.get(reverse("people:profile")).status_code == 200


def test_guessing_is_slowed_down(client: Client, carla: User, settings: Any) -> None:
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    with_password(carla)
    first, *_, last = [sign_in(client, carla, "wrong") for _ in range(6)]
    assert first.context["form"].errors != last.context["form"].errors
    still_refused = sign_in(client, carla)
    assert still_refused.status_code in {200, 429}
    assert client.get(reverse("people:profile")).status_code == 302


# --- the demo -------------------------------------------------------------------------------


@pytest.fixture
def made_up(olivia: User) -> User:
    User.objects.filter(pk=olivia.pk).update(is_demo=True)
    totp.TOTP.activate(olivia, totp.generate_totp_secret())
    return olivia


def test_in_the_demo_one_click_is_a_whole_sign_in(client: Client, made_up: User) -> None:
    offered = client.get(reverse("account_login")).content.decode()
    assert made_up.name in offered
    assert re.search(r"<code>\d{6}</code>", offered)
    answer = client.post(reverse("people:demo_sign_in"), {"person": made_up.pk})
    assert answer.status_code == 302
    assert client.get(reverse("people:profile")).status_code == 200
    # as allauth records it: nothing asks for the password or the code again
    assert client.get(reverse("mfa_view_recovery_codes")).status_code in {200, 404}
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200


def test_many_people_cost_no_more_questions(
    client: Client, made_up: User, carla: User, django_assert_max_num_queries: Any
) -> None:
    User.objects.filter(pk=carla.pk).update(is_demo=True)
    with django_assert_max_num_queries(3):
        assert len(client.get(reverse("account_login")).context["seats"]) == 2


def test_one_may_become_somebody_else(client: Client, made_up: User, carla: User) -> None:
    User.objects.filter(pk=carla.pk).update(is_demo=True)
    for person in (made_up, carla):
        client.post(reverse("people:demo_sign_in"), {"person": person.pk})
        assert client.get(reverse("people:profile")).context["user"] == person
    assert not Authenticator.objects.filter(user=carla).exists()


@pytest.mark.parametrize("person", ["0", "", "nobody", "٣"])
def test_nobody_is_nobody(person: str, client: Client, made_up: User) -> None:
    assert client.post(reverse("people:demo_sign_in"), {"person": person}).status_code == 404


def test_real_people_are_never_offered(client: Client, carla: User) -> None:
    assert client.post(reverse("people:demo_sign_in"), {"person": carla.pk}).status_code == 404
    assert not client.get(reverse("account_login")).context["seats"]


def test_outside_the_demo_none_of_this_exists(client: Client, made_up: User, settings: Any) -> None:
    settings.DEMO = False
    assert client.post(reverse("people:demo_sign_in"), {"person": made_up.pk}).status_code == 404
    assert client.get(reverse("people:demo_mails")).status_code == 404
    page = client.get(reverse("account_login"))
    assert page.context["seats"] == []
    assert made_up.name not in page.content.decode()


def test_every_mail_of_the_demo_can_be_read(
    client: Client, made_up: User, settings: Any, tmp_path: Any
) -> None:
    settings.EMAIL_FILE_PATH = str(tmp_path / "none yet")
    assert "urn:" not in client.get(reverse("people:demo_mails")).content.decode()
    settings.EMAIL_FILE_PATH = str(tmp_path)
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    mail.send_mail("첫 번째", "See http://localhost/a/", None, ["a@example.test"])
    with mail.get_connection() as line:
        line.send_messages(
            [mail.EmailMessage(f"Number {n}", "Text", None, ["b@example.test"]) for n in (2, 3)]
        )
    (tmp_path / "broken.log").write_bytes(b"Subject: No date\n\nText")
    page = client.get(reverse("people:demo_mails")).content.decode()
    for subject in ("첫 번째", "Number 2", "Number 3", "No date"):
        assert subject in page
    assert '<a href="http://localhost/a/"' in page


def test_organisations_of_the_demo_are_marked(db: None) -> None:
    assert an_organization(kind=Kind.SUPPLIER, name=HANBIT).is_demo
    assert Organization.objects.count() == 1


def test_an_address_with_a_nul_opens_no_account(client: Client) -> None:
    answer = client.post("/accounts/signup/", {"email": "\0", "password1": "x", "password2": "x"})
    assert answer.status_code in {200, 403}
