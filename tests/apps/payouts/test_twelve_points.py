"""The page on which money is approved: twelve things that it must have, each looked for."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from payouts import services
from payouts.domain.sights import Signing
from payouts.models import Approval, Payout
from payouts.selectors.sights import sight_of
from people.domain.factors import Factor
from people.models import User
from tests.apps.payouts.pages import hidden, just_now, sent, text, url
from tests.doors import signed_in
from tests.factories.payouts import NOON, a_prepared_payout, prepared, replaced
from tests.factories.people import the

pytestmark = pytest.mark.django_db


def first_screen(page: str) -> str:
    return page[page.index("<main") : page.index("How the amount was worked out")]


def test_1_amount_payee_and_clause_come_first(anna: User) -> None:
    payout = a_prepared_payout()
    top = first_screen(text(signed_in(anna).get(url("payout", payout.pk))))
    for words in ("₩5,000,000", str(payout.agreement.supplier), payout.clause_key, payout.number):
        assert words in top


def test_2_the_trace_ends_in_the_same_amount(anna: User) -> None:
    payout = a_prepared_payout()
    page = text(signed_in(anna).get(url("payout", payout.pk)))
    trace = page[page.index("How the amount was worked out") :]
    head = trace[: trace.index("</table>")]
    for column in ("Step", "How", "Value", "Grounds"):
        assert f">{column}</th>" in head
    (row,) = re.findall(r'<tr class="total">.*?</tr>', head)
    assert "₩5,000,000" in row


def test_3_what_is_different_from_what_the_one_before_saw(
    anna: User, ben: User, olivia: User
) -> None:
    payout = a_prepared_payout()
    seen = Signing(sight_of(payout, anna), Factor("totp", NOON))
    services.sign_approval(signing=seen, key=uuid4(), by=anna, at=NOON)
    replaced(payout)
    services.prepare_payout(payout_id=payout.pk, by=olivia, at=NOON + timedelta(hours=1))
    page = text(signed_in(ben).get(url("payout", payout.pk)))
    assert "What is different since it was last approved" in page
    assert "004 ****1234</del>" in page
    assert "It was prepared again; earlier approvals are void." in page
    assert "Approval that is void · Anna" in page
    assert "Void since 2026-06-01 13:00 KST: It was prepared again" in page


def test_4_evidence_lies_beside_with_its_hash(anna: User) -> None:
    page = text(signed_in(anna).get(url("payout", a_prepared_payout().pk)))
    assert "<h2>Evidence</h2>" in page


def test_5_what_was_checked_by_itself_in_words_and_signs(anna: User) -> None:
    page = text(signed_in(anna).get(url("payout", a_prepared_payout().pk)))
    checks = page[page.index("Automatic checks") : page.index("Approval line")]
    for words in (
        "The reserve covers it",
        "was confirmed on",
        "the amount is the same",
        "No other payout to this firm has the same amount",
        "You have not acted on this payout before",
        "Passed:",
        "Look at this:",
    ):
        assert words in checks


def test_6_who_has_acted_and_until_when_the_next_should(anna: User) -> None:
    page = text(signed_in(anna).get(url("payout", a_prepared_payout().pk)))
    line = page[page.index("Approval line") :]
    assert "Olivia" in line
    assert "until" in line
    assert "2026-06-05 12:00 KST" in line


def test_7_three_choices_none_of_them_made(anna: User) -> None:
    payout = a_prepared_payout()
    answer = signed_in(anna).get(url("payout", payout.pk))
    radios = re.findall(r'<input type="radio"[^>]*>', answer.content.decode())
    assert len(radios) == 3
    assert not [one for one in radios if "checked" in one]
    for decision in ("hold", "reject"):
        form = {"decision": decision, "seen": hidden(answer, "seen")}
        said = signed_in(anna).post(url("payout_decide", payout.pk), form)
        assert said.status_code == 422
        assert "Say why in a sentence" in text(said)


def test_8_9_11_the_second_page_repeats_it_and_carries_a_seal_and_a_key(anna: User) -> None:
    payout = a_prepared_payout()
    client = just_now(anna)
    form = {"decision": "approve", "seen": hidden(client.get(url("payout", payout.pk)), "seen")}
    answer = client.post(url("payout_decide", payout.pk), form, follow=True)
    page = text(answer)
    for words in ("₩5,000,000", str(payout.agreement.supplier), payout.digest, "****1234"):
        assert words in page
    assert hidden(answer, "seen")
    assert len(hidden(answer, "key")) == 36
    assert not Approval.objects.exists()  # nothing is approved by looking


def test_10_whoever_may_not_reads_why(olivia: User, theo: User, anna: User, ben: User) -> None:
    payout = a_prepared_payout()
    page = text(signed_in(olivia).get(url("payout", payout.pk)))
    assert "Why can't I approve this?" in page
    assert "You have already acted on this payout (Prepared)" in page
    page = text(signed_in(theo).get(url("payout", payout.pk)))
    assert "Why can't I approve this?" in page
    assert "Approving a payout is the work of the bank&#x27;s approvers." in page
    assert "These people can: Anna, Ben." in page
    for other in ("otto", "carla", "agnes"):
        page = text(signed_in(the(other)).get(url("payout", payout.pk)))
        assert "Why can't I approve this?" not in page


def test_12_the_receipt_has_a_number_a_hash_and_the_way_to_the_paper(anna: User) -> None:
    payout = a_prepared_payout()
    client = just_now(anna)
    page = client.get(url("payout", payout.pk))
    form = sent(seen=hidden(page, "seen"))
    receipt = text(client.post(url("payout_approve", payout.pk), form, follow=True))
    approval = payout.approvals.get()
    for words in (approval.sight.number, approval.digest, approval.sight.digest, "(PDF)"):
        assert words in receipt
    replaced(payout)
    receipt = text(client.get(url("receipt", approval.key)))
    assert "The supplier has replaced the bank account since then" in receipt


def test_an_approval_that_was_stopped_stays_in_sight_with_the_reason(anna: User, ben: User) -> None:
    payout = a_prepared_payout()
    services.sign_approval(
        signing=Signing(sight_of(payout, anna), Factor("totp", NOON)), key=uuid4(), by=anna, at=NOON
    )
    services.hold_payout(payout_id=payout.pk, reason="A tip.", by=ben, at=NOON)
    page = text(signed_in(ben).get(url("payout", payout.pk)))
    assert "Void since 2026-06-01 12:00 KST: A tip." in page
    services.release_payout(payout_id=payout.pk, reason="Well.", by=ben, at=NOON)
    assert "Approval that is void" in text(
        signed_in(ben).get(url("payout", prepared(Payout.objects.get()).pk))
    )
