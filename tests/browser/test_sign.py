"""Preparer and approvers with nothing but keys, on a page as narrow as a telephone: 320 px."""

from __future__ import annotations

from django.utils import timezone

from payouts.models import Bundle, Payout
from payouts.services import hold_payout, release_payout
from people.models import User
from tests.browser.cast import case, owed
from tests.browser.conftest import People
from tests.browser.keys import chosen, focused, pressed, sent, typed
from tests.browser.walk import NARROW, WIDE, Walk


def at_a_telephone(walk: Walk) -> Walk:
    """As narrow as pages have to be."""
    walk.page.set_viewport_size(NARROW)
    return walk


def test_prepared_and_approved_by_keyboard_on_a_narrow_page(person: People) -> None:
    payout = owed(case("signing"))
    olivia = at_a_telephone(person("olivia"))
    sent(olivia.to("payouts:payout_prepare", payout.pk))
    olivia.to("payouts:payout", payout.pk).says(olivia.t("Why can't I approve this?"))
    anna = at_a_telephone(person("anna"))
    _anna_reads_what_has_changed(anna, payout)
    sent(olivia.to("payouts:payout_prepare", payout.pk))
    chosen(anna.to("payouts:payout", payout.pk), decision="approve")
    typed(anna, reason="Looked at.")
    sent(anna)
    payout.refresh_from_db()
    anna.says(str(payout.money))
    sent(anna).picture("approval-receipt-narrow")
    anna.says(payout.approvals.get(voided_at=None).sight.number)
    _everything_is_seen_at_once(person("ben"), payout)


def _anna_reads_what_has_changed(anna: Walk, payout: Payout) -> None:
    """Ben stops it while her page is open: she reads what was and what is, and loses no word."""
    chosen(anna.to("payouts:payout", payout.pk), decision="approve")
    typed(anna, reason="Looked at.")
    ben = User.objects.get(email="ben@demo.invalid")
    hold_payout(payout_id=payout.pk, reason="A tip.", by=ben, at=timezone.now())
    sent(anna).says(anna.t("What it was and what it is now"), "Looked at.", "A tip.")
    anna.picture("approval-changed")
    release_payout(payout_id=payout.pk, reason="All is well.", by=ben, at=timezone.now())


def _everything_is_seen_at_once(ben: Walk, payout: Payout) -> None:
    """On a desk, amount and payee need no scrolling."""
    ben.to("payouts:payout", payout.pk)
    for words in (str(payout.money), str(payout.agreement.supplier)):
        box = ben.page.locator("main").get_by_text(words).first.bounding_box()
        assert box
        assert box["y"] + box["height"] <= WIDE["height"]


def test_several_are_signed_by_keyboard_on_a_narrow_page(person: People) -> None:
    payout = owed(case("bundling"))
    olivia = at_a_telephone(person("olivia"))
    sent(olivia.to("payouts:payout_prepare", payout.pk))
    for name in ("anna", "ben"):
        approver = at_a_telephone(person(name)).to("payouts:bundle_choose")
        assert approver.page.locator("[name=payout]:checked").count() == 0
        focused(approver, f"main [name='payout'][value='{payout.pk}']")
        approver.page.keyboard.press("Space")
        sent(approver).says(payout.number, str(payout.money)).picture("approval-bundle")
        focused(approver, "main form button.primary")
        pressed(approver).says(payout.number).picture("approval-bundle-report")
    payout.refresh_from_db()
    assert payout.state == "approved"
    assert Bundle.objects.filter(rows__payout=payout).count() == 2
