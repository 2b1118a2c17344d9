"""The pages of the bank: prepare, decide, sign, build, send, read the answer."""

from __future__ import annotations

import base64
import re
from io import BytesIO
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from companies.models import BankAccount
from outcomes.gateways.store import keep
from outcomes.models import Evidence, Finding, Verification
from payouts import services
from payouts.models import Approval, BankAnswer, BankBatch, Payout
from payouts.selectors import (
    payouts_on_hold,
    payouts_to_approve,
    payouts_to_prepare,
    payouts_to_retry,
)
from payouts.selectors.checks import checks_of
from people.domain.roles import Kind, Role
from people.models import User
from tests.doors import signed_in
from tests.factories.companies import a_bank_account, a_worksite
from tests.factories.outcomes import a_match, a_measurement, a_target, verified
from tests.factories.payouts import (
    NOON,
    a_built_batch,
    a_computed_payout,
    a_failed_payout,
    a_paid_payout,
    a_payout_in,
    a_prepared_payout,
    a_returned_payout,
    a_sent_batch,
    an_answer,
    an_approved_payout,
    approved,
    prepared,
    replaced,
    the_bank,
)
from tests.factories.people import a_member, an_organization, the
from tests.factories.programs import an_agreement

pytestmark = pytest.mark.django_db


def just_now(user: User) -> Client:
    """Signed in, and asked for the second factor a moment ago."""
    client = signed_in(user)
    session = client.session
    here = SimpleNamespace(session=session)
    record_authentication(here, user, method="mfa", reauthenticated=True)
    session.save()
    return client


def url(name: str, *args: Any) -> str:
    return reverse(f"payouts:{name}", args=args)


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def hidden(answer: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    assert found
    return found[1]


# --- the list and the payout ----------------------------------------------------------------


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
        "₩500,000 is paid for each verified unit",
        "10 units at ₩500,000 (verified 10, target 50).",
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
    measurement = a_measurement(target=payout.verification.target)
    picture = BytesIO()
    Image.new("RGB", (400, 300), "orange").save(picture, "JPEG")
    kept = keep([picture.getvalue()], name="guard.jpg")
    _evidence(measurement, "guard.jpg", kept.sha256, "image/jpeg")
    _evidence(measurement, "lost.pdf", "0" * 64, "application/pdf")
    page = text(signed_in(anna).get(url("payout", payout.pk)))
    assert kept.sha256[:4] in page
    assert "data:image/jpeg;base64," in page
    assert "not what was sent" in page
    assert "Evidence is not what was sent: lost.pdf." in page


def test_kept_evidence_passes_and_open_findings_and_twins_are_named(anna: User) -> None:
    payout = a_computed_payout()
    assert payout.verification is not None
    target = payout.verification.target
    kept = keep([b"%PDF-1.7 a proof"], name="proof.pdf")
    _evidence(a_measurement(target=target), "proof.pdf", kept.sha256, "application/pdf")
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
    assert "paid once, on the approved plan" in page
    assert "no result has to be shown" in page


NEXT = {
    "computed": "Your bank account is missing",
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


@pytest.mark.parametrize("state", NEXT)
def test_every_state_has_a_page_for_staff_and_one_that_tells_the_supplier_what_comes_next(
    state: str,
) -> None:
    payout = a_payout_in(state)
    answer = signed_in(the("anna")).get(url("payout", payout.pk))
    assert answer.templates[0].name == "payouts/payout.html"
    own = text(signed_in(the("carla")).get(url("payout", payout.pk)))
    assert NEXT[state] in own
    assert "A tip." not in own  # why it is held stays in the bank
    assert ("A tip." in text(answer)) == (state == "held")


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


# --- what the supplier reads ----------------------------------------------------------------


def missing(payout: Payout) -> str:
    page = text(signed_in(the("carla")).get(url("payout", payout.pk)))
    return page.split("What is missing</h2><p>")[1].split("</p>")[0]


def test_the_supplier_reads_how_much_why_when_and_what_is_missing(carla: User) -> None:
    payout = a_computed_payout()
    assert "Your bank account is missing" in missing(payout)
    account = a_bank_account(supplier=payout.agreement.supplier)
    assert "The bank prepares the payment next" in missing(payout)
    BankAccount.objects.filter(pk=account.pk).update(state="registered")
    assert "treasurer has to confirm" in missing(payout)
    BankAccount.objects.filter(pk=account.pk).update(state="confirmed")
    approved(prepared(payout), "anna")
    assert missing(payout) == "1 of 2 people of the bank have approved it."


def test_paid_without_a_day_is_paid_all_the_same() -> None:
    payout = a_paid_payout()
    payout.disbursements.update(settled_on=None)
    assert missing(payout) == "The bank has paid it. Nothing is missing."


# --- preparing ------------------------------------------------------------------------------


def test_olivia_prepares_after_looking(olivia: User) -> None:
    payout = a_computed_payout()
    a_bank_account(supplier=payout.agreement.supplier)
    client = signed_in(olivia)
    page = text(client.get(url("payout_prepare", payout.pk)))
    assert "10 units at ₩500,000" in page
    answer = client.post(url("payout_prepare", payout.pk), follow=True)
    assert "Prepared. Two other people approve it next." in text(answer)
    payout.refresh_from_db()
    assert payout.state == "prepared"


def test_without_an_account_the_page_says_so(olivia: User) -> None:
    payout = a_computed_payout()
    answer = signed_in(olivia).post(url("payout_prepare", payout.pk))
    assert answer.status_code == 422
    assert "no confirmed bank account" in text(answer)


def test_prepared_twice_is_a_conflict(olivia: User) -> None:
    payout = a_prepared_payout()
    answer = signed_in(olivia).post(url("payout_prepare", payout.pk))
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


# --- deciding and signing -------------------------------------------------------------------


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
    answer = signed_in(anna).post(url("payout_decide", payout.pk), {"reason": "Hm."})
    assert answer.status_code == 422
    assert "has no answer yet" in text(answer)
    assert "Hm." in text(answer)
    assert "₩5,000,000" in text(answer)


@pytest.mark.parametrize("decision", ["hold", "reject"])
def test_stopping_needs_a_reason(anna: User, decision: str) -> None:
    payout = a_prepared_payout()
    client = signed_in(anna)
    answer = client.post(url("payout_decide", payout.pk), {"decision": decision})
    assert answer.status_code == 422
    assert "Say why in a sentence" in text(answer)
    given = {"decision": decision, "reason": "Not the same site."}
    sign = client.post(url("payout_decide", payout.pk), given, follow=True)
    assert "Not the same site." in text(sign)
    client.post(url(f"payout_{decision}", payout.pk), {"reason": "Not the same site."})
    payout.refresh_from_db()
    assert payout.state == {"hold": "held", "reject": "rejected"}[decision]
    assert payout.state_reason == "Not the same site."


def test_signing_asks_again_who_you_are(anna: User) -> None:
    payout = a_prepared_payout()
    client = signed_in(anna)
    answer = client.get(url("payout_approve", payout.pk))
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]
    given = {"digest": payout.digest, "key": uuid4(), "comment": ""}
    assert client.post(url("payout_approve", payout.pk), given).status_code == 302
    assert not Approval.objects.exists()


def test_after_the_second_factor_the_signature_goes_on_where_it_stopped(anna: User) -> None:
    payout = a_prepared_payout()
    client = signed_in(anna)
    given = {"digest": payout.digest, "key": str(uuid4()), "comment": ""}
    asked = client.post(url("payout_approve", payout.pk), given)
    there = reverse("mfa_reauthenticate") + "?" + asked["Location"].split("?")[1]
    client.post(there, {"code": _code(anna)})
    assert payout.approvals.get().approver == anna


def test_a_double_click_shows_the_first_receipt(anna: User) -> None:
    payout = a_prepared_payout()
    client = just_now(anna)
    given = {"digest": payout.digest, "key": str(uuid4()), "comment": ""}
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
    answer = just_now(anna).post(
        url("payout_approve", payout.pk), {"digest": payout.digest, "key": str(uuid4())}
    )
    assert answer.status_code == 409
    assert "What is signed" in text(answer)


def test_olivia_reads_why_she_cannot_approve(olivia: User) -> None:
    payout = a_prepared_payout()
    a_member(name="olivia", role=Role.APPROVER, organization=the_bank())
    page = text(signed_in(olivia).get(url("payout", payout.pk)))
    assert "Why can&#x27;t I approve this?" in page or "Why can't I approve this?" in page
    assert "You have already acted on this payout (Prepared)" in page
    assert "Next: check and sign" not in page
    answer = just_now(olivia).get(url("payout_approve", payout.pk))
    assert answer.status_code == 403
    assert "Nobody acts at two stages" in text(answer)


def test_a_maker_without_the_role_reads_it_too(olivia: User) -> None:
    page = text(signed_in(olivia).get(url("payout", a_prepared_payout().pk)))
    assert "You have already acted on this payout (Prepared)" in page


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


def test_anna_reads_that_she_approved_already(anna: User) -> None:
    payout = approved(a_prepared_payout(), "anna")
    page = text(signed_in(anna).get(url("payout", payout.pk)))
    assert "You have approved it already" in page
    answer = just_now(anna).post(
        url("payout_approve", payout.pk), {"digest": payout.digest, "key": str(uuid4())}
    )
    assert answer.status_code == 422
    assert "You have approved it already" in text(answer)


def test_a_receipt_is_ones_own_and_says_when_it_is_void(anna: User, ben: User) -> None:
    payout = approved(a_prepared_payout(), "anna")
    receipt = url("receipt", payout.approvals.get().key)
    assert signed_in(ben).get(receipt).status_code == 404
    services.hold_payout(payout_id=payout.pk, reason="A tip.", by=ben, at=NOON)
    assert "It is void since then" in text(signed_in(anna).get(receipt))


def test_the_last_approver_knows_it(ben: User) -> None:
    payout = approved(a_prepared_payout(), "anna")
    assert "You are the last approver" in text(signed_in(ben).get(url("payout", payout.pk)))
    assert "You are the last approver" in text(just_now(ben).get(url("payout_approve", payout.pk)))


# --- stopping, releasing, trying again, correcting ------------------------------------------


def test_the_other_verbs_have_pages_of_their_own(olivia: User, anna: User) -> None:
    payout = a_failed_payout()
    client = signed_in(olivia)
    assert "account closed" in text(client.get(url("payout_retry", payout.pk)))
    assert "It can be prepared again" in text(
        client.post(url("payout_retry", payout.pk), follow=True)
    )
    client.post(url("payout_hold", payout.pk), {"reason": "A tip."})
    page = text(signed_in(anna).get(url("payout", payout.pk)))
    assert "Release" in page
    signed_in(anna).post(url("payout_release", payout.pk), {"reason": "All is well."})
    payout.refresh_from_db()
    assert payout.state == "computed"


def test_a_correction_is_shown_beside_the_payout(olivia: User) -> None:
    payout = a_paid_payout()
    client = signed_in(olivia)
    wrong = client.post(url("payout_adjust", payout.pk), {"delta": "-1,0", "reason": "Twice."})
    assert wrong.status_code == 422
    too_much = client.post(
        url("payout_adjust", payout.pk), {"delta": "-5,000,001", "reason": "Twice."}
    )
    assert "may take away at most that" in text(too_much)
    right = {"delta": "-1,000,000", "reason": "Counted twice."}
    page = text(client.post(url("payout_adjust", payout.pk), right, follow=True))
    assert "Counted twice." in page
    assert "−₩1,000,000" in page


def test_a_returned_payout_says_where_it_stopped(anna: User) -> None:
    page = text(signed_in(anna).get(url("payout", a_returned_payout().pk)))
    assert "Stopped here" in page


# --- bank files -----------------------------------------------------------------------------


def test_theo_builds_sends_downloads_and_reads_the_answer(theo: User) -> None:
    payout = an_approved_payout()
    client = just_now(theo)
    assert "1 approved payout waits for a file." in text(client.get(url("batches")))
    build = url("batch_build", payout.agreement.program_id)
    assert "₩5,000,000" in text(client.get(build))
    page = text(client.post(build, follow=True))
    assert "The file is built and sealed" in page
    batch = BankBatch.objects.get()
    assert batch.sha256 in page

    assert "Marked as sent" in text(client.post(url("batch_send", batch.pk), follow=True))
    assert client.get(url("batch_download", batch.pk)).status_code == 200
    file = client.post(url("batch_download", batch.pk))
    assert file["Content-Type"] == "text/csv"
    assert file["Cache-Control"] == "no-store"
    assert batch.number in file["Content-Disposition"]
    assert b"12345678901234" in file.content

    dry = _upload(client, batch, an_answer(batch))
    assert "Apply this answer" in text(dry)
    assert not BankAnswer.objects.exists()
    carried = {name: hidden(dry, name) for name in ("content", "name")}
    page = text(client.post(url("answer_apply", batch.pk), carried, follow=True))
    assert "Applied." in page
    assert "answer.csv" in page
    assert Payout.objects.get().state == "paid"


def test_a_wrong_answer_is_shown_row_by_row_and_cannot_be_applied(theo: User) -> None:
    batch = a_sent_batch()
    content = an_answer(batch).replace(b"5000000", b"4000000")
    answer = _upload(just_now(theo), batch, content)
    page = text(answer)
    assert answer.status_code == 422
    assert "The bank says ₩4,000,000, but ₩5,000,000 was sent." in page
    assert "Apply this answer" not in page


def test_a_partial_answer_says_what_still_waits(theo: User) -> None:
    batch = a_sent_batch()
    header = an_answer(batch).splitlines(keepends=True)[0]
    page = text(_upload(just_now(theo), batch, header))
    assert "1 payment is not answered yet" in page
    assert "Apply this answer" not in page


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"PK\x03\x04xx", "This is an Excel workbook"), (b"", "The submitted file is empty")],
)
def test_a_file_that_is_no_answer_says_why(theo: User, content: bytes, words: str) -> None:
    answer = _upload(just_now(theo), a_sent_batch(), content)
    assert answer.status_code == 422
    assert words in text(answer)


def test_a_huge_file_is_refused(theo: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("payouts.forms.MOST_BYTES", 10)
    answer = _upload(just_now(theo), a_sent_batch(), b"key,amount,account\n")
    assert "larger than 5 MB" in text(answer)


def test_a_page_that_lost_the_file_says_so(theo: User) -> None:
    batch = a_sent_batch()
    lost = {"content": "%%%", "name": "answer.csv"}
    answer = just_now(theo).post(url("answer_apply", batch.pk), lost)
    assert answer.status_code == 422
    assert "The page lost the file" in text(answer)


def test_applying_is_checked_again(theo: User) -> None:
    batch = a_sent_batch()
    content = base64.b64encode(an_answer(batch).replace(b"5000000", b"1")).decode()
    answer = just_now(theo).post(
        url("answer_apply", batch.pk), {"content": content, "name": "a.csv"}
    )
    assert answer.status_code == 422
    assert "nothing was applied" in text(answer)


def test_the_page_before_sending_says_what_follows(theo: User) -> None:
    page = text(just_now(theo).get(url("batch_send", a_built_batch().pk)))
    assert "what was owed is now with the bank" in page
    assert "₩5,000,000" in page


def test_a_file_is_withdrawn_with_a_reason(theo: User) -> None:
    batch = a_built_batch()
    client = just_now(theo)
    assert client.get(url("batch_withdraw", batch.pk)).status_code == 200
    page = client.post(url("batch_withdraw", batch.pk), {"reason": "Wrong day."}, follow=True)
    assert "Withdrawn." in text(page)
    assert "Taken back before it was sent" in text(client.get(url("batch", batch.pk)))


def test_what_is_left_out_is_named(theo: User) -> None:
    payout = an_approved_payout()
    replaced(payout)
    client = just_now(theo)
    build = url("batch_build", payout.agreement.program_id)
    assert payout.number in text(client.get(build))
    answer = client.post(build)
    assert answer.status_code == 422
    assert "have to be prepared and approved again first" in text(answer)


def test_others_look_but_do_not_send(audrey: User, olivia: User, carla: User) -> None:
    batch = a_built_batch()
    for watcher in (audrey, olivia):
        page = text(signed_in(watcher).get(url("batch", batch.pk)))
        assert "Nothing for you to do here" in page
        assert signed_in(watcher).get(url("batch_send", batch.pk)).status_code == 403
    assert "No file was built yet" not in text(signed_in(audrey).get(url("batches")))
    assert signed_in(carla).get(url("batches")).status_code == 403


def test_an_empty_list_of_files_says_what_comes_next(theo: User) -> None:
    an_agreement()
    assert "No file was built yet." in text(signed_in(theo).get(url("batches")))


def _code(user: User) -> str:
    """What the app on the telephone shows now."""
    secret = decrypt(Authenticator.objects.get(user=user, type="totp").data["secret"])
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def _upload(client: Client, batch: BankBatch, content: bytes) -> Any:
    file = SimpleUploadedFile("answer.csv", content, content_type="text/csv")
    return client.post(url("answer_read", batch.pk), {"file": file})


def _evidence(measurement: Any, name: str, sha256: str, kind: str) -> None:
    Evidence.objects.create(
        measurement=measurement,
        name=name,
        content_type=kind,
        size=1,
        sha256=sha256,
        attached_by=the("carla"),
        attached_at=NOON,
    )


def _verified(agreement: Any, name: str) -> Verification:
    site = a_worksite(name=name, supplier=agreement.supplier)
    target = a_target(match=a_match(agreement=agreement, worksite=site))
    return verified(target, "10", by=the("victor"), at=NOON)
