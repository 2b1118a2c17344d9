"""Scenario 15, before payout: signs are looked for again, at the sites behind the money."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

import pytest

from companies.models import Worksite
from companies.selectors import unexplained_relations
from companies.services import explain_relation
from core.domain.errors import RuleBroken
from payouts.models import Payout
from payouts.services import prepare_payout
from people.models import User
from tests.apps.payouts.pages import text, url
from tests.doors import signed_in
from tests.factories.companies import a_bank_account, a_worksite
from tests.factories.payouts import a_computed_payout, approve_payout, prepared

pytestmark = pytest.mark.django_db


def site_of(payout: Payout) -> Worksite:
    assert payout.verification
    assert payout.verification.target.match
    return payout.verification.target.match.worksite


def namesake(site: Worksite) -> None:
    Worksite.objects.filter(pk=site.pk).update(representative="Han Bit")
    site.refresh_from_db()


def explain(site: Worksite, by: User, at: datetime) -> None:
    for relation in unexplained_relations(site.registered_by, [site]):
        explain_relation(
            supplier_id=site.registered_by_id,
            worksite_id=site.pk,
            digest=relation.sign.digest,
            text="Namesakes; both cards seen.",
            by=by,
            at=at,
        )


def shown(payout: Payout, viewer: User) -> str:
    browser = signed_in(viewer)
    browser.cookies["django_language"] = "en"
    return text(browser.get(url("payout", payout.pk)))


def test_nothing_is_prepared_over_a_sign_that_nobody_has_explained(
    olivia: User, agnes: User, noon: datetime
) -> None:
    payout = a_computed_payout()
    a_bank_account(supplier=payout.agreement.supplier)
    namesake(site_of(payout))
    with pytest.raises(RuleBroken, match="called hanbit"):
        prepare_payout(payout_id=payout.pk, by=olivia, at=noon)
    explain(site_of(payout), agnes, noon)
    assert prepare_payout(payout_id=payout.pk, by=olivia, at=noon).state == "prepared"


def test_another_site_of_the_supplier_does_not_stop_it(olivia: User, noon: datetime) -> None:
    payout = a_computed_payout()
    namesake(a_worksite(supplier=payout.agreement.supplier))
    assert prepared(payout).state == "prepared"


def test_a_portfolio_waits_for_each_of_its_sites(olivia: User, noon: datetime) -> None:
    payout = a_computed_payout()
    a_bank_account(supplier=payout.agreement.supplier)
    namesake(site_of(payout))
    assert payout.verification
    type(payout.verification.target).objects.filter(pk=payout.verification.target_id).update(
        match=None
    )
    with pytest.raises(RuleBroken, match="called hanbit"):
        prepare_payout(payout_id=payout.pk, by=olivia, at=noon)


def test_a_sign_that_came_up_since_stops_the_approval_and_is_shown(
    anna: User, agnes: User, noon: datetime
) -> None:
    payout = prepared(a_computed_payout())
    assert "Nothing points at supplier and worksite being related" in shown(payout, anna)
    namesake(site_of(payout))
    with pytest.raises(RuleBroken, match="called hanbit"):
        approve_payout(
            payout_id=payout.pk, digest=payout.digest, comment="", key=uuid4(), by=anna, at=noon
        )
    explain(site_of(payout), agnes, noon)
    assert "Namesakes; both cards seen." in shown(payout, anna)
