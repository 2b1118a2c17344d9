"""All routes are walked as all roles, and as a stranger: the permission table is what happens."""

from __future__ import annotations

import logging
import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from people.domain.roles import Role
from people.permissions import MAY
from tests.architecture.test_doors import actions_of, own_routes
from tests.factories.people import CHAIRS, the

NOBODY = {
    "int": "987654321",
    "str": "nothing",
    "slug": "nothing",
    "path": "nothing",
    "uuid": "00000000-0000-0000-0000-000000000000",
    "table": "payouts",
}
ONE_OF_EACH = {chair.role: name for name, chair in reversed(CHAIRS.items())}
GUARDED = [(address, view) for address, _, view in own_routes() if actions_of(view)]


def visit(browser: Client, address: str, view: Any) -> int:
    """Ask for the page about something that does not exist; post where nothing can be looked at."""
    path = "/" + re.sub(r"<(?:(\w+):)?\w+>", lambda found: NOBODY[found[1] or "str"], address)
    ask = browser.get if hasattr(view, "get") else browser.post
    return ask(path).status_code


@pytest.fixture
def browser(db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Client:
    """A browser that reports a crash as 500; menus and logs of a thousand refusals are left out."""
    monkeypatch.setattr("config.context._lines", lambda _request: [])
    caplog.set_level(logging.CRITICAL, logger="django.request")
    return Client(raise_request_exception=False)


def test_every_role_sits_on_a_chair() -> None:
    assert ONE_OF_EACH.keys() == set(Role)


@pytest.mark.parametrize("role", Role)
def test_a_role_passes_the_doors_that_the_table_opens_and_no_other(
    role: Role, browser: Client
) -> None:
    user = the(ONE_OF_EACH[role])
    Authenticator.objects.create(user=user, type="totp", data={})
    browser.force_login(user)
    wrong = []
    for address, view in GUARDED:
        opens = any(role in MAY[action] for action in actions_of(view))
        status = visit(browser, address, view)
        if status >= 500 or (status == 403) is opens:
            wrong.append(f"{address} → {status}, the table says {'yes' if opens else 'no'}")
    assert not wrong


def test_a_stranger_is_sent_to_sign_in(browser: Client) -> None:
    let_in = [
        f"{address} → {status}"
        for address, view in GUARDED
        if (status := visit(browser, address, view)) not in {302, 401, 403}
    ]
    assert not let_in


def test_who_has_no_role_any_more_passes_no_door(browser: Client) -> None:
    user = the("olivia")
    Authenticator.objects.create(user=user, type="totp", data={})
    user.memberships.all().delete()
    browser.force_login(user)
    let_in = [
        f"{address} → {status}"
        for address, view in GUARDED
        if (status := visit(browser, address, view)) != 403
    ]
    assert not let_in
