"""The list of payouts and the page of one: for the bank, for the supplier, for nobody else."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from PIL import Image

from companies.services import confirm_account, register_account
from outcomes.domain.lifecycle import MeasurementState
from outcomes.gateways.store import keep
from outcomes.models import Evidence, Finding, Measurement, Verification
from payouts import services
from payouts.models import Payout
from payouts.selectors import (
    payouts_on_hold,
    payouts_to_approve,
    payouts_to_prepare,
    payouts_to_retry,
)
from payouts.selectors.checks import checks_of
from people.domain.roles import Kind, Role
from people.models import User
from programs.models import Agreement
from tests.apps.outcomes.samples import a_pdf
from tests.apps.payouts.pages import text, url
from tests.apps.payouts.walked import a_payout_in_every_state
from tests.doors import signed_in
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_measurement, a_target, closed, verified
from tests.factories.payouts import (
    NOON,
    a_computed_payout,
    a_failed_payout,
    a_paid_payout,
    a_prepared_payout,
    approved,
    prepared,
)
from tests.factories.people import a_member, an_organization, the
from tests.factories.programs import an_agreement

pytestmark = pytest.mark.django_db


def test_the_list_keeps_its_filters_in_the_address(olivia: User) -> None:
    payout = a_computed_payout()
    client = signed_in(olivia)
    assert payout.number in text(client.get(url("payouts")))
    assert payout.number in text(client.get(url("payouts") + "?state=computed&part=success"))
    assert payout.number in text(client.get(url("payouts") + "?text=Hanbit"))
    assert payout.number in text(
        client.get(f"{url('payouts')}?program={payout.agreement.program_id}")
    )
    empty = text(client.get(url("payouts") + "?state=paid"))
    assert "No payout here" in empty
    assert payout.number in text(client.get(url("payouts") + "?state=nonsense"))


def test_the_first_screen_says_amount_payee_and_clause(anna: User) -> None:
    payout = a_prepared_payout()
    page = text(signed_in(anna).get(url("payout", payout.pk)))
    for words in (
        "₩5,000,000",
        "Hanbit Safety (demo)",
        "₩500,000 for each unit of guards, for at most 50",
        "₩500,000 for each unit of guards (10), for at most 50",
        "Verified for T-2026-00001",
        "The reserve covers it",
        "Account 004 ****1234 was confirmed on 2026-05-01.",
        "Computed again from its inputs, the amount is the same.",
        "You have not acted on this payout before.",
        "Next: check and sign",
        "I put it on hold and ask",
    ):
        assert words in page, words
    assert "12345678901234" not in page
    assert "checked" not in page.split("Decision")[1].split("</form>")[0]


def test_evidence_stands_beside_with_its_hash(anna: User) -> None:
    payout = a_computed_payout()
    assert payout.verification is not None
    measurement = a_measurement(target=payout.verification.target, state=MeasurementState.MEASURED)
    picture = BytesIO()
    Image.new("RGB", (400, 300), "orange").save(picture, "JPEG")
    kept = keep([picture.getvalue()], name="guard.jpg")
    _evidence(measurement, "guard.jpg", kept.sha256, "image/jpeg")
    _evidence(measurement, "lost.pdf", "0" * 64, "application/pdf")
    closed(measurement)
    page = text(signed_in(anna).get(url("payout", payout.pk)))
    assert kept.sha256[:4] in page
    assert "data:image/jpeg;base64," in page
    assert "not what was sent" in page
    assert "Evidence is not what was sent: lost.pdf." in page


def test_kept_evidence_passes_and_open_findings_and_twins_are_named(anna: User) -> None:
    payout = a_computed_payout()
    assert payout.verification is not None
    target = payout.verification.target
    kept = keep([a_pdf().getvalue()], name="proof.pdf")
    measurement = a_measurement(target=target, state=MeasurementState.MEASURED)
    _evidence(measurement, "proof.pdf", kept.sha256, "application/pdf")
    closed(measurement)
    Finding.objects.create(target=target, severity="minor", text="Late.", recorded_at=NOON)
    page = text(signed_in(anna).get(url("payout", payout.pk)))
    assert "All 1 evidence files have the hash they came with." in page
    assert "1 findings of the verifier are open." in page


def test_a_payout_without_account_or_reserve_is_blocked_in_words(anna: User) -> None:
    payout = a_computed_payout()
    page = text(signed_in(anna).get(url("payout", payout.pk)))
    assert "The supplier has no confirmed bank account." in page
    assert "No evidence file belongs to this payout." in page
    assert "only a prepared one is approved" in page


def test_a_twin_of_the_same_amount_is_named(anna: User) -> None:
    agreement = an_agreement()
    first = services.compute_payout(verification_id=_verified(agreement, "A").pk, at=NOON)
    second = services.compute_payout(verification_id=_verified(agreement, "B").pk, at=NOON)
    page = text(signed_in(anna).get(url("payout", second.pk)))
    assert f"The same firm has the same amount in {first.number}." in page
    assert "Earlier payouts" in page


def test_the_first_tranche_has_a_page_too(anna: User) -> None:
    agreement = an_agreement()
    payout = services.compute_advance(agreement_id=agreement.pk, clause_key="advance", at=NOON)
    page = text(signed_in(anna).get(url("payout", payout.pk)))
    assert "₩40,000,000 if “plan approved” holds" in page
    assert "no result has to be shown" in page


NEXT = {
    "computed": "The bank prepares the payment next",
    "nothing_due": "The working below says why",
    "prepared": "0 of 2 people of the bank have approved it.",
    "approved": "goes into the bank&#x27;s next file",
    "rejected": "Wrong site.",
    "held": "looks at something",
    "sent": "is paying it",
    "paid": "paid it on 2026-06-02",
    "failed": "account closed",
    "returned": "account closed",
}


def test_every_state_has_a_page_for_staff_and_one_that_tells_the_supplier_what_comes_next() -> None:
    anna, carla, seen = signed_in(the("anna")), signed_in(the("carla")), set()
    for payout in a_payout_in_every_state():
        state = payout.state
        answer = anna.get(url("payout", payout.pk))
        assert answer.templates[0].name == "payouts/payout.html"
        own = text(carla.get(url("payout", payout.pk)))
        assert NEXT[state] in own, state
        assert "A tip." not in own  # why it is held stays in the bank
        assert ("A tip." in text(answer)) == (state == "held")
        seen.add(state)
    assert seen == NEXT.keys()


def test_everybody_who_may_sees_the_payout() -> None:
    payout = a_prepared_payout()
    for name in ("olivia", "theo", "otto", "audrey", "agnes", "victor", "cato"):
        assert signed_in(the(name)).get(url("payout", payout.pk)).status_code == 200, name


def test_strangers_find_nothing(carla: User) -> None:
    payout = a_prepared_payout()
    other = an_organization(kind=Kind.SUPPLIER, name="Other firm")
    rival = a_member(name="rival", role=Role.EDITOR, organization=other)
    assert signed_in(rival).get(url("payout", payout.pk)).status_code == 404
    assert "PO-" not in text(signed_in(rival).get(url("payouts")))
    assert signed_in(the("rita")).get(url("payouts")).status_code == 403
    assert Client().get(url("payouts")).status_code == 302


def missing(payout: Payout) -> str:
    page = text(signed_in(the("carla")).get(url("payout", payout.pk)))
    return page.split("What is missing</h2><p>")[1].split("</p>")[0]


def test_the_supplier_reads_how_much_why_when_and_what_is_missing(carla: User) -> None:
    payout = a_computed_payout()
    assert "Your bank account is missing" in missing(payout)
    account = register_account(
        supplier=payout.agreement.supplier,
        bank_code="004",
        number="12345678901234",
        holder="Hanbit Safety (demo)",
        by=carla,
        at=NOON,
    )
    assert "treasurer has to confirm" in missing(payout)
    confirm_account(account_id=account.pk, by=the("theo"), at=NOON)
    assert "The bank prepares the payment next" in missing(payout)
    approved(prepared(payout), "anna")
    assert missing(payout) == "1 of 2 people of the bank have approved it."


def test_a_failure_without_a_reason_has_a_sentence_too() -> None:
    payout = a_failed_payout()
    Payout.objects.filter(pk=payout.pk).update(state_reason="")
    assert missing(payout).startswith("The bank could not pay it. Look")


def test_paid_without_a_day_is_paid_all_the_same() -> None:
    payout = a_paid_payout()
    payout.disbursements.update(settled_on=None)
    assert missing(payout) == "The bank has paid it. Nothing is missing."


def test_an_overdrawn_reserve_and_another_amount_stop_the_way(anna: User) -> None:
    payout = a_prepared_payout()
    payout.amount += 1  # what the database would refuse to store
    payout.agreement.success_reserved = 0
    found = [check.words.text for check in checks_of(payout, anna, ())]
    assert "The reserve of this agreement is overdrawn by %(by)s." in found
    assert "Computed again from its inputs, the amount is another." in found


def test_work_of_others_is_nobodys_work(otto: User) -> None:
    a_prepared_payout()
    for waiting in (payouts_to_prepare, payouts_to_approve, payouts_on_hold, payouts_to_retry):
        assert not waiting(otto).exists()


def _evidence(measurement: Measurement, name: str, sha256: str, kind: str) -> None:
    Evidence.objects.create(
        measurement=measurement,
        name=name,
        content_type=kind,
        size=1,
        sha256=sha256,
        attached_by=the("carla"),
        attached_at=NOON,
    )


def _verified(agreement: Agreement, name: str) -> Verification:
    site = a_worksite(name=name, supplier=agreement.supplier)
    target = a_target(match=a_match(agreement=agreement, worksite=site))
    return verified(target, "10", by=the("victor"), at=NOON)
