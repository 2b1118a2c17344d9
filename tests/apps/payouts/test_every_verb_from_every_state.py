"""The lifecycle tables are what the services obey: each verb is tried from each state."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import transaction

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
from tests.apps.payouts.forbidden import only_tried
from tests.apps.payouts.walked import a_payout_in_every_state
from tests.factories.payouts import (
    NOON,
    a_built_batch,
    a_sent_batch,
    an_answer,
    an_approved_payout,
    answered,
    approve_payout,
)
from tests.factories.people import the

pytestmark = pytest.mark.django_db
VERBS: dict[str, Callable[[Payout, datetime], object]] = {
    "prepare": lambda p, at: services.prepare_payout(payout_id=p.pk, by=the("olivia"), at=at),
    "approve": lambda p, at: approve_payout(
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


def test_every_verb_of_a_payout_from_every_state(noon: datetime) -> None:
    seen = set()
    for payout in a_payout_in_every_state():
        state = PayoutState(payout.state)
        seen.add(state)
        for verb, act in VERBS.items():
            with only_tried():
                if is_refused(verb, state):
                    with pytest.raises(IllegalMove), transaction.atomic():
                        act(payout, noon)
                else:
                    act(payout, noon)
                payout.refresh_from_db()
                assert payout.state == _after(verb, state), (verb, state)
            payout.refresh_from_db()
    assert seen == set(PayoutState)


def _after(verb: str, state: PayoutState) -> PayoutState:
    if is_refused(verb, state):
        return state
    # one approval of two leaves it prepared
    return PayoutState.PREPARED if verb == "approve" else PAYOUT.after(verb, state)


ACTS: dict[str, Callable[[BankBatch], object]] = {
    "send": lambda batch: services.send_batch(batch_id=batch.pk, by=the("theo"), at=NOON),
    "withdraw": lambda batch: services.withdraw_batch(
        batch_id=batch.pk, reason="Wrong day.", by=the("theo"), at=NOON
    ),
    "answer": lambda batch: answered(batch, _next_word_on(batch)),
}


def test_every_verb_of_a_file_from_every_state() -> None:
    seen = set()
    for batch in _a_file_in_every_state():
        state = BatchState(batch.state)
        seen.add(state)
        for verb, act in ACTS.items():
            more = verb == "answer" and state == BatchState.ANSWERED  # money may still come back
            with only_tried():
                if BATCH.allows(verb, state) or more:
                    act(batch)
                    after = state if more else BATCH.after(verb, state)
                else:
                    with pytest.raises(IllegalMove), transaction.atomic():
                        act(batch)
                    after = state
                batch.refresh_from_db()
                assert batch.state == after, (verb, state)
            batch.refresh_from_db()
    assert seen == set(BatchState)


def _a_file_in_every_state() -> Iterator[BankBatch]:
    payout = an_approved_payout()
    batch = a_built_batch(payout)
    yield batch
    yield services.withdraw_batch(batch_id=batch.pk, reason="Wrong day.", by=the("theo"), at=NOON)
    batch = a_sent_batch(payout)
    yield batch
    yield answered(batch)


def _next_word_on(batch: BankBatch) -> bytes:
    said = "returned" if batch.state == BatchState.ANSWERED else "paid"
    keys = batch.disbursements.values_list("key", flat=True)
    return an_answer(batch, **{key.replace("-", "_"): said for key in keys})


SAYS = {"settle": "paid", "fail": "failed", "return": "returned"}


def test_whatever_the_bank_says_of_a_payment_in_every_state() -> None:
    seen = set()
    for payout in a_payout_in_every_state():
        if payout.state not in set(DisbursementState):
            continue
        disbursement = payout.disbursements.latest("pk")
        state = DisbursementState(disbursement.state)
        assert state == payout.state
        seen.add(state)
        for verb, outcome in SAYS.items():
            with only_tried():
                _say(disbursement, verb, outcome, state)
            disbursement.refresh_from_db()
    assert seen == set(DisbursementState)


def _say(disbursement: Disbursement, verb: str, outcome: str, state: DisbursementState) -> None:
    answer = an_answer(disbursement.batch, **{disbursement.key.replace("-", "_"): outcome})
    answer += b",,,,\r\n"  # so that no two answers have the same bytes
    if DISBURSEMENT.allows(verb, state):
        answered(disbursement.batch, answer)
        disbursement = Disbursement.objects.get(pk=disbursement.pk)
        assert disbursement.state == DISBURSEMENT.after(verb, state)
        assert disbursement.payout.state == outcome
    else:
        with pytest.raises(RuleBroken, match="nothing was applied"), transaction.atomic():
            answered(disbursement.batch, answer)
