"""The pages of the other verbs: prepare, hold, release, try again, correct."""

from __future__ import annotations

import pytest

from payouts import services
from people.models import User
from tests.apps.payouts.pages import sent, text, url
from tests.doors import signed_in
from tests.factories.companies import a_bank_account
from tests.factories.payouts import (
    NOON,
    a_computed_payout,
    a_failed_payout,
    a_paid_payout,
    a_prepared_payout,
    a_returned_payout,
    approved,
    replaced,
)

pytestmark = pytest.mark.django_db


def test_olivia_prepares_after_looking(olivia: User) -> None:
    payout = a_computed_payout()
    a_bank_account(supplier=payout.agreement.supplier)
    client = signed_in(olivia)
    page = text(client.get(url("payout_prepare", payout.pk)))
    assert "₩500,000 for each unit of guards (10)" in page
    answer = client.post(url("payout_prepare", payout.pk), sent(), follow=True)
    assert "Prepared. Other people approve it next." in text(answer)
    payout.refresh_from_db()
    assert payout.state == "prepared"


def test_without_an_account_the_page_says_so(olivia: User) -> None:
    payout = a_computed_payout()
    answer = signed_in(olivia).post(url("payout_prepare", payout.pk), sent())
    assert answer.status_code == 422
    assert "no confirmed bank account" in text(answer)


def test_prepared_twice_is_a_conflict(olivia: User) -> None:
    payout = a_prepared_payout()
    answer = signed_in(olivia).post(url("payout_prepare", payout.pk), sent())
    assert answer.status_code == 409


def test_a_replaced_account_offers_to_prepare_again(olivia: User, anna: User) -> None:
    payout = approved(a_prepared_payout(), "ben")
    assert "Check and prepare" not in text(signed_in(olivia).get(url("payout", payout.pk)))
    replaced(payout)
    page = text(signed_in(olivia).get(url("payout", payout.pk)))
    assert "Check and prepare" in page
    assert "was replaced; prepare the payout again" in page
    assert "has to be prepared again" in text(signed_in(anna).get(url("payout", payout.pk)))
    services.prepare_payout(payout_id=payout.pk, by=olivia, at=NOON)
    page = text(signed_in(anna).get(url("payout", payout.pk)))
    assert "What is different since it was last approved" in page
    assert "004 ****1234" in page
    assert "088 ****4455" in page


def test_the_other_verbs_have_pages_of_their_own(olivia: User, anna: User) -> None:
    payout = a_failed_payout()
    client = signed_in(olivia)
    assert "account closed" in text(client.get(url("payout_retry", payout.pk)))
    assert "It can be prepared again" in text(
        client.post(url("payout_retry", payout.pk), sent(), follow=True)
    )
    client.post(url("payout_hold", payout.pk), sent(reason="A tip."))
    page = text(signed_in(anna).get(url("payout", payout.pk)))
    assert "Release" in page
    signed_in(anna).post(url("payout_release", payout.pk), sent(reason="All is well."))
    payout.refresh_from_db()
    assert payout.state == "computed"


def test_a_correction_is_shown_beside_the_payout(olivia: User) -> None:
    payout = a_paid_payout()
    client = signed_in(olivia)
    assert "Record a correction" in text(client.get(url("payout_adjust", payout.pk)))
    wrong = client.post(url("payout_adjust", payout.pk), sent(delta="-1,0", reason="Twice."))
    assert wrong.status_code == 422
    too_much = client.post(
        url("payout_adjust", payout.pk), sent(delta="-5,000,001", reason="Twice.")
    )
    assert "may take away at most that" in text(too_much)
    right = sent(delta="-1,000,000", reason="Counted twice.")
    page = text(client.post(url("payout_adjust", payout.pk), right, follow=True))
    assert "Counted twice." in page
    assert "−₩1,000,000" in page


def test_a_returned_payout_says_where_it_stopped(anna: User) -> None:
    page = text(signed_in(anna).get(url("payout", a_returned_payout().pk)))
    assert "Stopped here" in page
