"""Second factors at rest: whoever reads the database alone can make nobody's codes."""

from __future__ import annotations

import importlib
import json
from datetime import datetime
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from audit.selectors import events_about
from core.gateways import Vault
from core.gateways.vault import Unreadable
from people.gateways import unlock_factor
from people.models import User
from people.services import reseal_factors

OLD, NEW = "an old key of this machine", "a new key of this machine"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture
def phone(olivia: User) -> Authenticator:
    """The app on olivia's telephone."""
    return totp.TOTP.activate(olivia, SECRET).instance


@pytest.fixture
def paper(olivia: User) -> Authenticator:
    """The recovery codes in olivia's drawer."""
    return RecoveryCodes.activate(olivia).instance


def as_the_database_holds_it(factor: Authenticator) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT data::text FROM mfa_authenticator WHERE id = %s", [factor.pk])
        row: dict[str, Any] = json.loads(cursor.fetchone()[0])
    return row


def code_now(secret: str) -> str:
    counter = list(totp.yield_hotp_counters_from_time())[1]
    return str(totp.format_hotp_value(totp.hotp_value(secret, counter)))


def test_the_database_does_not_hold_what_makes_the_codes(
    phone: Authenticator, paper: Authenticator
) -> None:
    assert SECRET not in str(as_the_database_holds_it(phone))
    drawer = as_the_database_holds_it(paper)
    assert unlock_factor(drawer["seed"]) not in str(drawer)


def test_what_is_stored_opens_as_nothing_else(phone: Authenticator) -> None:
    sealed = as_the_database_holds_it(phone)["secret"].encode()
    assert Vault(b"boram second factor").unlock(sealed) == SECRET
    with pytest.raises(Unreadable):
        Vault(b"boram account number").unlock(sealed)


def test_keys_are_changed_without_locking_anybody_out(
    settings: Any, olivia: User, noon: datetime
) -> None:
    settings.FIELD_KEYS = [OLD]
    phone = totp.TOTP.activate(olivia, SECRET)
    paper = RecoveryCodes.activate(olivia)
    codes = paper.generate_codes()
    settings.FIELD_KEYS = [NEW, OLD]
    assert paper.generate_codes() == codes
    assert reseal_factors(at=noon) == 2
    call_command("rotate_keys")  # again harms nothing
    settings.FIELD_KEYS = [NEW]
    for kept in (phone.instance, paper.instance):
        kept.refresh_from_db()
    assert phone.validate_code(code_now(SECRET))
    assert paper.generate_codes() == codes
    settings.FIELD_KEYS = [OLD]
    with pytest.raises(Unreadable):
        phone.validate_code(code_now(SECRET))
    (_, event) = events_about(phone.instance)
    assert (event.action, event.actor) == ("factor.reseal", "system")


def test_without_keys_nobody_sets_up_a_second_factor(settings: Any, olivia: User) -> None:
    settings.FIELD_KEYS = []
    with pytest.raises(ImproperlyConfigured, match="FIELD_KEYS"):
        totp.TOTP.activate(olivia, SECRET)


def test_a_passkey_stays_as_it_is(olivia: User, noon: datetime) -> None:
    key = Authenticator.objects.create(user=olivia, type="webauthn", data={"name": "Master key"})
    assert reseal_factors(at=noon) == 0
    assert as_the_database_holds_it(key) == {"name": "Master key"}


def test_secrets_from_before_are_locked_once(phone: Authenticator, paper: Authenticator) -> None:
    codes = RecoveryCodes(paper).generate_codes()
    Authenticator.objects.filter(pk=phone.pk).update(data={"secret": SECRET})
    migration = importlib.import_module("people.migrations.0003_second_factors_at_rest")
    before = as_the_database_holds_it(paper)
    migration.lock_all(apps, connection.schema_editor())
    assert SECRET not in str(as_the_database_holds_it(phone))
    phone.refresh_from_db()
    assert totp.TOTP(phone).validate_code(code_now(SECRET))
    assert as_the_database_holds_it(paper) == before  # locked already
    assert RecoveryCodes(paper).generate_codes() == codes


def test_the_demo_still_shows_the_code_of_the_moment(
    client: Client, olivia: User, phone: Authenticator
) -> None:
    User.objects.filter(pk=olivia.pk).update(is_demo=True)
    (seat,) = client.get(reverse("account_login")).context["seats"]
    assert totp.TOTP(phone).validate_code(seat.code)
