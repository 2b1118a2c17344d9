"""While people decide on a target, no money of it moves: at every step, and by the database."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import IntegrityError, transaction

from core.domain.errors import RuleBroken
from outcomes.domain.lifecycle import GuardRail
from outcomes.models import Hold, Target
from outcomes.services import decide_hold, open_hold, propose_lift
from payouts import services
from payouts.models import Payout
from payouts.selectors import payouts_to_batch
from tests.factories.payouts import (
    NOON,
    a_built_batch,
    a_computed_payout,
    a_prepared_payout,
    a_verification,
    an_approved_payout,
    approved,
    prepared,
)
from tests.factories.people import the

pytestmark = pytest.mark.django_db


def stopped(target: Target) -> Hold:
    return open_hold(
        target_id=target.pk,
        kind=GuardRail.CONCEALMENT,
        words="A worker told us about a finger.",
        by=the("victor"),
        at=NOON,
    )


def stopped_payout(payout: Payout) -> Hold:
    assert payout.verification is not None
    return stopped(payout.verification.target)


def lifted(hold: Hold) -> None:
    propose_lift(hold_id=hold.pk, decision="It is in the report.", by=the("agnes"), at=NOON)
    decide_hold(hold_id=hold.pk, lifts=True, by=the("arthur"), at=NOON)


def test_it_is_not_computed_until_two_officers_lift_it() -> None:
    verification = a_verification()
    hold = stopped(verification.target)
    with pytest.raises(RuleBroken, match="was just put on hold"), transaction.atomic():
        services.compute_payout(verification_id=verification.pk, at=NOON)
    assert not Payout.objects.exists()
    lifted(hold)
    assert services.compute_payout(verification_id=verification.pk, at=NOON).amount == 5_000_000


STEPS: list[tuple[Callable[[], Payout], Callable[[Payout], object]]] = [
    (a_computed_payout, prepared),
    (a_prepared_payout, approved),
]


@pytest.mark.parametrize(("start", "step"), STEPS, ids=["prepare", "approve"])
def test_it_does_not_go_on(start: Callable[[], Payout], step: Callable[[Payout], object]) -> None:
    payout = start()
    before = payout.state
    hold = stopped_payout(payout)
    with pytest.raises(RuleBroken, match="on hold"), transaction.atomic():
        step(payout)
    payout.refresh_from_db()
    assert (payout.state, payout.approvals.count()) == (before, 0)
    lifted(hold)
    step(payout)


def test_an_approved_one_is_left_out_of_the_file_and_a_built_file_is_not_sent() -> None:
    payout = an_approved_payout()
    hold = stopped_payout(payout)
    assert not payouts_to_batch(payout.agreement.program).exists()
    lifted(hold)
    batch = a_built_batch(payout)
    hold = stopped_payout(payout)
    with pytest.raises(RuleBroken, match="A worker told us about a finger"), transaction.atomic():
        services.send_batch(batch_id=batch.pk, by=the("theo"), at=NOON)
    lifted(hold)
    services.send_batch(batch_id=batch.pk, by=the("theo"), at=NOON)


@pytest.mark.parametrize("state", ["prepared", "approved"])
def test_the_database_stops_it_too(state: str) -> None:
    payout = a_computed_payout()
    stopped_payout(payout)
    with pytest.raises(IntegrityError, match="payout_not_while_on_hold"), transaction.atomic():
        Payout.objects.filter(pk=payout.pk).update(state=state)
