"""approve_payout"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.selectors import events_about
from core.domain.errors import IllegalMove, RuleBroken, Stale
from ledger.selectors import balance_of, books_balance
from outcomes.domain.lifecycle import MeasurementState
from outcomes.models import Evidence
from payouts.models import Approval, Payout
from payouts.selectors import payouts_to_approve
from people.domain.roles import Kind, Role
from people.models import User
from tests.apps.payouts.pages import just_now, seen, text, url
from tests.apps.payouts.walked import now_at_the_bank
from tests.factories.outcomes import a_measurement
from tests.factories.payouts import (
    a_computed_payout,
    a_prepared_payout,
    an_approved_payout,
    approve_payout,
    prepared,
    replaced,
    the_bank,
)
from tests.factories.people import a_member, an_organization, the

pytestmark = pytest.mark.django_db


def approve(payout: Payout, by: User, at: datetime, **changed: Any) -> Approval:
    given: dict[str, Any] = {
        "digest": payout.digest,
        "comment": "Checked.",
        "key": uuid4(),
        **changed,
    }
    return approve_payout(payout_id=payout.pk, by=by, at=at, **given)


def test_the_second_approval_makes_it_owed(anna: User, ben: User, noon: datetime) -> None:
    payout = a_prepared_payout()
    approve(payout, anna, noon)
    payout.refresh_from_db()
    assert payout.state == "prepared"
    assert balance_of(f"agreement:{payout.agreement_id}:success:owed").won == 0

    approve(payout, ben, noon)
    payout.refresh_from_db()
    assert payout.state == "approved"
    assert balance_of(f"agreement:{payout.agreement_id}:success:owed").won == 5_000_000
    assert balance_of(f"agreement:{payout.agreement_id}:success:reserved").won == -5_000_000
    assert books_balance()
    assert [e.action for e in events_about(payout)] == [
        "payout.compute",
        "payout.prepare",
        "payout.approve",
        "payout.sign",
        "payout.approve",
        "payout.approved",
        "payout.sign",
    ]


def test_the_same_key_gives_the_same_receipt(anna: User, ben: User, noon: datetime) -> None:
    payout, key = a_prepared_payout(), uuid4()
    receipt = approve(payout, anna, noon, key=key)
    assert approve(payout, anna, noon, key=key) == receipt
    approve(payout, ben, noon)
    assert approve(payout, anna, noon, key=key) == receipt  # even after it moved on
    assert payout.approvals.count() == 2


def test_a_key_belongs_to_one_person(anna: User, ben: User, noon: datetime) -> None:
    payout, key = a_prepared_payout(), uuid4()
    approve(payout, anna, noon, key=key)
    with pytest.raises(RuleBroken, match="used for something else"):
        approve(payout, ben, noon, key=key)


def test_one_person_counts_once(anna: User, noon: datetime) -> None:
    payout = a_prepared_payout()
    approve(payout, anna, noon)
    with pytest.raises(RuleBroken, match="approved this payout already"):
        approve(payout, anna, noon)
    assert payout not in payouts_to_approve(anna)


def test_the_maker_never_approves(olivia: User, noon: datetime) -> None:
    payout = a_prepared_payout()
    a_member(name="olivia", role=Role.APPROVER, organization=the_bank())
    with pytest.raises(RuleBroken, match="already acted on this payout \\(prepared\\)"):
        approve(payout, olivia, noon)
    assert payout not in payouts_to_approve(olivia)


def test_nobody_from_an_earlier_stage_approves(noon: datetime) -> None:
    payout = a_prepared_payout()
    assert payout.verification is not None
    a_measurement(target=payout.verification.target)
    for name, stage in (("victor", "verified"), ("carla", "measured"), ("cato", "certified")):
        person = now_at_the_bank(name, Role.APPROVER)
        with pytest.raises(RuleBroken, match=stage), transaction.atomic():
            approve(payout, person, noon)
        assert payout not in payouts_to_approve(person)


def test_everybody_else_is_turned_away(noon: datetime) -> None:
    payout = a_prepared_payout()
    for name in ("olivia", "theo", "carla", "victor", "otto", "audrey", "agnes"):
        with pytest.raises(PermissionDenied), transaction.atomic():
            approve(payout, the(name), noon)
        assert not payouts_to_approve(the(name)).exists()
    assert not Approval.objects.exists()


def test_an_approver_of_another_bank_is_a_stranger(noon: datetime) -> None:
    payout = a_prepared_payout()
    elsewhere = an_organization(kind=Kind.FUNDER, name="Other Bank")
    with pytest.raises(PermissionDenied):
        approve(payout, a_member(name="eve", role=Role.APPROVER, organization=elsewhere), noon)


def test_what_was_on_the_screen_has_to_be_what_is_there(anna: User, noon: datetime) -> None:
    payout = a_prepared_payout()
    with pytest.raises(Stale, match="is different now"):
        approve(payout, anna, noon, digest="0" * 64)


def test_a_changed_row_is_noticed_even_under_the_old_hash(anna: User, noon: datetime) -> None:
    payout = a_prepared_payout()
    Payout.objects.filter(pk=payout.pk).update(prepared_by=the("theo"))
    with pytest.raises(Stale):
        approve(payout, anna, noon)


def test_a_replaced_account_stops_the_approval(anna: User, noon: datetime) -> None:
    payout = a_prepared_payout()
    replaced(payout)
    with pytest.raises(Stale, match="replaced the bank account"):
        approve(payout, anna, noon)
    assert payout not in payouts_to_approve(anna)


def test_an_approved_payout_needs_no_third(noon: datetime, olivia: User) -> None:
    payout = an_approved_payout()
    third = a_member(name="bea", role=Role.APPROVER, organization=the_bank())
    with pytest.raises(IllegalMove):
        approve(payout, third, noon)


def test_what_is_blocked_is_not_only_shown(anna: User, noon: datetime) -> None:
    payout = a_computed_payout()
    assert payout.verification is not None
    Evidence.objects.create(
        measurement=a_measurement(
            target=payout.verification.target, state=MeasurementState.MEASURED
        ),
        name="lost.pdf",
        content_type="application/pdf",
        size=1,
        sha256="0" * 64,
        attached_by=the("carla"),
        attached_at=noon,
    )
    payout = prepared(payout)
    with pytest.raises(RuleBroken, match="Evidence is not what was sent"):
        approve(payout, anna, noon)
    client = just_now(anna)
    chosen = {"decision": "approve", "seen": seen(payout, anna)}
    answer = client.post(url("payout_decide", payout.pk), chosen, follow=True)
    assert answer.status_code == 409
    assert "Evidence is not what was sent: lost.pdf." in text(answer)
    chosen["decision"], chosen["reason"] = "reject", "The evidence is gone."
    assert client.post(url("payout_decide", payout.pk), chosen, follow=True).status_code == 200
