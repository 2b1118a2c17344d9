"""A passkey is added once, and from then on opens the door without a password."""

from __future__ import annotations

import re

from allauth.mfa.models import Authenticator

from tests.browser.conftest import People
from tests.browser.seats import click_seat
from tests.browser.walk import Walk

NO_KEY = (
    "The key did not answer, or this device has no key for this site. Nothing was changed. "
    "Try once more, or go on without the key."
)
TOUCHED = {  # a device of the person's own that knows their finger
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_added_and_opens_the_door(visitor: People) -> None:
    theo = with_a_device(visitor())
    click_seat(theo, "theo")
    theo.to("mfa_index").picture("second-step")
    theo.to("mfa_add_webauthn").fill(name="내 노트북").picture("passkey-add")
    theo.follow(theo.page.locator("#mfa_webauthn_add"))
    kept = Authenticator.objects.get(user__email="theo@demo.invalid", type="webauthn")
    assert kept.wrap().is_passwordless
    theo.to("mfa_list_webauthn").says("내 노트북").picture("passkeys")
    theo.press("Sign out")
    theo.open("/accounts/login/").follow(theo.page.locator("#passkey_login"))
    assert re.fullmatch(f"{theo.home}/", theo.page.url)
    theo.to("people:profile").says("theo@demo.invalid")
    kept.refresh_from_db()
    assert kept.last_used_at is not None


def test_a_device_without_a_key_says_so(visitor: People) -> None:
    guest = with_a_device(visitor()).open("/accounts/login/")
    guest.tap(guest.page.locator("#passkey_login"))
    said = guest.page.locator("#key-failed")
    said.wait_for()
    assert said.inner_text() == guest.t(NO_KEY)
    assert said.evaluate("one => one === document.activeElement")
    guest.look().picture("passkey-missing")


def with_a_device(walk: Walk) -> Walk:
    """A browser whose machine has a fingerprint reader; passkeys want a name, not a number."""
    walk.home = walk.home.replace("127.0.0.1", "localhost")
    machine = walk.context.new_cdp_session(walk.page)
    machine.send("WebAuthn.enable")
    machine.send("WebAuthn.addVirtualAuthenticator", {"options": TOUCHED})
    return walk
