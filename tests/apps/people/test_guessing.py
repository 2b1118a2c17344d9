"""Whoever guesses is slowed down, wherever the platform stands and whatever they claim to be."""

from __future__ import annotations

import runpy
from typing import Any

import pytest
from allauth.account import app_settings as account_limits
from allauth.account.models import EmailAddress
from allauth.mfa import app_settings as factor_limits
from django.test import Client
from django.urls import reverse
from rest_framework.test import APIRequestFactory
from rest_framework.throttling import AnonRateThrottle

from people.models import User
from tests.architecture.house import ROOT

PASSWORD = "a long and quiet sentence"
PLACES = [
    {},
    {"DEBUG": "1"},
    {"DEMO": "1"},
    {"SECURE": "1", "BEHIND_PROXY": "1"},
    {"SECURE": "1", "BEHIND_PROXY": "1", "PROXIES": "2"},
]
LIMITED = ("login", "login_failed", "reset_password", "signup", "reauthenticate", "change_password")


def settings_of(place: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The settings as they would be there."""
    for name in ("DEBUG", "DEMO", "SECURE", "BEHIND_PROXY", "PROXIES"):
        monkeypatch.delenv(name, raising=False)
    for name, value in place.items():
        monkeypatch.setenv(name, value)
    return runpy.run_path(str(ROOT / "config" / "settings.py"))


def guess(email: str, *, told: str = "", at: str = "10.0.0.1", given: str = "wrong") -> bool:
    """Whether a try was looked at at all; `told` is what came with it, `at` who connected."""
    headers = {"x-forwarded-for": told} if told else {}
    client = Client(headers={"accept-language": "en", **headers}, REMOTE_ADDR=at)
    answer = client.post(reverse("account_login"), {"login": email, "password": given})
    return answer.status_code != 429 and "Too many" not in answer.content.decode()


def until_refused(*, told: str, at: str = "10.0.0.1") -> int:
    """How many accounts somebody can try, once each, from where they are."""
    tries = [guess(f"someone{n}@example.com", told=told, at=at) for n in range(15)]
    return tries.index(False)


@pytest.mark.parametrize("place", PLACES)
def test_no_place_turns_the_limits_off(
    place: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    there = settings_of(place, monkeypatch)
    off = {"ACCOUNT_RATE_LIMITS", "MFA_RATE_LIMITS", "ACCOUNT_LOGIN_ATTEMPTS_LIMIT"}
    assert not off & there.keys()
    assert there["CACHES"]["default"]["BACKEND"].endswith("RedisCache")  # all workers count alike
    assert all(account_limits.RATE_LIMITS[name] for name in LIMITED)
    assert factor_limits.RATE_LIMITS["webauthn_login"]


@pytest.mark.parametrize(
    ("place", "proxies"),
    [
        ({}, 0),
        ({"BEHIND_PROXY": "0", "PROXIES": "1"}, 0),
        ({"BEHIND_PROXY": "1"}, 1),
        ({"BEHIND_PROXY": "1", "PROXIES": "2"}, 2),
    ],
)
def test_only_our_own_proxies_are_believed(
    place: dict[str, str], proxies: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = settings_of(place, monkeypatch)
    assert there["ALLAUTH_TRUSTED_PROXY_COUNT"] == proxies
    assert there["REST_FRAMEWORK"]["NUM_PROXIES"] == proxies


def test_without_a_proxy_nobody_becomes_somebody_else_by_saying_so(db: None) -> None:
    assert until_refused(told="") == 10
    assert not guess("else@example.com", told="9.9.9.9")
    assert guess("else@example.com", at="10.0.0.2")


def test_behind_a_proxy_each_caller_is_counted_alone(db: None, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert until_refused(told="9.9.9.9") == 10
    assert not guess("else@example.com", told="1.2.3.4, 9.9.9.9")  # the first is the guesser's own
    assert guess("else@example.com", told="9.9.9.8")  # a colleague behind the same proxy


def test_one_account_is_guarded_against_many_addresses(carla: User) -> None:
    carla.set_password(PASSWORD)
    carla.save()
    EmailAddress.objects.create(user=carla, email=carla.email, verified=True, primary=True)
    tries = [guess(carla.email, at=f"10.0.1.{n}") for n in range(6)]
    assert tries == [True] * 5 + [False]
    assert not guess(carla.email, at="10.0.1.9", given=PASSWORD)


def test_a_strange_system_cannot_hide_behind_made_up_addresses() -> None:
    callers = {
        AnonRateThrottle().get_ident(
            APIRequestFactory().get("/", headers={"x-forwarded-for": f"10.1.0.{n}"})
        )
        for n in range(3)
    }
    assert callers == {"127.0.0.1"}
