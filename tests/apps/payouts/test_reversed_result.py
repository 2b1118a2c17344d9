"""A result is reversed before the money is sent: the payout stops, and another takes its place."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from audit.selectors import events_about
from core.domain.errors import RuleBroken
from ledger.selectors import balance_of, books_balance
from outcomes.domain.lifecycle import GuardRail
from outcomes.services import (
    Instead,
    decide_hold,
    decide_reversal,
    open_hold,
    propose_lift,
    propose_reversal,
)
from payouts import services
from payouts.models import Payout
from payouts.selectors import left_of_reserve, payouts_to_batch, payouts_to_recompute
from payouts.selectors.checks import blocks_of
from payouts.selectors.reserves import carried_by
from payouts.tasks import compute_due_payouts
from programs.domain.lifecycle import Part
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
    a_verification,
    an_approved_payout,
    answered,
    approved,
    prepared,
)
from tests.factories.people import the

pytestmark = pytest.mark.django_db
GONE = "Two guards had been taken off again."


def reversed_to(payout: Payout, attained: str | None = "8") -> int:
    """Agnes says that only eight guards are there, and arthur agrees."""
    assert payout.verification_id is not None
    reversal = propose_reversal(
        verification_id=payout.verification_id,
        instead=Instead(GONE, None if attained is None else Decimal(attained)),
        independence="",
        by=the("agnes"),
        at=NOON,
    )
    decide_reversal(reversal_id=reversal.pk, confirms=True, by=the("arthur"), at=NOON)
    return reversal.pk


def again(payout: Payout) -> Payout:
    return services.recompute_payout(payout_id=payout.pk, at=NOON)


STATES = ["computed", "prepared", "approved", "held", "failed", "returned"]


@pytest.mark.parametrize("state", STATES)
def test_it_is_stopped_wherever_it_stands_and_computed_anew(state: str) -> None:
    payout = a_payout_in(state)
    reversal = reversed_to(payout)
    assert list(payouts_to_recompute()) == [payout]
    new = again(payout)
    payout.refresh_from_db()
    assert (payout.state, payout.state_reason, payout.amount) == ("rejected", GONE, 5_000_000)
    assert not payout.approvals.filter(voided_at=None).exists()
    assert (new.state, new.amount, new.follows) == ("computed", 4_000_000, payout)
    assert new.inputs["verification"]["reversal"] == reversal
    assert new.inputs["verification"]["attained"] == "8"
    assert balance_of(f"agreement:{payout.agreement_id}:success:owed").won == 0
    assert carried_by(payout.agreement, "guards").won == 4_000_000
    assert books_balance()
    event = events_about(payout).filter(action="payout.stop").get()
    assert (event.actor, event.details["reason"]) == ("system", GONE)
    # once is enough
    assert not payouts_to_recompute().exists()
    assert again(payout) == payout
    assert again(new) == new
    assert Payout.objects.count() == 2


def test_the_new_one_goes_the_whole_way_and_the_old_one_none() -> None:
    payout = an_approved_payout()
    reversed_to(payout)
    new = again(payout)
    answered(a_sent_batch(approved(prepared(new))))
    new.refresh_from_db()
    assert new.state == "paid"
    assert balance_of(f"agreement:{new.agreement_id}:success:paid").won == 4_000_000
    new.agreement.refresh_from_db()
    assert left_of_reserve(new.agreement, Part.SUCCESS).won == 51_000_000
    assert books_balance()


def test_where_no_result_stands_nothing_is_due() -> None:
    payout = a_prepared_payout()
    reversed_to(payout, None)
    new = again(payout)
    assert (new.state, new.amount) == ("nothing_due", 0)


def test_the_clock_does_it_and_a_hold_keeps_it_waiting() -> None:
    payout = a_prepared_payout()
    compute_due_payouts()  # the first tranche
    reversed_to(payout)
    assert payout.verification is not None
    hold = open_hold(
        target_id=payout.verification.target_id,
        kind=GuardRail.FINDING,
        words="The report is looked at.",
        by=the("agnes"),
        at=NOON,
    )
    assert compute_due_payouts() == 0
    payout.refresh_from_db()
    assert payout.state == "prepared"
    propose_lift(hold_id=hold.pk, decision="It was read.", by=the("agnes"), at=NOON)
    decide_hold(hold_id=hold.pk, lifts=True, by=the("arthur"), at=NOON)
    assert compute_due_payouts() == 1
    assert compute_due_payouts() == 0
    amounts = Payout.objects.filter(part="success").order_by("pk").values_list("amount", "state")
    assert list(amounts) == [(5_000_000, "rejected"), (4_000_000, "computed")]


def test_a_result_that_was_reversed_before_it_was_priced_is_priced_as_it_stands() -> None:
    verification = a_verification()
    reversal = propose_reversal(
        verification_id=verification.pk,
        instead=Instead(GONE, Decimal(8)),
        independence="",
        by=the("agnes"),
        at=NOON,
    )
    decide_reversal(reversal_id=reversal.pk, confirms=True, by=the("arthur"), at=NOON)
    payout = services.compute_payout(verification_id=verification.pk, at=NOON)
    assert payout.amount == 4_000_000
    assert not payouts_to_recompute().exists()
    assert services.compute_payout(verification_id=verification.pk, at=NOON) == payout


def test_asked_again_the_result_has_the_payout_that_took_the_place() -> None:
    payout = a_prepared_payout()
    reversed_to(payout)
    new = again(payout)
    assert payout.verification_id is not None
    assert services.compute_payout(verification_id=payout.verification_id, at=NOON) == new


STEPS: list[tuple[Callable[[], Payout], Callable[[Payout], object]]] = [
    (a_computed_payout, prepared),
    (a_prepared_payout, approved),
]


@pytest.mark.parametrize(("start", "step"), STEPS, ids=["prepare", "approve"])
def test_until_then_nobody_takes_it_a_step_further(
    start: Callable[[], Payout], step: Callable[[Payout], object]
) -> None:
    payout = start()
    before = payout.state
    reversed_to(payout)
    assert any("was reversed" in str(words) for words in blocks_of(payout))
    with pytest.raises(RuleBroken, match="was reversed"), transaction.atomic():
        step(payout)
    payout.refresh_from_db()
    assert payout.state == before


def test_in_a_bank_file_the_treasurer_withdraws_it_first() -> None:
    payout = an_approved_payout()
    batch = a_built_batch(payout)
    reversed_to(payout)
    assert not payouts_to_recompute().exists()
    assert again(payout).state == "approved"
    with pytest.raises(RuleBroken, match="withdraws the file"), transaction.atomic():
        services.send_batch(batch_id=batch.pk, by=the("theo"), at=NOON)
    services.withdraw_batch(batch_id=batch.pk, reason="Reversed.", by=the("theo"), at=NOON)
    assert not payouts_to_batch(payout.agreement.program).exists()
    assert again(payout).amount == 4_000_000


@pytest.mark.parametrize("state", ["prepared", "approved", "sent"])
def test_the_database_stops_it_too(state: str) -> None:
    payout = a_computed_payout()
    reversed_to(payout)
    with pytest.raises(IntegrityError, match="payout_of_a_standing_result"), transaction.atomic():
        Payout.objects.filter(pk=payout.pk).update(state=state)


@pytest.mark.parametrize("make", [a_paid_payout, a_failed_payout, a_returned_payout])
def test_what_was_paid_is_not_stopped(make: Callable[[], Payout]) -> None:
    payout = make()
    reversed_to(payout)
    assert payouts_to_recompute().exists() == (payout.state != "paid")


def test_the_database_gives_a_place_only_to_who_follows_a_stopped_one() -> None:
    payout = a_computed_payout()
    copy = Payout.objects.get(pk=payout.pk)
    copy.pk, copy.number, copy.follows = None, "PO-2026-09999", payout
    with pytest.raises(IntegrityError, match="payout_follows_a_stopped"), transaction.atomic():
        copy.save()
    reversed_to(payout)
    new = again(payout)
    copy.number, copy.follows = "PO-2026-09998", payout
    with pytest.raises(IntegrityError, match="follows_id"), transaction.atomic():
        copy.save()
    with pytest.raises(IntegrityError, match="payout_follows_a_stopped"), transaction.atomic():
        Payout.objects.filter(pk=new.pk).update(follows=None)
