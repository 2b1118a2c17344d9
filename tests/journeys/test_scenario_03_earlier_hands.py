"""Scenario 3: whoever had an earlier hand in a payout has no later one, by whichever way."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from core.domain.errors import RuleBroken
from payouts import services
from payouts.domain.bundles import SignedBundle
from payouts.models import Approval, BankBatch, Disbursement, Payout
from payouts.selectors.runs import ANOTHER_HAND
from payouts.selectors.sights import sight_of
from people.domain.factors import Factor
from people.domain.roles import Role
from people.models import User
from tests.apps.payouts.forbidden import an_approval, refused
from tests.apps.payouts.pages import just_now, seen, sent, text, url
from tests.apps.payouts.walked import now_at_the_bank
from tests.architecture.test_doors import own_routes
from tests.doors import signed_in
from tests.factories.outcomes import a_measurement
from tests.factories.payouts import (
    NOON,
    a_built_batch,
    a_prepared_payout,
    an_approved_payout,
    approved,
    the_bank,
)
from tests.factories.people import a_member, the

pytestmark = pytest.mark.django_db


def also_approves(name: str) -> User:
    """Who acted before has changed sides, or got one more role at the bank, and would approve."""
    if name == "olivia":
        return a_member(name=name, role=Role.APPROVER, organization=the_bank())
    return now_at_the_bank(name, Role.APPROVER)


def claimed_prepared() -> Payout:
    """Measured by carla, certified by cato, verified by victor, prepared by olivia."""
    payout = a_prepared_payout()
    assert payout.verification is not None
    a_measurement(target=payout.verification.target)
    return payout


@pytest.mark.parametrize("name", ["olivia", "victor", "carla", "cato"])
def test_no_earlier_hand_approves_by_service_page_bundle_or_row(name: str) -> None:
    payout = claimed_prepared()
    person = also_approves(name)
    with pytest.raises(RuleBroken, match="already acted"):
        approved(payout, name)
    page = just_now(person).post(
        url("payout_approve", payout.pk), sent(seen=seen(payout, person), comment="")
    )
    assert page.status_code in {403, 409, 422}
    bundle = services.sign_bundle(
        signed=SignedBundle((sight_of(payout, person),), Factor("totp", NOON)),
        key=uuid4(),
        by=person,
        at=NOON,
    )
    assert bundle.rows.get().outcome == "refused"
    refused("approval_not_by", lambda: an_approval(payout, person))
    assert not Approval.objects.exists()


def also_pays(name: str) -> User:
    """The same for the treasury."""
    if name == "victor":
        return now_at_the_bank(name, Role.TREASURER)
    return a_member(name=name, role=Role.TREASURER, organization=the_bank())


EARLIER = ("olivia", "anna", "ben", "victor")


@pytest.mark.parametrize("name", EARLIER)
def test_no_earlier_hand_sends_by_service_page_or_row(name: str) -> None:
    batch = a_built_batch(an_approved_payout())
    person = also_pays(name)
    with pytest.raises(RuleBroken, match="already acted"):
        services.send_batch(batch_id=batch.pk, by=person, at=NOON)
    page = just_now(person).post(url("batch_send", batch.pk), sent())
    assert page.status_code == 422
    assert "already acted" in text(page)
    with pytest.raises(IntegrityError, match="batch_not_sent_by"), transaction.atomic():
        BankBatch.objects.filter(pk=batch.pk).update(sent_by=person, sent_at=NOON, state="sent")


@pytest.mark.parametrize("name", EARLIER)
def test_no_earlier_hand_builds_by_service_page_run_or_row(name: str) -> None:
    payout = an_approved_payout()
    program, person = payout.agreement.program_id, also_pays(name)
    with pytest.raises(RuleBroken, match="already acted"):
        services.build_batch(program_id=program, by=person, at=NOON)
    page = just_now(person).post(url("batch_build", program), sent())
    assert "already acted" in text(page)
    run = services.open_payrun(program_id=program, by=person, at=NOON)
    while services.work_payrun(run_id=run.pk, at=NOON):
        pass
    (left_out,) = run.refusals.all()
    assert (left_out.payout, left_out.reason) == (payout, ANOTHER_HAND.as_json())
    theirs = a_built_batch(payout)
    services.withdraw_batch(batch_id=theirs.pk, reason="Wrong day.", by=the("theo"), at=NOON)
    own = a_copy_of(theirs, number="BF-OWN", state="built", built_by=person)
    with pytest.raises(IntegrityError, match="disbursement_not_by"), transaction.atomic():
        Disbursement.objects.create(
            payout=payout, batch=own, attempt=2, key="OWN", amount=payout.amount
        )
    payout.refresh_from_db()
    assert payout.state == "approved"


def a_copy_of(batch: BankBatch, **changed: Any) -> BankBatch:
    """Another file, as careless code would write it."""
    own = BankBatch.objects.get(pk=batch.pk)
    own.pk = None
    for name, value in changed.items():
        setattr(own, name, value)
    own.save(force_insert=True)
    return own


def test_who_approved_does_not_prepare_it_anew() -> None:
    payout = approved(a_prepared_payout(), "anna")
    services.hold_payout(payout_id=payout.pk, reason="A question.", by=the("ben"), at=NOON)
    services.release_payout(payout_id=payout.pk, reason="Answered.", by=the("ben"), at=NOON)
    anna = a_member(name="anna", role=Role.PREPARER, organization=the_bank())
    with pytest.raises(RuleBroken, match="already acted"):
        services.prepare_payout(payout_id=payout.pk, by=anna, at=NOON)


def test_there_is_no_way_round_by_the_administration_or_the_api(agnes: User) -> None:
    payout = claimed_prepared()
    desk: Client = signed_in(agnes)
    for place in ("", "add/", f"{payout.pk}/change/"):
        for table in ("payout", "approval", "bankbatch", "disbursement"):
            assert desk.get(f"/admin/payouts/{table}/{place}").status_code == 404
    by_api = [
        address
        for address, _, view in own_routes()
        if address.startswith("api/") and view.__module__.startswith("payouts")
    ]
    assert not by_api, "a new door to payouts has to be tried above"


@pytest.fixture
def agnes(db: None) -> User:
    """Staff: the administration opens for her, with nothing of the bank's in it."""
    return the("agnes")
