"""The database knows the arrows of the lifecycles, and that only the bank pays."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain.states import Lifecycle
from payouts.domain.lifecycle import (
    BATCH,
    DISBURSEMENT,
    PAYOUT,
    BatchState,
    DisbursementState,
    PayoutState,
)
from payouts.models import BankBatch, Disbursement
from tests.apps.payouts.forbidden import changed, only_tried, refused
from tests.apps.payouts.walked import a_payout_in_every_state
from tests.factories.payouts import a_built_batch, a_sent_batch, an_approved_payout, answered

pytestmark = pytest.mark.django_db


def arrows(life: Lifecycle[Any]) -> set[tuple[str, str]]:
    return {(str(s), str(m.target)) for m in life.moves.values() for s in m.sources}


def test_a_payout_goes_nowhere_but_along_its_arrows() -> None:
    for payout in a_payout_in_every_state():
        for after in PayoutState:
            if after != payout.state and (payout.state, str(after)) not in arrows(PAYOUT):
                refused("state_only_moves_on|payout_", lambda: changed(payout, state=after))  # noqa: B023


def test_files_and_payments_go_nowhere_but_along_their_arrows() -> None:
    a_built_batch()
    _only_along(BATCH, BankBatch, BatchState, "built")
    _only_along(DISBURSEMENT, Disbursement, DisbursementState, "sent")
    BankBatch.objects.update(state="withdrawn")
    Disbursement.objects.update(state="failed")
    _only_along(BATCH, BankBatch, BatchState, "withdrawn")
    _only_along(DISBURSEMENT, Disbursement, DisbursementState, "failed")


def _only_along(life: Lifecycle[Any], table: Any, states: Any, before: str) -> None:
    for after in states:
        if after == before:
            continue
        if (before, str(after)) in arrows(life):
            with only_tried():
                table.objects.update(state=after)
        else:
            refused("state_only_moves_on", lambda: table.objects.update(state=after))  # noqa: B023


def test_only_the_bank_moves_money() -> None:
    payout = an_approved_payout()
    refused("payout_moved_by_the_bank", lambda: changed(payout, state="sent"))
    batch = a_sent_batch(payout)
    for word in ("paid", "failed"):
        refused("payout_moved_by_the_bank", lambda: changed(payout, state=word))  # noqa: B023
    answered(batch)
    refused("payout_moved_by_the_bank", lambda: changed(payout, state="returned"))
