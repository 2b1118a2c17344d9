"""The agency desk: from there to the page of the terms, and back for a signature."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse

from programs.domain.lifecycle import AgreementState
from programs.selectors import current_terms
from programs.services import sign_agreement
from tests.apps.programs.at_the_desk import at, do, see, went
from tests.factories.people import the
from tests.factories.programs import a_recommendation, an_agreement

pytestmark = pytest.mark.django_db


def test_the_buttons_lead_to_the_page_on_which_terms_are_written(desk: Client) -> None:
    given = a_recommendation()
    page = see(desk, "recommendation", "change", given.pk)
    builder = reverse("programs:draft", args=[given.pk])
    assert builder in page
    assert desk.get(at("recommendation", "do", given.pk, "propose")).headers["location"] == builder


def test_terms_on_offer_are_revised_on_the_same_page(desk: Client) -> None:
    agreement = an_agreement(state=AgreementState.PROPOSED)
    builder = reverse("programs:draft", args=[agreement.recommendation_id])
    assert builder in see(desk, "agreement", "change", agreement.pk)
    assert desk.get(at("agreement", "do", agreement.pk, "revise")).headers["location"] == builder
    see(desk, "recommendation", "do", agreement.recommendation_id, "propose", status=409)


def test_the_agency_signs_once_and_reads_what_it_signs(desk: Client, noon: datetime) -> None:
    agreement = an_agreement(state=AgreementState.PROPOSED)
    digest = current_terms(agreement).digest
    page = see(desk, "agreement", "do", agreement.pk, "sign")
    assert "₩500,000 for each" in page
    stale = desk.post(at("agreement", "do", agreement.pk, "sign"), {"digest": "f", "read": "on"})
    assert stale.status_code == 409
    went(do(desk, "agreement", agreement.pk, "sign", digest=digest, read="on"))
    see(desk, "agreement", "do", agreement.pk, "sign", status=409)
    for who in ("cato", "ben"):
        sign_agreement(agreement_id=agreement.pk, digest=digest, by=the(who), at=noon)
    page = see(desk, "agreement", "change", agreement.pk)
    assert "Agnes" in page
    went(do(desk, "agreement", agreement.pk, "close"))
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.CLOSED


def test_an_offer_is_withdrawn(desk: Client) -> None:
    agreement = an_agreement(state=AgreementState.PROPOSED)
    went(do(desk, "agreement", agreement.pk, "withdraw"))
    agreement.refresh_from_db()
    assert agreement.state == AgreementState.WITHDRAWN
