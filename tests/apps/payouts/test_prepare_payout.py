"""prepare_payout"""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied

from audit.selectors import events_about
from core.domain.errors import IllegalMove, RuleBroken
from ledger.selectors import balance_of, books_balance
from payouts.selectors import payouts_left_out, payouts_to_prepare
from payouts.services import prepare_payout
from people.domain.roles import Role
from people.models import User
from tests.apps.payouts.walked import now_at_the_bank
from tests.factories.companies import a_bank_account
from tests.factories.payouts import (
    a_built_batch,
    a_computed_payout,
    approve_payout,
    approved,
    prepared,
    replaced,
    the_bank,
)
from tests.factories.people import a_member

pytestmark = pytest.mark.django_db


def test_freezes_the_account_and_everything_shown(olivia: User, noon: datetime) -> None:
    payout = a_computed_payout()
    account = a_bank_account(supplier=payout.agreement.supplier)

    done = prepare_payout(payout_id=payout.pk, by=olivia, at=noon)

    assert (done.state, done.bank_account, done.prepared_by) == ("prepared", account, olivia)
    assert len(done.digest) == 64
    assert done.preparations == 1
    event = events_about(done).last()
    assert event is not None
    assert event.details["digest"] == done.digest
    assert "12345678901234" not in str(event.details)


def test_without_a_confirmed_account_it_waits(olivia: User, noon: datetime) -> None:
    payout = a_computed_payout()
    with pytest.raises(RuleBroken, match="no confirmed bank account"):
        prepare_payout(payout_id=payout.pk, by=olivia, at=noon)


def test_only_preparers_of_this_bank(anna: User, noon: datetime) -> None:
    payout = a_computed_payout()
    with pytest.raises(PermissionDenied):
        prepare_payout(payout_id=payout.pk, by=anna, at=noon)


def test_who_verified_may_not_prepare(victor: User, olivia: User, noon: datetime) -> None:
    payout = a_computed_payout()
    a_bank_account(supplier=payout.agreement.supplier)
    now_at_the_bank("victor", Role.PREPARER)
    with pytest.raises(RuleBroken, match="already acted on PO-2026-00001 \\(verified\\)"):
        prepare_payout(payout_id=payout.pk, by=victor, at=noon)
    assert payout not in payouts_to_prepare(victor)
    assert payout in payouts_to_prepare(olivia)


def test_prepared_once_is_enough(olivia: User, noon: datetime) -> None:
    payout = prepared(a_computed_payout())
    with pytest.raises(IllegalMove, match="prepared already"):
        prepare_payout(payout_id=payout.pk, by=olivia, at=noon)


def test_a_new_account_voids_approvals_and_asks_to_prepare_again(
    olivia: User, noon: datetime
) -> None:
    payout = approved(prepared(a_computed_payout()), "anna")
    old = payout.digest
    account = replaced(payout)
    assert payout in payouts_to_prepare(olivia)

    again = prepare_payout(payout_id=payout.pk, by=olivia, at=noon)

    assert (again.bank_account, again.preparations) == (account, 2)
    assert again.digest != old
    assert not again.approvals.filter(voided_at=None).exists()
    assert payout not in payouts_to_prepare(olivia)


def test_an_approved_payout_with_a_new_account_is_not_owed_until_approved_again(
    olivia: User, noon: datetime
) -> None:
    payout = approved(prepared(a_computed_payout()))
    owed = f"agreement:{payout.agreement_id}:success:owed"
    assert balance_of(owed).won == 5_000_000
    replaced(payout)
    assert list(payouts_left_out(payout.agreement.program)) == [payout]

    prepare_payout(payout_id=payout.pk, by=olivia, at=noon)
    assert balance_of(owed).won == 0

    payout.refresh_from_db()
    approved(payout)
    assert balance_of(owed).won == 5_000_000
    assert books_balance()


def test_in_a_bank_file_it_cannot_be_prepared_again(olivia: User, noon: datetime) -> None:
    payout = approved(prepared(a_computed_payout()))
    a_built_batch(payout)
    replaced(payout)
    with pytest.raises(RuleBroken, match="withdraw the file"):
        prepare_payout(payout_id=payout.pk, by=olivia, at=noon)
    assert payout not in payouts_to_prepare(olivia)


def test_who_approved_an_earlier_version_may_not_prepare(
    anna: User, olivia: User, noon: datetime
) -> None:
    payout = approved(prepared(a_computed_payout()), "anna")
    a_member(name="anna", role=Role.PREPARER, organization=the_bank())
    replaced(payout)
    with pytest.raises(RuleBroken, match="\\(approved\\)"):
        prepare_payout(payout_id=payout.pk, by=anna, at=noon)


def test_who_prepared_an_earlier_version_may_not_approve(
    olivia: User, ben: User, noon: datetime
) -> None:
    payout = approved(prepared(a_computed_payout()), "anna")
    replaced(payout)
    a_member(name="olivia", role=Role.APPROVER, organization=the_bank())
    oscar = a_member(name="oscar", role=Role.PREPARER, organization=the_bank())
    again = prepare_payout(payout_id=payout.pk, by=oscar, at=noon)
    with pytest.raises(RuleBroken, match="\\(prepared\\)"):
        approve_payout(
            payout_id=payout.pk, digest=again.digest, comment="", key=uuid4(), by=olivia, at=noon
        )
