"""Scenario 15, before recommendation: a supplier that would improve its own site is flagged."""

from __future__ import annotations

from datetime import datetime

import pytest

from companies.models import Worksite
from companies.selectors import unexplained_relations
from companies.services import explain_relation
from core.domain.errors import RuleBroken
from people.models import User
from programs.models import Application, Recommendation
from programs.services import confirm_recommendation, recommend_application
from tests.doors import signed_in
from tests.factories.companies import a_worksite

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(reviewed: Application) -> Worksite:
    site = a_worksite(supplier=reviewed.supplier)
    Worksite.objects.filter(pk=site.pk).update(representative="Han Bit")
    site.refresh_from_db()
    return site


def explain(site: Worksite, by: User, at: datetime) -> None:
    for relation in unexplained_relations(site.registered_by, [site]):
        explain_relation(
            supplier_id=site.registered_by_id,
            worksite_id=site.pk,
            digest=relation.sign.digest,
            text="Namesakes.",
            by=by,
            at=at,
        )


def recommend(application: Application, by: User, at: datetime) -> Recommendation:
    return recommend_application(application_id=application.pk, reason="Strong plan.", by=by, at=at)


def test_it_waits_until_an_officer_has_explained_the_sign(
    reviewed: Application, site: Worksite, agnes: User, noon: datetime
) -> None:
    words = "1 signs .* not explained. The first, at Daesung Precision .*called hanbit"
    with pytest.raises(RuleBroken, match=words):
        recommend(reviewed, agnes, noon)
    explain(site, agnes, noon)
    assert recommend(reviewed, agnes, noon).reason == "Strong plan."


def test_a_sign_that_came_up_since_stops_the_second_officer(
    reviewed: Application, site: Worksite, agnes: User, arthur: User, noon: datetime
) -> None:
    explain(site, agnes, noon)
    given = recommend(reviewed, agnes, noon)
    Worksite.objects.filter(pk=site.pk).update(contact_phone="02-0000-0000")
    with pytest.raises(RuleBroken, match="same telephone"):
        confirm_recommendation(recommendation_id=given.pk, by=arthur, at=noon)


def test_the_officer_sees_the_sign_beside_the_application(
    reviewed: Application, site: Worksite, agnes: User
) -> None:
    desk = signed_in(agnes)
    desk.cookies["django_language"] = "en"
    html = desk.get(f"/admin/programs/application/{reviewed.pk}/change/").content.decode()
    assert "Same representative" in html
    assert f"/suppliers/{reviewed.supplier_id}/relations/{site.pk}/" in html
