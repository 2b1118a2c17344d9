"""propose_layout, confirm_layout, and files that are built in a bank's own layout"""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import datetime
from typing import Any

import pyrage
import pytest
from django.core.exceptions import PermissionDenied

from audit.selectors import events_about
from companies.services import encrypt_number
from core.domain.errors import IllegalMove, RuleBroken
from payouts import services
from payouts.domain.bank_file import Heading, Instruction
from payouts.domain.credit_transfer import Payer
from payouts.gateways import sealed, unsealed
from payouts.models import BankBatch, BankLayout
from payouts.selectors.layouts import (
    accounts_sent,
    current_layout,
    form_of,
    is_unverified,
    layouts_for,
    layouts_to_confirm,
    sample_of,
)
from people.domain.roles import Kind, Role
from people.models import User
from tests.factories.companies import a_bank_account
from tests.factories.payouts import (
    a_built_batch,
    a_computed_payout,
    a_confirmed_layout,
    a_credit_transfer,
    a_proposed_layout,
    a_sent_batch,
    an_answer,
    an_approved_payout,
    answered,
    approved,
    korean,
    prepared,
    the_bank,
)
from tests.factories.people import a_member, an_organization, the

pytestmark = pytest.mark.django_db


def test_a_bank_without_a_layout_gets_the_neutral_one() -> None:
    batch = a_built_batch()
    assert batch.layout is None
    assert not is_unverified(batch.layout)
    assert unsealed(batch.content_encrypted).startswith(b"\xef\xbb\xbfkey,bank_code,account")


def test_a_file_is_built_in_the_layout_of_its_bank() -> None:
    layout = a_confirmed_layout()
    batch = a_built_batch()
    assert batch.layout == layout
    assert unsealed(batch.content_encrypted).decode("cp949").split("\r\n") == [
        "이체번호,은행,계좌번호,예금주,금액,통화,이체일",
        "PO-2026-00001-1,004,12345678901234,Hanbit Safety (demo),5000000,KRW,20260601",
        "",
    ]
    event = events_about(batch).get(action="batch.build")
    assert event.details["layout"] == 1


def test_a_proposed_layout_changes_nothing() -> None:
    a_proposed_layout()
    assert current_layout(the_bank()) is None
    assert a_built_batch().layout is None


def test_a_newer_version_holds_and_old_files_stay_as_they_are(noon: datetime) -> None:
    first = a_confirmed_layout()
    batch = a_sent_batch()
    second = a_confirmed_layout(korean(encoding="utf-8-sig"))
    assert (first.version, second.version) == (1, 2)
    assert current_layout(the_bank()) == second
    assert accounts_sent(batch) == {"PO-2026-00001-1": "12345678901234"}
    batch.refresh_from_db()
    assert batch.layout == first


def test_the_same_lines_give_the_same_bytes_again() -> None:
    for asked in (korean(), a_credit_transfer()):
        a_confirmed_layout(asked)
    batch = a_built_batch()
    (line,) = batch.disbursements.all()
    account = line.payout.bank_account
    assert account is not None
    one = Instruction(
        line.key,
        account.bank_code,
        "12345678901234",
        account.holder,
        line.money,
        line.payout.number,
    )
    batch = BankBatch.objects.get()
    heading = Heading(batch.number, batch.built_at, batch.built_at.date(), batch.log_head)
    again = form_of(batch.layout).write([one], heading)
    assert again.content == unsealed(batch.content_encrypted)
    assert again.sha256 == batch.sha256


def test_a_credit_transfer_is_built_and_answered_by_its_keys() -> None:
    a_confirmed_layout(a_credit_transfer())
    neutral = b"key,account,amount,state,reason,settled_on\r\n"
    batch = a_sent_batch()
    assert is_unverified(batch.layout)
    assert unsealed(batch.content_encrypted).startswith(b"<?xml version='1.0' encoding='utf-8'?>")
    answered(batch, neutral + b"PO-2026-00001-1,12345678901234,5000000,paid,,2026-06-02\r\n")
    assert batch.disbursements.get().state == "paid"


def test_an_answer_to_a_table_of_the_banks_own_is_matched_with_its_accounts() -> None:
    a_confirmed_layout()
    batch = a_sent_batch()
    head = b"key,account,amount,state,reason,settled_on\r\n"
    wrong = head + b"PO-2026-00001-1,12345678901235,5000000,paid,,2026-06-02\r\n"
    found = services.read_answer(batch_id=batch.pk, content=wrong, by=the("theo"))
    assert [error.column for error in found.errors] == ["account"]


def test_a_name_that_the_bank_cannot_read_is_refused_and_nothing_is_built() -> None:
    a_confirmed_layout()
    payout = a_computed_payout()
    a_bank_account(supplier=payout.agreement.supplier, holder="한빛😀")
    approved(prepared(payout))
    with pytest.raises(RuleBroken, match="PO-2026-00001-1: the character “😀” cannot be written"):
        a_built_batch(payout)
    assert not BankBatch.objects.exists()


def test_proposer_and_confirmer_are_two_people(theo: User, noon: datetime) -> None:
    layout = a_proposed_layout()
    with pytest.raises(RuleBroken, match="You proposed this layout yourself"):
        services.confirm_layout(layout_id=layout.pk, by=theo, at=noon)
    services.confirm_layout(layout_id=layout.pk, by=the("anna"), at=noon)
    with pytest.raises(IllegalMove, match="confirmed already"):
        services.confirm_layout(layout_id=layout.pk, by=the("ben"), at=noon)
    assert [e.action for e in events_about(layout)] == ["layout.propose", "layout.confirm"]


def test_only_the_newest_proposal_is_confirmed(noon: datetime) -> None:
    first = a_proposed_layout()
    second = a_proposed_layout(korean(days="dotted"))
    assert list(layouts_to_confirm(the("anna"))) == [second]
    with pytest.raises(IllegalMove, match="A newer version"):
        services.confirm_layout(layout_id=first.pk, by=the("anna"), at=noon)


def test_only_the_bank_proposes_and_confirms(noon: datetime) -> None:
    layout = a_proposed_layout()
    for name in ("olivia", "carla", "audrey", "agnes"):
        with pytest.raises(PermissionDenied):
            services.confirm_layout(layout_id=layout.pk, by=the(name), at=noon)
    elsewhere = an_organization(kind=Kind.FUNDER, name="Other Bank")
    tess = a_member(name="tess", role=Role.TREASURER, organization=elsewhere)
    with pytest.raises(PermissionDenied):
        services.confirm_layout(layout_id=layout.pk, by=tess, at=noon)
    with pytest.raises(PermissionDenied):
        propose(by=the("anna"), at=noon)
    assert not layouts_for(tess).exists()
    assert list(layouts_for(the("audrey"))) == [layout]
    assert list(layouts_for(the("olivia"))) == [layout]
    assert not layouts_to_confirm(the("olivia")).exists()


def propose(**changed: Any) -> BankLayout:
    given: dict[str, Any] = {
        "bank": the_bank(),
        "asked": korean(),
        "recipient": "",
        "reason": "New.",
        "by": the("theo"),
    }
    return services.propose_layout(**{**given, **changed})


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"reason": " "}, "Say why the bank's layout changes"),
        ({"recipient": "age1nothing"}, "is no public key"),
        ({"asked": korean(columns=())}, "A bank layout needs"),
        ({"asked": korean(encoding="latin-1")}, "A bank layout needs"),
    ],
)
def test_a_layout_that_cannot_be_right_is_not_proposed(
    changed: dict[str, Any], sentence: str, noon: datetime
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        propose(**changed, at=noon)
    assert not BankLayout.objects.exists()


@pytest.mark.parametrize(
    ("payer", "sentence"),
    [
        (Payer("", "", ""), "whose money it is"),
        (Payer("Bank", "999", "0041234567890"), "no bank with the code"),
        (Payer("Bank", "004", "12"), "not an account number"),
    ],
)
def test_a_credit_transfer_needs_a_payer(payer: Payer, sentence: str, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        propose(asked=replace(a_credit_transfer(), payer=payer), at=noon)


def test_the_same_again_is_no_new_version(noon: datetime) -> None:
    for asked in (korean(), a_credit_transfer()):
        propose(asked=asked, at=noon)
        with pytest.raises(RuleBroken, match="says already"):
            propose(asked=asked, at=noon)
    assert BankLayout.objects.count() == 2


def test_the_account_of_the_payer_is_nowhere_in_clear(noon: datetime) -> None:
    layout = a_proposed_layout(a_credit_transfer())
    assert b"0041234567890" not in bytes(layout.payer_encrypted or b"")
    assert layout.payer_tail == "7890"
    assert "0041234567890" not in str([event.details for event in events_about(layout)])


def test_a_sample_shows_two_made_up_payments() -> None:
    table = sample_of(korean().made(), "cp949")
    assert table[1:] == [
        "PO-2026-00000-1,004,012345678901,한빛안전,5000000,KRW,20260601",
        "PO-2026-00000-2,088,110123456789,'=Hanbit(1),12345,KRW,20260601",
    ]
    message = sample_of(a_credit_transfer().made(), "utf-8")
    assert "<EndToEndId>PO-2026-00000-1</EndToEndId>" in message


def test_an_envelope_opens_with_the_key_of_the_bank_alone(theo: User, noon: datetime) -> None:
    key = pyrage.x25519.Identity.generate()
    a_confirmed_layout(recipient=str(key.to_public()))
    batch = a_sent_batch()
    handed = services.download_batch(batch_id=batch.pk, by=theo, at=noon)
    assert handed.name == "BF-2026-00001.csv.age"
    assert handed.content_type == "application/octet-stream"
    assert b"12345678901234" not in handed.content
    assert pyrage.decrypt(handed.content, [key]) == unsealed(batch.content_encrypted)
    event = events_about(batch).get(action="batch.download")
    assert (event.details["sha256"], event.details["handed"]) == (batch.sha256, handed.sha256)
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(handed.content, [pyrage.x25519.Identity.generate()])


def test_an_answer_in_the_neutral_layout_still_works() -> None:
    batch = a_sent_batch(an_approved_payout())
    answered(batch, an_answer(batch))
    assert batch.state == "answered"


def test_what_was_sealed_before_files_were_packed_is_read_as_ever() -> None:
    content = "key,bank_code\r\n".encode("utf-8-sig") * 100
    before = encrypt_number(base64.b64encode(content).decode())
    assert unsealed(before) == content == unsealed(sealed(content))
    assert len(sealed(content)) < len(before) / 2
