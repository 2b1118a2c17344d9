"""A person's language: chosen once, spoken on every device and in every mail."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from people.models import User
from people.selectors import language_of
from tests.doors import signed_in

PASSWORD = "a long and quiet sentence"
DISPLAY = "people:display"
COOKIE = "django_language"


@pytest.fixture
def carla_speaks_english(carla: User) -> User:
    """She has a password too, to sign in from anywhere."""
    carla.language = "en"
    carla.set_password(PASSWORD)
    carla.save()
    EmailAddress.objects.create(user=carla, email=carla.email, verified=True, primary=True)
    return carla


def a_device(language: str = "") -> Client:
    """A browser, in which somebody may have chosen a language before."""
    client = Client(headers={"accept-language": "ko"})
    if language:
        client.cookies[COOKIE] = language
    return client


def sign_in(client: Client, user: User) -> Any:
    given = {"login": user.email, "password": PASSWORD}
    answer = client.post(reverse("account_login"), given)
    assert answer.status_code == 302
    return answer


def reset_password(client: Client, address: str) -> str:
    """The subject of the mail that comes."""
    client.post(reverse("account_reset_password"), {"email": address})
    return str(mail.outbox[-1].subject)


def test_the_switch_on_the_page_stores_the_choice_and_comes_back(carla: User) -> None:
    client, here = a_device(), reverse("people:profile") + "?page=2&q=%ED%95%9C"
    client.force_login(carla)
    page = client.get(here).content.decode()
    assert f'action="{reverse(DISPLAY)}"' in page
    assert "/i18n/setlang/" not in page
    assert f'name="next" value="{escape(here)}"' in page
    answer = client.post(reverse(DISPLAY), {"language": "en", "next": here})
    assert (answer["Location"], answer.cookies[COOKIE].value) == (here, "en")
    carla.refresh_from_db()
    assert carla.language == "en"
    assert 'lang="en"' in client.get(here).content.decode()


def test_the_desk_has_the_switch_too(agnes: User) -> None:
    here = reverse("admin:people_membership_changelist") + "?role__exact=editor"
    desk = signed_in(agnes, language="ko")
    page = desk.get(here).content.decode()
    assert f"<strong>{agnes.name}</strong>" in page
    assert f'action="{reverse(DISPLAY)}"' in page
    assert f'name="next" value="{escape(here)}"' in page
    answer = desk.post(reverse(DISPLAY), {"language": "en", "next": here})
    assert answer["Location"] == here
    assert 'lang="en"' in desk.get(here).content.decode()


def test_on_another_device_her_pages_come_in_her_language(carla_speaks_english: User) -> None:
    for device in (a_device(), a_device("ko")):  # a new one, and one that somebody else used
        sign_in(device, carla_speaks_english)
        assert device.cookies[COOKIE].value == "en"
        assert '<html lang="en"' in device.get(reverse("people:profile")).content.decode()
    carla_speaks_english.refresh_from_db()
    assert carla_speaks_english.language == "en"


def test_what_a_guest_chose_is_kept_with_who_signs_in(carla_speaks_english: User) -> None:
    device = a_device()
    device.post(reverse(DISPLAY), {"language": "ko", "next": reverse("account_login")})
    sign_in(device, carla_speaks_english)
    carla_speaks_english.refresh_from_db()
    assert (carla_speaks_english.language, device.cookies[COOKIE].value) == ("ko", "ko")


def test_a_mail_speaks_the_language_of_who_reads_it(carla_speaks_english: User) -> None:
    assert reset_password(a_device("ko"), carla_speaks_english.email) == (
        "[Boram] Password Reset Email"
    )
    User.objects.update(language="ko")
    assert (
        reset_password(a_device("en"), carla_speaks_english.email)
        == "[Boram] 비밀번호 초기화 이메일"
    )


def test_a_stranger_is_answered_in_the_language_that_they_asked_in(db: None) -> None:
    korean = reset_password(a_device("ko"), "stranger@example.com")
    assert reset_password(a_device("en"), "stranger@example.com") != korean
    assert language_of("stranger@example.com", "en") == "en"


def test_in_the_demo_one_visitor_plays_everybody_in_one_language(
    carla_speaks_english: User,
) -> None:
    User.objects.update(is_demo=True)
    device, first = a_device("ko"), a_device()
    for browser in (first, device):
        browser.post(reverse("people:demo_sign_in"), {"person": carla_speaks_english.pk})
    assert (first.cookies[COOKIE].value, device.cookies[COOKIE].value) == ("en", "ko")
    carla_speaks_english.refresh_from_db()
    assert carla_speaks_english.language == "ko"
