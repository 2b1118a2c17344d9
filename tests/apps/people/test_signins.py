"""What happens at the door stands in the log: who came in, who was refused, what they changed."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.test import Client
from django.urls import reverse

from audit.models import Event
from audit.selectors import events_about
from people.forms import TAKEN
from people.models import User
from people.services import note_change, note_failed_sign_in, note_sign_in

PASSWORD, NEW = "a long and quiet sentence", "another long and quiet sentence"


@pytest.fixture
def olivia_with_code(olivia: User) -> User:
    """She has a password, and an app on her telephone."""
    olivia.set_password(PASSWORD)
    olivia.save()
    EmailAddress.objects.create(user=olivia, email=olivia.email, verified=True, primary=True)
    totp.TOTP.activate(olivia, SECRET)
    return olivia


SECRET = totp.generate_totp_secret()


def sign_in(client: Client, user: User, password: str = PASSWORD) -> Any:
    return client.post(reverse("account_login"), {"login": user.email, "password": password})


def give_code(client: Client) -> None:
    counter = list(totp.yield_hotp_counters_from_time())[1]
    code = totp.format_hotp_value(totp.hotp_value(SECRET, counter))
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302


def story_of(user: User) -> list[tuple[str, str]]:
    return [(event.action, event.actor) for event in events_about(user)]


def test_a_sign_in_is_written_down_once_all_factors_were_given(
    client: Client, olivia_with_code: User
) -> None:
    sign_in(client, olivia_with_code)
    assert story_of(olivia_with_code) == []
    give_code(client)
    assert story_of(olivia_with_code) == [("person.sign_in", olivia_with_code.email)]


def test_a_wrong_password_is_seen_by_the_attacked_and_not_by_the_attacker(
    client: Client, olivia_with_code: User
) -> None:
    refused = sign_in(client, olivia_with_code, "wrong").content
    assert story_of(olivia_with_code) == [("person.fail_sign_in", "system")]
    stranger = User(email="my secret password@example.com")
    assert sign_in(client, stranger, "wrong").status_code == 200
    assert Event.objects.count() == 1  # what a stranger types may be a password: it is not kept
    assert b"system" not in refused


def test_a_changed_password_is_written_down_and_ends_the_visit(
    client: Client, olivia_with_code: User
) -> None:
    sign_in(client, olivia_with_code)
    give_code(client)
    given = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    client.post(reverse("account_change_password"), given)
    assert [action for action, _ in story_of(olivia_with_code)] == [
        "person.sign_in",
        "person.change_password",
    ]
    assert client.get(reverse("people:profile")).status_code == 302


def test_taking_the_app_away_is_written_down(client: Client, olivia_with_code: User) -> None:
    sign_in(client, olivia_with_code)
    give_code(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(user=olivia_with_code).exists()  # asked once more first
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user=olivia_with_code).exists()
    assert story_of(olivia_with_code)[-1] == ("person.deactivate_app", olivia_with_code.email)


def test_a_key_opens_the_door_alone_unless_its_owner_says_otherwise(
    client: Client, olivia_with_code: User
) -> None:
    sign_in(client, olivia_with_code)
    give_code(client)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    form = client.get(reverse("mfa_add_webauthn")).context["form"]
    assert form["passwordless"].value() is True
    assert {str(box.label) for box in form.visible_fields()} == {"키 이름", "이 키만으로 로그인"}


def test_a_notice_of_a_later_version_is_written_down_too(olivia: User, noon: Any) -> None:
    note_change(user=olivia, notice="account/email/something_new", at=noon)
    note_failed_sign_in(address="nobody@example.com", at=noon)
    note_sign_in(user=olivia, at=noon)
    assert [action for action, _ in story_of(olivia)] == [
        "person.change_account",
        "person.sign_in",
    ]


def test_nobody_takes_the_mailbox_of_somebody_else_under_another_spelling(
    client: Client, olivia: User, carla: User
) -> None:
    client.force_login(carla)
    taken = add_address(client, "OLIVIA+x@example.test")
    assert taken.context["form"].errors["email"] == [TAKEN]
    assert not EmailAddress.objects.filter(email__startswith="olivia+x").exists()
    add_address(client, "carla+x@example.test")  # her own mailbox
    assert EmailAddress.objects.get(email="carla+x@example.test").user == carla


def add_address(client: Client, email: str) -> Any:
    return client.post(reverse("account_email"), {"action_add": "", "email": email})
