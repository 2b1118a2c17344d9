"""The supplier owes part of a payment back, and then the bank returns all of it: once is enough."""

from __future__ import annotations

import pytest

from core.domain.errors import RuleBroken, Stale
from payouts import services
from payouts.models import AdjustmentConfirmation, Clawback, Payout
from tests.factories.clawbacks import GONE, a_clawback, recovered, reversed_to, wrong
from tests.factories.payouts import NOON, a_paid_payout, an_answer, answered
from tests.factories.people import the

pytestmark = pytest.mark.django_db


def the_bank_returns(payout: Payout) -> None:
    attempt = payout.disbursements.get()
    key = attempt.key.replace("-", "_")
    answered(attempt.batch, an_answer(attempt.batch, **{key: "returned"}))
    payout.refresh_from_db()


@pytest.mark.parametrize("is_back", [False, True])
def test_what_the_supplier_owes_does_not_come_back_from_the_bank_as_well(is_back: bool) -> None:
    """It waits for the bank's word; booked, the paid account would hold less than nothing."""
    clawback = a_clawback()
    if is_back:
        recovered(clawback)
    payout = clawback.adjustment.payout
    with pytest.raises(RuleBroken, match="1 places of the file are not understood"):
        the_bank_returns(payout)
    attempt = payout.disbursements.get()
    key = attempt.key.replace("-", "_")
    content = an_answer(attempt.batch, **{key: "returned"})
    (error,) = services.read_answer(
        batch_id=attempt.batch_id, content=content, by=the("theo")
    ).errors
    assert "has asked the supplier for part of this payment already" in str(error.reason)
    payout.refresh_from_db()
    assert payout.state == "paid"
    assert not wrong()


def test_what_came_back_before_the_second_person_looked_is_not_asked_for() -> None:
    payout = a_paid_payout()
    reversed_to(payout)
    services.correct_payout(payout_id=payout.pk, reason=GONE, by=the("olivia"), at=NOON)
    the_bank_returns(payout)
    with pytest.raises(Stale, match="is not paid any more"):
        services.confirm_correction(payout_id=payout.pk, by=the("anna"), at=NOON)
    assert not AdjustmentConfirmation.objects.exists()
    assert not Clawback.objects.exists()
    assert services.recompute_payout(payout_id=payout.pk, at=NOON).amount == 4_000_000
    assert not wrong()
