"""reject_payout, hold_payout, release_payout, retry_payout, adjust_payout"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.selectors import events_about
from core.domain.errors import RuleBroken
from core.domain.money import Money
from ledger.selectors import balance_of, books_balance
from payouts import services
from payouts.models import Payout
from payouts.selectors import left_of_reserve, payouts_on_hold, payouts_to_retry
from people.models import User
from programs.domain.lifecycle import Part
from programs.models import Agreement
from programs.services import close_agreement
from tests.factories.payouts import (
    a_built_batch,
    a_computed_payout,
    a_failed_payout,
    a_paid_payout,
    a_prepared_payout,
    a_returned_payout,
    a_sent_batch,
    an_answer,
    an_approved_payout,
    answered,
    approved,
    prepared,
)
from tests.factories.people import the

pytestmark = pytest.mark.django_db


def owed(payout: Payout) -> int:
    return balance_of(f"agreement:{payout.agreement_id}:success:owed").won


def test_rejecting_gives_the_money_back_to_the_reserve(anna: User, noon: datetime) -> None:
    payout = approved(a_prepared_payout(), "ben")
    services.reject_payout(payout_id=payout.pk, reason=" Wrong site. ", by=anna, at=noon)
    payout.refresh_from_db()
    assert (payout.state, payout.state_reason) == ("rejected", "Wrong site.")
    assert left_of_reserve(payout.agreement, Part.SUCCESS).won == 55_000_000
    assert not payout.approvals.filter(voided_at=None).exists()
    event = events_about(payout).last()
    assert event is not None
    assert event.details == {"reason": "Wrong site.", "voided": 1}


def test_holding_an_approved_payout_takes_back_what_was_owed(olivia: User, noon: datetime) -> None:
    payout = an_approved_payout()
    assert owed(payout) == 5_000_000
    services.hold_payout(payout_id=payout.pk, reason="A tip.", by=olivia, at=noon)
    assert owed(payout) == 0
    assert books_balance()


def test_released_it_begins_again_and_needs_new_approvals(anna: User, noon: datetime) -> None:
    payout = an_approved_payout()
    services.hold_payout(payout_id=payout.pk, reason="A tip.", by=anna, at=noon)
    assert payout in payouts_on_hold(anna)
    services.release_payout(payout_id=payout.pk, reason="All is well.", by=anna, at=noon)
    payout.refresh_from_db()
    assert (payout.state, payout.bank_account, payout.digest) == ("computed", None, "")
    assert payout.prepared_by is None
    assert payout.state_reason == ""
    approved(prepared(payout))
    assert owed(payout) == 5_000_000
    assert payout.approvals.filter(voided_at=None).count() == 2
    assert payout.approvals.count() == 4


def test_in_a_built_file_it_cannot_be_held(olivia: User, noon: datetime) -> None:
    payout = an_approved_payout()
    a_built_batch(payout)
    with pytest.raises(RuleBroken, match="withdraw the file"):
        services.hold_payout(payout_id=payout.pk, reason="A tip.", by=olivia, at=noon)


def test_a_failed_payment_is_tried_again_under_another_key(olivia: User, noon: datetime) -> None:
    payout = a_failed_payout()
    assert (owed(payout), payout.state_reason) == (5_000_000, "account closed")
    assert payout in payouts_to_retry(olivia)

    services.retry_payout(payout_id=payout.pk, by=olivia, at=noon)
    assert owed(payout) == 0
    payout.refresh_from_db()
    approved(prepared(payout))
    answered(a_sent_batch(payout))

    payout.refresh_from_db()
    assert payout.state == "paid"
    keys = payout.disbursements.order_by("attempt").values_list("key", "state")
    assert list(keys) == [("PO-2026-00001-1", "failed"), ("PO-2026-00001-2", "paid")]
    assert balance_of(f"agreement:{payout.agreement_id}:success:paid").won == 5_000_000
    assert books_balance()


def test_returned_money_is_in_reserve_again_and_can_be_paid_again(
    olivia: User, noon: datetime
) -> None:
    payout = a_returned_payout()
    agreement = Agreement.objects.get(pk=payout.agreement_id)
    assert agreement.success_reserved == 55_000_000
    assert agreement.program.commitment.success_paid == 0
    services.retry_payout(payout_id=payout.pk, by=olivia, at=noon)
    payout.refresh_from_db()
    approved(prepared(payout))
    answered(a_sent_batch(payout))
    agreement.refresh_from_db()
    assert agreement.success_reserved == 50_000_000
    assert books_balance()


def test_what_came_back_after_closing_waits_in_reserve_and_is_paid_again(
    olivia: User, agnes: User, noon: datetime
) -> None:
    payout = a_paid_payout()
    close_agreement(agreement_id=payout.agreement_id, by=agnes, at=noon)
    batch = payout.disbursements.get().batch
    key = payout.disbursements.get().key.replace("-", "_")
    answered(batch, an_answer(batch, **{key: "returned"}))
    agreement = Agreement.objects.get(pk=payout.agreement_id)
    assert agreement.success_reserved == payout.amount
    assert books_balance()
    assert services.retry_payout(payout_id=payout.pk, by=olivia, at=noon).state == "computed"


def test_a_correction_stands_beside_the_payout(olivia: User, noon: datetime) -> None:
    payout = a_paid_payout()
    adjust(payout, -1_000_000, olivia, noon)
    adjust(payout, 500_000, olivia, noon)
    payout.refresh_from_db()
    assert payout.amount == 5_000_000
    assert [a.delta for a in payout.adjustments.order_by("pk")] == [-1_000_000, 500_000]


def test_a_correction_of_nothing_is_refused(olivia: User, noon: datetime) -> None:
    with pytest.raises(RuleBroken, match="correction is zero") as refusal:
        adjust(a_paid_payout(), 0, olivia, noon)
    assert refusal.value.field == "delta"


def test_corrections_take_away_no_more_than_there_is(olivia: User, noon: datetime) -> None:
    payout = a_paid_payout()
    adjust(payout, -4_000_000, olivia, noon)
    with pytest.raises(RuleBroken, match="₩1,000,000 is left"):
        adjust(payout, -1_000_001, olivia, noon)


REASONED: dict[str, tuple[Callable[[], Payout], str, dict[str, Any]]] = {
    "reject_payout": (a_prepared_payout, "anna", {}),
    "hold_payout": (a_computed_payout, "olivia", {}),
    "release_payout": (a_computed_payout, "anna", {}),
    "adjust_payout": (a_computed_payout, "olivia", {"delta": Money(-1)}),
}


@pytest.mark.parametrize("verb", REASONED)
def test_every_stop_says_why(verb: str, noon: datetime) -> None:
    make, who, more = REASONED[verb]
    payout = make()
    if verb == "release_payout":
        services.hold_payout(payout_id=payout.pk, reason="A tip.", by=the(who), at=noon)
    with pytest.raises(RuleBroken, match="Say why") as refusal:
        getattr(services, verb)(payout_id=payout.pk, reason="  ", by=the(who), at=noon, **more)
    assert refusal.value.field == "reason"


MAY = {
    "prepare_payout": {"olivia"},
    "reject_payout": {"anna"},
    "hold_payout": {"olivia", "anna"},
    "release_payout": {"anna"},
    "retry_payout": {"olivia"},
    "adjust_payout": {"olivia"},
}
SOME = ["olivia", "anna", "theo", "carla", "victor", "otto", "audrey", "agnes"]


def test_who_may_not_is_turned_away_and_nothing_moves(noon: datetime) -> None:
    payout = a_prepared_payout()
    for verb, name in [(v, n) for v in MAY for n in SOME if n not in MAY[v]]:
        more: dict[str, Any] = {"reason": "So."}
        more |= {"delta": Money(-1)} if verb == "adjust_payout" else {}
        more = {} if verb in {"prepare_payout", "retry_payout"} else more
        with pytest.raises(PermissionDenied), transaction.atomic():
            getattr(services, verb)(payout_id=payout.pk, by=the(name), at=noon, **more)
    payout.refresh_from_db()
    assert payout.state == "prepared"


def adjust(payout: Payout, delta: int, by: User, at: datetime) -> None:
    services.adjust_payout(
        payout_id=payout.pk, delta=Money(delta), reason="Counted twice.", by=by, at=at
    )
