"""What must never happen to a payout is refused by the database, whatever the code above does."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from payouts.models import Adjustment, Payout
from people.models import User
from programs.models import Agreement
from tests.apps.payouts.forbidden import (
    Attempts,
    a_copy,
    all_refused,
    an_approval,
    changed,
    refused,
)
from tests.factories.payouts import (
    NOON,
    a_computed_payout,
    a_prepared_payout,
    an_approved_payout,
    approved,
)
from tests.factories.people import the

pytestmark = pytest.mark.django_db
beside = partial(a_copy, verification_id=None, amount=1)

COMPUTED: Attempts[Payout] = {
    "one payout for one verified result": ("payout_of_a_result_once", a_copy),
    "one number for one payout": ("payout_number", lambda p: beside(p, number=p.number)),
    "no amount below nothing": ("payout_not", lambda p: beside(p, amount=-1)),
    "nothing is not paid": ("payout_nothing_is_not_paid", lambda p: beside(p, amount=0)),
    "something is not nothing": (
        "payout_nothing_is_not_paid",
        lambda p: beside(p, state="nothing_due"),
    ),
    "two approvals at least": (
        "payout_two_approvals_at_least",
        lambda p: beside(p, approvals_needed=1),
    ),
    "prepared by someone for some account": (
        "payout_prepared_by_someone",
        lambda p: changed(p, state="prepared"),
    ),
    "a correction changes something": (
        "adjustment_changes_something",
        lambda p: Adjustment.objects.create(
            payout=p, delta=0, reason="So.", made_by=the("olivia"), made_at=NOON
        ),
    ),
}

BEGUN = ("prepared", "approved", "sent", "paid", "failed", "returned", "held", "rejected")
EDITED: dict[str, Any] = {
    "amount": 6_000_000,
    "working": [],
    "inputs": {},
    "clause_key": "injuries",
    "part": "base",
    "number": "PO-1",
    "verification_id": None,
}
PREPARED: Attempts[Payout] = {
    **{
        f"a payout does not begin as {state}": (
            "payout_begins_computed",
            partial(beside, state=state),
        )
        for state in BEGUN
    },
    **{
        f"{name} is never edited": ("payout_never_edited", partial(changed, **{name: value}))
        for name, value in EDITED.items()
    },
    "the verifier does not prepare": (
        "payout_not_prepared_by_an_earlier_hand",
        lambda p: changed(p, prepared_by_id=the("victor").pk),
    ),
}

APPROVED_BY_ANNA: Attempts[Payout] = {
    "an approver does not prepare": (
        "payout_not_prepared_by_an_earlier_hand",
        lambda p: changed(p, prepared_by_id=the("anna").pk),
    ),
    "nothing is approved by one": (
        "payout_approved_by_enough",
        lambda p: changed(p, state="approved"),
    ),
}

APPROVED: Attempts[Payout] = {
    "what was approved stays": ("payout_frozen", lambda p: changed(p, digest="0" * 64)),
    "who prepared it stays": (
        "payout_frozen",
        lambda p: changed(p, prepared_by_id=the("theo").pk),
    ),
}


def test_a_computed_payout() -> None:
    all_refused(a_computed_payout(), COMPUTED)


def test_a_prepared_payout() -> None:
    all_refused(a_prepared_payout(), PREPARED)


def test_a_payout_with_one_approval_of_two() -> None:
    payout = approved(a_prepared_payout(), "anna")
    all_refused(payout, APPROVED_BY_ANNA)
    payout.approvals.update(voided_at=NOON)
    an_approval(payout, the("ben"))
    all_refused(
        payout, {"void approvals do not count": APPROVED_BY_ANNA["nothing is approved by one"]}
    )


def test_an_approved_payout() -> None:
    all_refused(an_approved_payout(), APPROVED)


def test_one_first_tranche_for_one_clause() -> None:
    payout = a_computed_payout()
    beside(payout)
    refused("payout_first_tranche_once", lambda: beside(payout))


def test_the_reserve_of_an_agreement_is_the_end_and_is_kept_for_those_who_wait() -> None:
    payout = a_computed_payout()
    agreement = Agreement.objects.filter(pk=payout.agreement_id)
    refused("reserve_is_spoken_for", lambda: agreement.update(success_reserved=4_999_999))
    agreement.update(success_reserved=5_000_000)
    refused("payout_within_reserve", lambda: beside(payout))


def test_no_purse_stands_in_for_another() -> None:
    payout = a_computed_payout()
    agreement = Agreement.objects.filter(pk=payout.agreement_id)
    agreement.update(success_reserved=55_000_000)
    refused("payout_within_reserve", lambda: beside(payout, part="incentive"))
    agreement.update(incentive_reserved=1)
    beside(payout, part="incentive")
    refused("reserve_is_spoken_for", lambda: agreement.update(incentive_reserved=0))


def test_an_attempt_that_goes_through_is_noticed(olivia: User) -> None:
    with pytest.raises(pytest.fail.Exception, match="a harmless change"):
        all_refused(
            a_computed_payout(),
            {"a harmless change": ("x", lambda p: changed(p, state_reason="y"))},
        )
