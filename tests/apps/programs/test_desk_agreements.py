"""The agency desk, from terms typed clause by clause to a signature."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from django.test import Client

from programs.domain.lifecycle import AgreementState
from programs.models import Agreement, Commitment
from programs.selectors import current_terms
from programs.services import sign_agreement
from tests.apps.programs.at_the_desk import at, do, see, went
from tests.factories.people import the
from tests.factories.programs import TERMS, a_recommendation, an_agreement

pytestmark = pytest.mark.django_db


def test_an_agreement_is_proposed_by_form(desk: Client) -> None:
    given = a_recommendation()
    page = see(desk, "recommendation", "do", given.pk, "propose")
    assert "₩2,800,000,000" in page
    typed = {
        "cap": "100,000,000",
        "rounding": "won_down",
        "fixed_key": "advance",
        "fixed_amount": "40,000,000",
        "per_unit_key": "guards",
        "per_unit_rate": "500000",
        "per_unit_most": "50",
        "threshold_key": "injuries",
        "threshold_award": "30,000,000",
        "threshold_share": "1",
        "steps_key": "steps",
        "steps": "0.5 1,000,000\n1 2000000",
    }
    went(do(desk, "recommendation", given.pk, "propose", **typed))
    agreement = Agreement.objects.get()
    assert current_terms(agreement).rule.largest().won == 97_000_000
    see(desk, "recommendation", "do", given.pk, "propose", status=409)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cap": ""}, "“Never more than” is empty"),
        ({"steps": "half 10"}, "must be a number in quotation marks"),
        ({"steps": "0.5"}, "Line 1 is not a share and an amount"),
        ({"document": "{"}, "This is not JSON: look at line 1"),
        ({"document": "[" * 100_000}, "This is not JSON"),
        ({"document": '{"schema": 1.5}'}, "schema must be one of"),
        ({"per_unit_rate": "5"}, "at most so many units” is empty"),
        ({"fixed_key": ""}, "“Name of the clause” is empty"),
        ({"fixed_amount": ""}, "must be a list with 1 to"),
        ({"fixed_key": "Ä ö"}, "Name of the clause"),
        ({"threshold_share": "0.5"}, "“Threshold: award” is empty"),
        ({"fixed_amount": "3,000,000,000", "cap": "5,000,000,000"}, "₩2,800,000,000 of it is free"),
    ],
)
def test_terms_that_cannot_be_are_refused_in_words(
    change: dict[str, str], words: str, desk: Client
) -> None:
    given = a_recommendation()
    typed = {"cap": "100", "rounding": "won_down", "fixed_key": "a", "fixed_amount": "40"}
    typed |= {"per_unit_key": "b", "threshold_key": "c", "steps_key": "d"}
    answer = do(desk, "recommendation", given.pk, "propose", **{**typed, **change})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Agreement.objects.exists()


def test_without_a_commitment_the_proposal_page_says_so(desk: Client) -> None:
    given = a_recommendation()
    Commitment.objects.update(state="proposed", confirmed_by=None)
    page = see(desk, "recommendation", "do", given.pk, "propose")
    assert "has not confirmed its commitment" in page


def test_terms_come_as_a_document_and_are_revised(desk: Client) -> None:
    given = a_recommendation()
    went(
        do(
            desk,
            "recommendation",
            given.pk,
            "propose",
            rounding="won_down",
            document=json.dumps(TERMS),
        )
    )
    agreement = Agreement.objects.get()
    page = see(desk, "agreement", "do", agreement.pk, "revise")
    assert "boram.terms/0" in page
    cheaper = json.dumps({**TERMS, "cap": 60_000_000})
    went(do(desk, "agreement", agreement.pk, "revise", rounding="won_down", document=cheaper))
    assert current_terms(agreement).version == 2


def test_the_agency_signs_once_and_reads_what_it_signs(desk: Client, noon: datetime) -> None:
    agreement = an_agreement(state=AgreementState.PROPOSED)
    digest = current_terms(agreement).digest
    page = see(desk, "agreement", "do", agreement.pk, "sign")
    assert "₩500,000 is paid for each verified unit" in page
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
