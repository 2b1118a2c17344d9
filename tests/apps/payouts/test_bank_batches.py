"""build_batch, send_batch, withdraw_batch, download_batch"""

from __future__ import annotations

import csv
import hashlib
import io
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.selectors import events_about, log_head, unsealed_events
from audit.services import seal_log
from core.domain.errors import IllegalMove, RuleBroken
from ledger.selectors import balance_of, books_balance
from payouts import services
from payouts.domain.bank_file import NEUTRAL, Heading, Instruction
from payouts.gateways import unsealed
from payouts.models import BankBatch
from payouts.selectors import payouts_left_out, payouts_to_batch
from people.domain.roles import Role
from people.models import User
from tests.factories.companies import a_worksite
from tests.factories.outcomes import a_match, a_target, verified
from tests.factories.payouts import (
    a_built_batch,
    a_prepared_payout,
    a_sent_batch,
    an_answer,
    an_approved_payout,
    answered,
    approved,
    prepared,
    replaced,
    the_bank,
)
from tests.factories.people import a_member, the
from tests.factories.programs import an_agreement

pytestmark = pytest.mark.django_db


def test_the_head_in_the_file_stands_for_the_very_approvals_it_pays(noon: datetime) -> None:
    seal_log(at=noon)
    payout = an_approved_payout()
    a_built_batch(payout)

    approvals = events_about(payout).filter(action="payout.approve")
    assert approvals.count() == 2
    assert not unsealed_events().filter(pk__in=approvals).exists()


def test_the_file_says_whom_to_pay_and_carries_the_head_of_the_log() -> None:
    batch = a_built_batch(an_approved_payout())

    content = unsealed(batch.content_encrypted)
    (row,) = csv.DictReader(io.StringIO(content.decode("utf-8-sig")))
    assert row == {
        "key": "PO-2026-00001-1",
        "bank_code": "004",
        "account": "12345678901234",
        "holder": "Hanbit Safety (demo)",
        "amount": "5000000",
        "memo": "PO-2026-00001",
        "log_head": log_head(),
    }
    assert len(row["log_head"]) == 64
    assert (batch.lines, batch.total) == (1, 5_000_000)
    assert batch.sha256 == hashlib.sha256(content).hexdigest()
    assert batch.log_head == row["log_head"]


def test_the_account_number_is_nowhere_in_clear(noon: datetime) -> None:
    batch = a_built_batch()
    assert b"12345678901234" not in bytes(batch.content_encrypted)
    assert "12345678901234" not in str([e.details for e in events_about(batch)])


def test_building_the_same_file_again_gives_the_same_bytes(theo: User, noon: datetime) -> None:
    batch = a_sent_batch()
    file = services.download_batch(batch_id=batch.pk, by=theo, at=noon)
    rows = csv.DictReader(io.StringIO(file.content.decode("utf-8-sig")))
    heading = Heading(batch.number, batch.built_at, batch.built_at.date(), batch.log_head)
    again = NEUTRAL.write(
        [
            Instruction(
                row["key"],
                row["bank_code"],
                row["account"],
                row["holder"],
                disbursement.money,
                row["memo"],
            )
            for row, disbursement in zip(rows, batch.disbursements.all(), strict=True)
        ],
        heading,
    )
    assert again.content == file.content
    assert again.sha256 == batch.sha256


def test_every_approved_payout_goes_once(theo: User, noon: datetime) -> None:
    agreement = an_agreement()
    payouts = []
    for n in range(3):
        site = a_worksite(name=f"Site {n}", supplier=agreement.supplier)
        target = a_target(match=a_match(agreement=agreement, worksite=site))
        verification = verified(target, "10", by=the("victor"), at=noon)
        payout = services.compute_payout(verification_id=verification.pk, at=noon)
        payouts.append(approved(prepared(payout)))
    assert list(payouts_to_batch(agreement.program)) == payouts

    batch = a_built_batch(*payouts)

    assert (batch.lines, batch.total) == (3, 15_000_000)
    assert not payouts_to_batch(agreement.program).exists()
    with pytest.raises(RuleBroken, match="No approved payout waits"):
        services.build_batch(program_id=agreement.program_id, by=theo, at=noon)


def test_a_payout_that_is_not_approved_stays_at_home(theo: User, noon: datetime) -> None:
    payout = a_prepared_payout()
    with pytest.raises(RuleBroken, match="No approved payout waits"):
        services.build_batch(program_id=payout.agreement.program_id, by=theo, at=noon)


def test_a_replaced_account_is_left_out_and_named(theo: User, noon: datetime) -> None:
    payout = an_approved_payout()
    replaced(payout)
    assert list(payouts_left_out(payout.agreement.program)) == [payout]
    with pytest.raises(RuleBroken, match="accounts of PO-2026-00001 were replaced"):
        services.build_batch(program_id=payout.agreement.program_id, by=theo, at=noon)


def test_an_account_replaced_after_building_stops_the_sending(theo: User, noon: datetime) -> None:
    payout = an_approved_payout()
    batch = a_built_batch(payout)
    replaced(payout)
    with pytest.raises(RuleBroken, match="Withdraw the file and build it again"):
        services.send_batch(batch_id=batch.pk, by=theo, at=noon)
    payout.refresh_from_db()
    assert payout.state == "approved"


def test_a_withdrawn_file_lets_its_payouts_go_into_the_next(theo: User, noon: datetime) -> None:
    payout = an_approved_payout()
    batch = a_built_batch(payout)
    services.withdraw_batch(batch_id=batch.pk, reason="Wrong day.", by=theo, at=noon)
    second = a_built_batch(payout)
    assert second.disbursements.get().key == "PO-2026-00001-2"
    assert batch.disbursements.get().reason == "Wrong day."
    services.send_batch(batch_id=second.pk, by=theo, at=noon)
    payout.refresh_from_db()
    assert payout.state == "sent"


def test_withdrawing_says_why(theo: User, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="Say why"):
        services.withdraw_batch(batch_id=a_built_batch().pk, reason=" ", by=theo, at=noon)


def test_sending_moves_what_is_owed(noon: datetime) -> None:
    batch = a_sent_batch()
    agreement = batch.disbursements.get().payout.agreement_id
    assert balance_of(f"agreement:{agreement}:success:owed").won == 0
    assert balance_of(f"agreement:{agreement}:success:sent").won == 5_000_000
    assert books_balance()
    assert (batch.sent_by, batch.sent_at) == (the("theo"), noon)


def test_nobody_gets_the_file_before_it_counts_as_sent(theo: User, noon: datetime) -> None:
    with pytest.raises(IllegalMove, match="as sent first"):
        services.download_batch(batch_id=a_built_batch().pk, by=theo, at=noon)


def test_every_download_is_on_record(theo: User, noon: datetime) -> None:
    batch = a_sent_batch()
    services.download_batch(batch_id=batch.pk, by=theo, at=noon)
    event = events_about(batch).last()
    assert event is not None
    assert (event.action, event.actor) == ("batch.download", theo.email)


def test_an_exchanged_file_is_noticed(
    theo: User, noon: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = a_sent_batch()
    monkeypatch.setattr("payouts.services.handouts.unsealed", lambda _: b"key,amount\r\n")
    with pytest.raises(RuleBroken, match="not the one that was built"):
        services.download_batch(batch_id=batch.pk, by=theo, at=noon)


def test_who_acted_on_a_payout_does_not_send_it(noon: datetime) -> None:
    payout = an_approved_payout()
    for who in ("olivia", "anna"):
        person = a_member(name=who, role=Role.TREASURER, organization=the_bank())
        with pytest.raises(RuleBroken, match="already acted on PO-"), transaction.atomic():
            services.build_batch(program_id=payout.agreement.program_id, by=person, at=noon)


def test_files_are_the_treasurers(noon: datetime) -> None:
    batch = a_sent_batch()
    given = {"batch_id": batch.pk}
    tries: dict[str, dict[str, Any]] = {
        "build_batch": {"program_id": batch.program_id, "at": noon},
        "send_batch": {**given, "at": noon},
        "withdraw_batch": {**given, "reason": "No.", "at": noon},
        "download_batch": {**given, "at": noon},
        "read_answer": {**given, "content": b""},
        "apply_answer": {**given, "content": b"", "name": "a.csv", "at": noon},
    }
    for name in ("olivia", "anna", "carla", "otto", "audrey", "agnes", "victor"):
        for verb, arguments in tries.items():
            with pytest.raises(PermissionDenied), transaction.atomic():
                getattr(services, verb)(**arguments, by=the(name))
    assert BankBatch.objects.count() == 1


def test_the_road_ends_with_the_books_in_order(noon: datetime) -> None:
    payout = an_approved_payout()
    batch = a_sent_batch(payout)
    answered(batch, an_answer(batch))
    payout.refresh_from_db()
    assert payout.state == "paid"
    assert batch.state == "answered"
    agreement = payout.agreement_id
    assert balance_of(f"agreement:{agreement}:success:sent").won == 0
    assert balance_of(f"agreement:{agreement}:success:paid").won == 5_000_000
    commitment = payout.agreement.program.commitment
    commitment.refresh_from_db()
    assert (commitment.success_paid, commitment.success_reserved) == (5_000_000, 50_000_000)
    assert books_balance()
