"""A rule changes in the same moment: who comes second waits, and then knows of it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.contrib import admin

from core.domain.errors import RuleBroken
from core.domain.money import NOTHING
from core.domain.periods import Period
from payouts import services
from payouts.domain.bands import Band, Bands, Needed
from payouts.domain.delegations import Absence
from payouts.models import Approval, BankBatch, Delegation, Payout
from people.models import User
from tests.crowd import overtaken
from tests.factories.companies import a_bank_account
from tests.factories.payouts import (
    NOON,
    a_built_batch,
    a_computed_payout,
    a_prepared_payout,
    an_approved_payout,
    approve_payout,
    approved,
    replaced,
    the_bank,
)
from tests.factories.people import the

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2026, 6, 1)


def a_freeze(payout: Payout) -> int:
    window = (NOON, NOON + timedelta(days=1))
    return services.propose_freeze(
        program_id=payout.agreement.program_id,
        window=window,
        reason="An audit.",
        by=the("olivia"),
        at=NOON,
    ).pk


def approve(payout: Payout, by: User) -> Approval:
    return approve_payout(
        payout_id=payout.pk, digest=payout.digest, comment="", key=uuid4(), by=by, at=NOON
    )


def test_nobody_approves_what_is_just_frozen() -> None:
    payout, anna, sena = a_prepared_payout(), the("anna"), the("sena")
    freeze = a_freeze(payout)
    with pytest.raises(RuleBroken, match=r"frozen this very moment\. Nothing was approved"):
        overtaken(
            lambda: services.confirm_freeze(freeze_id=freeze, by=sena, at=NOON),
            lambda: approve(payout, anna),
        )
    assert not Approval.objects.exists()


def test_nothing_is_sent_of_what_is_just_frozen() -> None:
    payout, theo, sena = an_approved_payout(), the("theo"), the("sena")
    batch, freeze = a_built_batch(payout), a_freeze(payout)
    with pytest.raises(RuleBroken, match=r"frozen this very moment\. Nothing was sent"):
        overtaken(
            lambda: services.confirm_freeze(freeze_id=freeze, by=sena, at=NOON),
            lambda: services.send_batch(batch_id=batch.pk, by=theo, at=NOON),
        )
    assert BankBatch.objects.get().state == "built"
    assert Payout.objects.get().state == "approved"


def test_nothing_is_prepared_by_bands_that_just_ended() -> None:
    payout, olivia, anna = a_computed_payout(), the("olivia"), the("anna")
    a_bank_account(supplier=payout.agreement.supplier)
    table = services.propose_bands(
        program_id=payout.agreement.program_id,
        bands=Bands((Band(NOTHING, None, Needed(2, 1)),)),
        starts_at=None,
        reason="Stricter.",
        by=olivia,
        at=NOON,
    )

    def prepare() -> Payout:
        return services.prepare_payout(payout_id=payout.pk, by=olivia, at=NOON)

    with pytest.raises(RuleBroken, match="The approval bands changed this very moment"):
        overtaken(lambda: services.confirm_bands(table_id=table.pk, by=anna, at=NOON), prepare)
    assert prepare().needed == Needed(2, 1)


def named(absent: str, delegate: str) -> Delegation:
    absence = Absence(
        organization=the_bank().pk,
        absent=the(absent).pk,
        delegate=the(delegate).pk,
        period=Period(TODAY, TODAY),
        reason="Holiday.",
    )
    return services.propose_delegation(absence=absence, by=the(absent), at=NOON)


def test_nobody_stands_in_after_it_just_ended() -> None:
    payout, theo, ben = a_prepared_payout(), the("theo"), the("ben")
    delegation = named("ben", "theo")
    with pytest.raises(RuleBroken, match="You stood in for somebody until this very moment"):
        overtaken(
            lambda: services.end_delegation(delegation_id=delegation.pk, by=ben, at=NOON),
            lambda: approve(payout, theo),
        )
    assert not Approval.objects.exists()


def test_two_delegations_at_once_make_no_chain() -> None:
    for name in ("anna", "ben", "theo"):
        the(name)
    with pytest.raises(RuleBroken, match="never passed on"):
        overtaken(lambda: named("ben", "anna"), lambda: named("anna", "theo"))
    assert Delegation.objects.count() == 1


def test_whatever_has_to_be_prepared_again_loses_every_approval() -> None:
    payout = approved(a_prepared_payout(), "anna")
    replaced(payout)
    payout = services.prepare_payout(payout_id=payout.pk, by=the("olivia"), at=NOON)
    assert not payout.approvals.filter(voided_at=None).exists()
    approved(payout, "anna", "ben")
    assert payout.state == "approved"


def test_no_way_leads_round_through_the_administration() -> None:
    rooms = {model._meta.app_label for model in admin.site._registry}
    assert "payouts" not in rooms
