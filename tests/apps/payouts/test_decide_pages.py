"""Deciding on the payout's page, signing on the next: what is signed is what was seen."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.test import Client
from django.urls import reverse

from payouts import services
from payouts.models import Approval, Payout
from people.domain.roles import Role
from people.models import User
from tests.apps.payouts.pages import hidden, just_now, sent, text, url
from tests.doors import signed_in
from tests.factories.bands import bands_in_force
from tests.factories.outcomes import a_target, verified
from tests.factories.payouts import NOON, a_prepared_payout, approved, prepared, replaced, the_bank
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
    given = {"decision": "approve", "reason": comment, "digest": hidden(page, "digest")}
    sign = client.post(url("payout_decide", payout.pk), given, follow=True)
    assert "₩5,000,000" in text(sign)
    assert comment in text(sign)
    fields = {name: hidden(sign, name) for name in ("digest", "key")}
    return client.post(
        url("payout_approve", payout.pk), {**fields, "comment": comment}, follow=True
    )


def test_a_decision_has_to_be_made(anna: User) -> None:
    payout = a_prepared_payout()
    decide = url("payout_decide", payout.pk)
    answer = signed_in(anna).post(decide, {"reason": "Hm.", "digest": payout.digest})
    assert answer.status_code == 422
    assert "has no answer yet" in text(answer)
    assert "Hm." in text(answer)
    assert "₩5,000,000" in text(answer)
    assert hidden(answer, "digest") == payout.digest


def test_nobody_decides_or_signs_without_saying_what_they_saw(anna: User) -> None:
    payout = a_prepared_payout()
    client = just_now(anna)
    for name, typed in (("payout_decide", {"decision": "approve"}), ("payout_approve", sent())):
        answer = client.post(url(name, payout.pk), typed)
        assert answer.status_code == 422
        assert "The page had lost what it showed and shows it again now" in text(answer)
        assert hidden(answer, "digest") == payout.digest
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
        seen = {"decision": decision, "digest": payout.digest}
        answer = client.post(url("payout_decide", payout.pk), seen)
        assert answer.status_code == 422
        assert "Say why in a sentence" in text(answer)
        given = {**seen, "reason": "Not the same site."}
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
    given = {"decision": "approve", "digest": payout.digest}
    client.post(url("payout_decide", payout.pk), given)
    answer = client.get(url("payout_approve", payout.pk))
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    answer = client.post(url("payout_approve", payout.pk), sent(digest=payout.digest))
    assert answer.status_code == 302
    assert not Approval.objects.exists()


def test_after_the_second_factor_the_signature_goes_on_where_it_stopped(anna: User) -> None:
    payout = a_prepared_payout()
    client = signed_in(anna)
    given = sent(digest=payout.digest)
    asked = client.post(url("payout_approve", payout.pk), given)
    there = reverse("mfa_reauthenticate") + "?" + asked["Location"].split("?")[1]
    client.post(there, {"code": _code(anna)})
    assert payout.approvals.get().approver == anna


def test_a_double_click_shows_the_first_receipt(anna: User) -> None:
    payout = a_prepared_payout()
    client = just_now(anna)
    given = sent(digest=payout.digest)
    first = client.post(url("payout_approve", payout.pk), given)
    second = client.post(url("payout_approve", payout.pk), given)
    assert first["Location"] == second["Location"] == url("receipt", UUID(given["key"]))
    assert Approval.objects.count() == 1


def test_a_payout_that_changed_is_refused_with_the_difference(anna: User, olivia: User) -> None:
    payout = a_prepared_payout()
    client = just_now(anna)
    client.post(url("payout_decide", payout.pk), {"decision": "approve", "digest": payout.digest})
    replaced(payout)
    services.prepare_payout(payout_id=payout.pk, by=olivia, at=NOON)
    sign = client.get(url("payout_approve", payout.pk))
    fields = {name: hidden(sign, name) for name in ("digest", "key")}
    assert fields["digest"] == payout.digest  # what she saw, not what is there
    answer = client.post(url("payout_approve", payout.pk), fields)
    assert answer.status_code == 409
    page = text(answer)
    assert "has changed since you opened it" in page
    assert "004 ****1234" in page
    assert "088 ****4455" in page
    assert not Approval.objects.exists()


def test_a_released_payout_shows_what_happened_to_it(anna: User, ben: User) -> None:
    payout = a_prepared_payout()
    services.hold_payout(payout_id=payout.pk, reason="A tip.", by=ben, at=NOON)
    services.release_payout(payout_id=payout.pk, reason="Well.", by=ben, at=NOON)
    prepared(payout)
    answer = just_now(anna).post(url("payout_approve", payout.pk), sent(digest=payout.digest))
    assert answer.status_code == 409
    assert "What is signed" in text(answer)


def test_anna_reads_that_she_approved_already(anna: User) -> None:
    payout = approved(a_prepared_payout(), "anna")
    page = text(signed_in(anna).get(url("payout", payout.pk)))
    assert "You have approved it already" in page
    answer = just_now(anna).post(url("payout_approve", payout.pk), sent(digest=payout.digest))
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
        seen = {"decision": "approve", "digest": payout.digest}
        sign = client.post(url("payout_decide", payout.pk), seen, follow=True)
        assert after in text(sign)
        fields = {name: hidden(sign, name) for name in ("digest", "key")}
        assert then in text(client.post(url("payout_approve", payout.pk), fields, follow=True))


def a_third_approver() -> User:
    return a_member(name="bea", role=Role.APPROVER, organization=the_bank())


def _code(user: User) -> str:
    """What the app on the telephone shows now."""
    secret = decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"])
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))
