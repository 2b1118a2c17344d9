"""The lifecycle tables are what the services obey: each verb is tried from each state."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import transaction

from companies.models import BankAccount
from core.domain.errors import IllegalMove, RuleBroken
from payouts import services
from payouts.domain.lifecycle import (
    BATCH,
    DISBURSEMENT,
    PAYOUT,
    BatchState,
    DisbursementState,
    PayoutState,
)
from payouts.models import BankBatch, Disbursement, Payout
from tests.factories.companies import a_bank_account
from tests.factories.payouts import (
    NOON,
    a_built_batch,
    a_failed_payout,
    a_paid_payout,
    a_payout_in,
    a_returned_payout,
    a_sent_batch,
    an_answer,
    answered,
)
from tests.factories.people import the

pytestmark = pytest.mark.django_db
VERBS: dict[str, Callable[[Payout, datetime], object]] = {
    "prepare": lambda p, at: services.prepare_payout(payout_id=p.pk, by=the("olivia"), at=at),
    "approve": lambda p, at: services.approve_payout(
        payout_id=p.pk, digest=p.digest, comment="", key=uuid4(), by=the("anna"), at=at
    ),
    "reject": lambda p, at: services.reject_payout(
        payout_id=p.pk, reason="No.", by=the("anna"), at=at
    ),
    "hold": lambda p, at: services.hold_payout(
        payout_id=p.pk, reason="A tip.", by=the("anna"), at=at
    ),
    "release": lambda p, at: services.release_payout(
        payout_id=p.pk, reason="All is well.", by=the("anna"), at=at
    ),
    "retry": lambda p, at: services.retry_payout(payout_id=p.pk, by=the("olivia"), at=at),
}


def is_refused(verb: str, state: PayoutState) -> bool:
    """What the table does not know; and preparing twice what has not changed."""
    again = verb == "prepare" and state in {PayoutState.PREPARED, PayoutState.APPROVED}
    return again or not PAYOUT.allows(verb, state)


@pytest.mark.parametrize("state", PayoutState)
def test_what_may_not_be_done_with_a_payout_is_refused(state: PayoutState, noon: datetime) -> None:
    payout = a_payout_in(state)
    assert payout.state == state
    for verb, act in VERBS.items():
        if is_refused(verb, state):
            with pytest.raises(IllegalMove), transaction.atomic():
                act(payout, noon)
    payout.refresh_from_db()
    assert payout.state == state


@pytest.mark.parametrize(
    ("verb", "state"), [(v, s) for v in VERBS for s in PayoutState if not is_refused(v, s)]
)
def test_what_may_be_done_leads_where_the_table_says(
    verb: str, state: PayoutState, noon: datetime
) -> None:
    payout = a_payout_in(state)
    if not BankAccount.objects.exists():
        a_bank_account(supplier=payout.agreement.supplier)
    VERBS[verb](payout, noon)
    payout.refresh_from_db()
    # one approval of two leaves it prepared
    after = PayoutState.PREPARED if verb == "approve" else PAYOUT.after(verb, state)
    assert payout.state == after


BUILT: dict[BatchState, Callable[[], BankBatch]] = {
    BatchState.BUILT: a_built_batch,
    BatchState.SENT: a_sent_batch,
    BatchState.ANSWERED: lambda: answered(a_sent_batch()),
    BatchState.WITHDRAWN: lambda: services.withdraw_batch(
        batch_id=a_built_batch().pk, reason="Wrong day.", by=the("theo"), at=NOON
    ),
}


@pytest.mark.parametrize("state", BatchState)
@pytest.mark.parametrize("verb", ["send", "withdraw"])
def test_what_the_treasurer_does_with_a_file(verb: str, state: BatchState, noon: datetime) -> None:
    batch = BUILT[state]()
    assert batch.state == state
    reason = {"reason": "Wrong day."} if verb == "withdraw" else {}
    service = getattr(services, f"{verb}_batch")
    if BATCH.allows(verb, state):
        service(batch_id=batch.pk, by=the("theo"), at=noon, **reason)
        batch.refresh_from_db()
        assert batch.state == BATCH.after(verb, state)
    else:
        with pytest.raises(IllegalMove):
            service(batch_id=batch.pk, by=the("theo"), at=noon, **reason)


@pytest.mark.parametrize("state", BatchState)
def test_only_what_was_sent_can_be_answered(state: BatchState, noon: datetime) -> None:
    batch = BUILT[state]()
    outcome = "returned" if state == BatchState.ANSWERED else "paid"
    answer = an_answer(batch, **{k.replace("-", "_"): outcome for k in _keys(batch)})
    if state in {BatchState.SENT, BatchState.ANSWERED}:
        answered(batch, answer)
        assert batch.state == BatchState.ANSWERED
    else:
        with pytest.raises(IllegalMove, match="was not sent"):
            answered(batch, answer)


@pytest.mark.parametrize("state", DisbursementState)
@pytest.mark.parametrize(
    ("verb", "outcome"), [("settle", "paid"), ("fail", "failed"), ("return", "returned")]
)
def test_what_the_bank_may_say_of_a_payment(
    verb: str, outcome: str, state: DisbursementState
) -> None:
    make: dict[str, Callable[[], Payout]] = {
        "sent": lambda: a_payout_in("sent"),
        "paid": a_paid_payout,
        "failed": a_failed_payout,
        "returned": a_returned_payout,
    }
    disbursement = Disbursement.objects.get(payout=make[state]())
    assert disbursement.state == state
    batch = disbursement.batch
    answer = an_answer(batch, **{disbursement.key.replace("-", "_"): outcome})
    answer += b",,,,\r\n"  # so that no two answers have the same bytes
    if DISBURSEMENT.allows(verb, state):
        answered(batch, answer)
        disbursement.refresh_from_db()
        assert disbursement.state == DISBURSEMENT.after(verb, state)
        assert disbursement.payout.state == outcome
    else:
        with pytest.raises(RuleBroken, match="nothing was applied"):
            answered(batch, answer)


def _keys(batch: BankBatch) -> list[str]:
    return list(batch.disbursements.values_list("key", flat=True))
