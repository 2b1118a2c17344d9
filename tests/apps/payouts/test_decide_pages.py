"""Deciding on the payout's page, signing on the next: what is signed is what was seen."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.test import Client
from django.urls import reverse

from payouts import services
from payouts.gateways import unseal_sight
from payouts.models import Approval, Payout
from payouts.selectors.sights import sight_of
from people.domain.roles import Role
from people.models import User
from tests.apps.payouts.pages import hidden, just_now, seen, sent, text, url
from tests.doors import signed_in
from tests.factories.bands import bands_in_force
from tests.factories.outcomes import a_target, verified
from tests.factories.payouts import NOON, a_prepared_payout, approved, prepared, the_bank
from tests.factories.people import a_member, the

pytestmark = pytest.mark.django_db


def test_anna_and_ben_approve_each_on_two_pages(anna: User, ben: User) -> None:
    payout = a_prepared_payout()
    receipt = _approve(just_now(anna), payout)
    assert "One more person has to approve" in text(receipt)
    assert payout.digest in text(receipt)
    receipt = _approve(just_now(ben), payout)
    assert "goes into the next bank file" in text(receipt)
    payout.refresh_from_db()
    assert payout.state == "approved"


def _approve(client: Client, payout: Payout, comment: str = "Checked.") -> Any:
    page = client.get(url("payout", payout.pk))
    given = {"decision": "approve", "reason": comment, "seen": hidden(page, "seen")}
    sign = client.post(url("payout_decide", payout.pk), given, follow=True)
    assert "₩5,000,000" in text(sign)
    assert comment in text(sign)
    fields = {name: hidden(sign, name) for name in ("seen", "key")}
    return client.post(
        url("payout_approve", payout.pk), {**fields, "comment": comment}, follow=True
    )


def test_a_decision_has_to_be_made(anna: User) -> None:
    payout = a_prepared_payout()
    decide = url("payout_decide", payout.pk)
    answer = signed_in(anna).post(decide, {"reason": "Hm.", "seen": seen(payout, anna)})
    assert answer.status_code == 422
    assert "has no answer yet" in text(answer)
    assert "Hm." in text(answer)
    assert "₩5,000,000" in text(answer)
    assert hidden(answer, "seen")


def test_nobody_decides_or_signs_without_saying_what_they_saw(anna: User) -> None:
    payout = a_prepared_payout()
    client = just_now(anna)
    for name, typed in (("payout_decide", {"decision": "approve"}), ("payout_approve", sent())):
        answer = client.post(url(name, payout.pk), typed)
        assert answer.status_code == 422
        assert "The page had lost what it showed and shows it again now" in text(answer)
        assert unseal_sight(hidden(answer, "seen")) == sight_of(payout, anna)
    assert not Approval.objects.exists()


def test_who_has_not_looked_goes_to_the_payout_first(anna: User) -> None:
    payout = a_prepared_payout()
    page = just_now(anna).get(url("payout_approve", payout.pk), follow=True)
    assert page.redirect_chain == [(url("payout", payout.pk), 302)]
    assert "Look at the payout and choose; then you sign." in text(page)


def test_stopping_needs_a_reason(anna: User) -> None:
    payout = a_prepared_payout()
    client = signed_in(anna)
    for decision, state in (("hold", "held"), ("reject", "rejected")):
        chosen = {"decision": decision, "seen": seen(payout, anna)}
        answer = client.post(url("payout_decide", payout.pk), chosen)
        assert answer.status_code == 422
        assert "Say why in a sentence" in text(answer)
        given = {**chosen, "reason": "Not the same site."}
        sign = client.post(url("payout_decide", payout.pk), given, follow=True)
        assert "Not the same site." in text(sign)
        client.post(
            url(f"payout_{decision}", payout.pk),
            {"key": hidden(sign, "key"), "reason": "Not the same site."},
        )
        payout.refresh_from_db()
        assert (payout.state, payout.state_reason) == (state, "Not the same site.")
        if state == "held":
            services.release_payout(payout_id=payout.pk, reason="Well.", by=anna, at=NOON)
            payout = prepared(payout)


def test_signing_asks_again_who_you_are(anna: User) -> None:
    payout = a_prepared_payout()
    client = signed_in(anna)
    given = {"decision": "approve", "seen": seen(payout, anna)}
    client.post(url("payout_decide", payout.pk), given)
    answer = client.get(url("payout_approve", payout.pk))
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    answer = client.post(url("payout_approve", payout.pk), sent(seen=seen(payout, anna)))
    assert answer.status_code == 302
    assert not Approval.objects.exists()


def test_after_the_second_factor_the_signature_goes_on_where_it_stopped(anna: User) -> None:
    payout = a_prepared_payout()
    client = signed_in(anna)
    given = sent(seen=seen(payout, anna))
    asked = client.post(url("payout_approve", payout.pk), given)
    there = reverse("mfa_reauthenticate") + "?" + asked["Location"].split("?")[1]
    client.post(there, {"code": _code(anna)})
    assert payout.approvals.get().approver == anna


def test_a_recovery_code_will_do_once(anna: User) -> None:
    """Whoever has lost the telephone signs with a code from paper; it is used up then."""
    payout = a_prepared_payout()
    client = signed_in(anna)
    codes = RecoveryCodes.activate(anna)
    code = codes.get_unused_codes()[0]
    asked = client.post(url("payout_approve", payout.pk), sent(seen=seen(payout, anna)))
    there = reverse("mfa_reauthenticate") + "?" + asked["Location"].split("?")[1]
    client.post(there, {"code": code})
    assert payout.approvals.get().sight.factor == "recovery_codes"
    kept = Authenticator.objects.get(user=anna, type="recovery_codes")
    assert code not in RecoveryCodes(kept).get_unused_codes()


def test_a_password_is_no_second_factor(anna: User) -> None:
    """Whoever took a browser that is signed in may know the password too."""
    payout = a_prepared_payout()
    client = signed_in(anna)
    session = client.session
    record_authentication(
        SimpleNamespace(session=session), anna, method="password", reauthenticated=True
    )
    session.save()
    answer = client.post(url("payout_approve", payout.pk), sent(seen=seen(payout, anna)))
    assert answer["Location"].startswith(reverse("mfa_reauthenticate"))
    assert not Approval.objects.exists()


def test_a_second_factor_of_the_sign_in_is_not_one_for_the_signature(anna: User) -> None:
    """It has to be shown again; and after some minutes once more."""
    payout = a_prepared_payout()
    for record in ({}, {"reauthenticated": True, "at": time.time() - 301}):
        client = just_now(anna)
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "type": "totp", "at": time.time(), **record}
        ]
        session.save()
        answer = client.post(url("payout_approve", payout.pk), sent(seen=seen(payout, anna)))
        assert answer["Location"].startswith(reverse("mfa_reauthenticate"))
    assert not Approval.objects.exists()


def test_whoever_has_a_passkey_only_is_asked_for_that(anna: User) -> None:
    payout = a_prepared_payout()
    client = signed_in(anna)
    Authenticator.objects.filter(user=anna).delete()
    Authenticator.objects.create(user=anna, type="webauthn", data={})
    answer = client.post(url("payout_approve", payout.pk), sent(seen=seen(payout, anna)))
    assert answer["Location"].startswith(reverse("mfa_reauthenticate_webauthn"))


def test_a_double_click_shows_the_first_receipt(anna: User) -> None:
    payout = a_prepared_payout()
    client = just_now(anna)
    given = sent(seen=seen(payout, anna))
    first = client.post(url("payout_approve", payout.pk), given)
    second = client.post(url("payout_approve", payout.pk), given)
    assert first["Location"] == second["Location"] == url("receipt", UUID(given["key"]))
    assert Approval.objects.count() == 1


def test_anna_reads_that_she_approved_already(anna: User) -> None:
    payout = approved(a_prepared_payout(), "anna")
    page = text(signed_in(anna).get(url("payout", payout.pk)))
    assert "You have approved it already" in page
    answer = just_now(anna).post(url("payout_approve", payout.pk), sent(seen=seen(payout, anna)))
    assert answer.status_code == 422
    assert "You have approved this payout already" in text(answer)


def test_a_receipt_is_ones_own_and_says_when_it_is_void(anna: User, ben: User) -> None:
    payout = approved(a_prepared_payout(), "anna")
    receipt = url("receipt", payout.approvals.get().key)
    assert signed_in(ben).get(receipt).status_code == 404
    services.hold_payout(payout_id=payout.pk, reason="A tip.", by=ben, at=NOON)
    assert "It is void since then" in text(signed_in(anna).get(receipt))


def test_the_last_approver_knows_it_and_the_others_how_many_follow(anna: User, ben: User) -> None:
    target = a_target()
    bands_in_force(target.agreement.program, ((0, 3, 0),), at=NOON)
    verification = verified(target, "10", by=the("victor"), at=NOON)
    payout = prepared(services.compute_payout(verification_id=verification.pk, at=NOON))
    assert "3 people who did not prepare it" in text(signed_in(anna).get(url("payout", payout.pk)))
    for who, after, then in (
        (anna, "After you, 2 more people have to approve", "2 more people have to approve"),
        (ben, "After you, one more person has to approve", "One more person has to approve"),
        (a_third_approver(), "You are the last approver", "goes into the next bank file"),
    ):
        client = just_now(who)
        chosen = {"decision": "approve", "seen": seen(payout, who)}
        sign = client.post(url("payout_decide", payout.pk), chosen, follow=True)
        assert after in text(sign)
        fields = {name: hidden(sign, name) for name in ("seen", "key")}
        assert then in text(client.post(url("payout_approve", payout.pk), fields, follow=True))


def a_third_approver() -> User:
    return a_member(name="bea", role=Role.APPROVER, organization=the_bank())


def _code(user: User) -> str:
    """What the app on the telephone shows now."""
    secret = decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"])
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))
