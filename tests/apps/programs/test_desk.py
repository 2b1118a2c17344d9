"""The agency's desk: every table shows, every verb asks and calls its service, the rest stays shut."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.domain.roles import Kind, Role
from people.models import User
from programs.domain.eligibility import CHECKS
from programs.domain.lifecycle import (
    AgreementState,
    ApplicationState,
    CallState,
    ProgramState,
    RecommendationState,
    ReviewState,
)
from programs.models import (
    Agreement,
    Application,
    Call,
    Commitment,
    Hazard,
    Indicator,
    Program,
    Recommendation,
    Review,
)
from programs.selectors import current_terms
from programs.services import sign_agreement
from tests.doors import signed_in
from tests.factories.people import a_member, an_organization, the
from tests.factories.programs import (
    TERMS,
    a_hazard,
    a_program,
    a_recommendation,
    a_review,
    an_agreement,
    an_application,
    an_indicator,
    four_reviews,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(agnes: User) -> Client:
    return signed_in(agnes)


@pytest.fixture
def colleague(arthur: User) -> Client:
    return signed_in(arthur)


def at(model: str, what: str, *args: Any) -> str:
    return reverse(f"admin:programs_{model}_{what}", args=args)


def see(desk: Client, model: str, what: str, *args: Any, status: int = 200) -> str:
    answer = desk.get(at(model, what, *args))
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def do(desk: Client, model: str, pk: int, verb: str, **data: Any) -> HttpResponse:
    """Look at the confirmation page, then send it."""
    see(desk, model, "do", pk, verb)
    return desk.post(at(model, "do", pk, verb), data)


def begin(desk: Client, model: str, verb: str, **data: Any) -> HttpResponse:
    see(desk, model, "do_here", verb)
    return desk.post(at(model, "do_here", verb), data)


def went(answer: HttpResponse) -> None:
    assert answer.status_code == 302, answer.content.decode()


def test_every_list_and_every_object_opens(desk: Client, noon: datetime) -> None:
    agreement = an_agreement()
    recommendation = agreement.recommendation
    application = recommendation.application
    review = a_review(application=application, state=ReviewState.SCORED)
    amendment = Commitment.objects.get().amendments.create(
        base_delta=1, success_delta=0, reason="More.", proposed_by=the("olivia")
    )
    things = {
        "program": agreement.program,
        "call": application.call,
        "hazard": a_hazard(),
        "indicator": an_indicator(),
        "application": application,
        "review": review,
        "recommendation": recommendation,
        "agreement": agreement,
        "commitment": Commitment.objects.get(),
        "commitmentamendment": amendment,
    }
    for model, thing in things.items():
        see(desk, model, "changelist")
        see(desk, model, "change", thing.pk)
    assert "₩95,000,000" in see(desk, "agreement", "change", agreement.pk)
    assert "Hanbit" in desk.get(at("application", "changelist"), {"q": "hanbit"}).content.decode()
    filtered = desk.get(at("agreement", "changelist"), {"state__exact": "proposed"})
    assert agreement.number not in filtered.content.decode()


def test_another_agencys_papers_are_not_there(noon: datetime) -> None:
    agreement = an_agreement()
    other = an_organization(kind=Kind.AGENCY, name="Other Agency")
    stella = a_member(name="stella", role=Role.AGENCY_OFFICER, organization=other)
    desk = signed_in(stella)
    assert agreement.number not in see(desk, "agreement", "changelist")
    see(desk, "agreement", "change", agreement.pk, status=302)  # the desk says it is gone
    see(desk, "agreement", "do", agreement.pk, "close", status=404)


def test_nobody_edits_a_table_of_money(desk: Client) -> None:
    commitment = a_program().commitment
    answer = desk.post(at("commitment", "change", commitment.pk), {"base_amount": "1"})
    assert answer.status_code == 403
    see(desk, "commitment", "add", status=403)
    commitment.refresh_from_db()
    assert commitment.base_amount == 2_800_000_000


def test_a_draft_of_a_firm_is_not_on_the_desk(desk: Client) -> None:
    application = an_application(state=ApplicationState.DRAFT)
    see(desk, "application", "change", application.pk, status=302)


def test_a_programme_is_drafted_opened_and_closed(desk: Client) -> None:
    draft = {
        "code": "second-round",
        "name_ko": "둘째",
        "name_en": "Second",
        "agency": an_organization(kind=Kind.AGENCY, name="Demo Agency").pk,
        "funder": an_organization(kind=Kind.FUNDER, name="Demo Bank").pk,
        "starts_on": "2027-01-01",
        "ends_on": "2027-12-31",
        "reviewers_needed": "4",
        "approvals_needed": "2",
        "hazards": [a_hazard().pk],
        "indicators": [an_indicator().pk],
    }
    went(begin(desk, "program", "draft", **draft))
    program = Program.objects.get(code="second-round")
    again = begin(desk, "program", "draft", **draft)
    assert again.status_code == 422
    assert "is already a programme" in again.content.decode()
    went(do(desk, "program", program.pk, "open"))
    assert "Close the programme" in see(desk, "program", "change", program.pk)
    went(do(desk, "program", program.pk, "close"))
    program.refresh_from_db()
    assert program.state == ProgramState.CLOSED


def test_a_call_is_drafted_opened_and_closed(desk: Client) -> None:
    program = a_program()
    window = {
        "opens_at": "2026-01-01T09:00",
        "closes_at": f"{timezone.now() + timedelta(days=30):%Y-%m-%d %H:%M}",
    }
    draft = {"program": program.pk, "title": "Second call", "places": "50", **window}
    went(begin(desk, "call", "draft", **draft))
    call = Call.objects.get()
    went(do(desk, "call", call.pk, "open"))
    went(do(desk, "call", call.pk, "close"))
    call.refresh_from_db()
    assert call.state == CallState.CLOSED
    late = begin(desk, "call", "draft", **{**draft, "closes_at": "soon"})
    assert "This is not a moment" in late.content.decode()


def test_hazards_and_indicators_are_defined(desk: Client) -> None:
    went(begin(desk, "hazard", "define", code="fall", name_ko="추락", name_en="Fall"))
    assert Hazard.objects.filter(code="fall").exists()
    facts = {
        "code": "guards",
        "name_ko": "방호",
        "name_en": "Guards",
        "unit_ko": "개",
        "unit_en": "pieces",
        "is_leading": "on",
        "definition": "Counted on site.",
    }
    went(begin(desk, "indicator", "define", **facts))
    assert Indicator.objects.get().is_leading


def test_an_application_is_checked_and_decided(desk: Client) -> None:
    application = an_application(state=ApplicationState.SUBMITTED)
    some = {"business-active": "yes", "taxes-paid": "no", "note-taxes-paid": ""}
    answer = do(desk, "application", application.pk, "check", **some)
    assert answer.status_code == 422
    assert "Say why the answer is no." in answer.content.decode()
    some["note-taxes-paid"] = "No certificate."
    went(do(desk, "application", application.pk, "check", **some))
    page = see(desk, "application", "change", application.pk)
    assert "No certificate." in page
    assert "There are 0 marks, and 4 are needed" in page
    assert "No certificate." in see(desk, "application", "do", application.pk, "check")
    open_ones = do(desk, "application", application.pk, "decide")
    assert "questions are not answered yet" in open_ones.content.decode()
    went(do(desk, "application", application.pk, "check", **{c.key: "yes" for c in CHECKS}))
    went(do(desk, "application", application.pk, "decide"))
    application.refresh_from_db()
    assert application.state == ApplicationState.ELIGIBLE


def test_an_application_is_returned_in_time(desk: Client) -> None:
    application = an_application(state=ApplicationState.SUBMITTED)
    Call.objects.update(closes_at=timezone.now() + timedelta(days=1))
    went(do(desk, "application", application.pk, "return", reason="Which sites?"))
    application.refresh_from_db()
    assert application.returned_reason == "Which sites?"


def test_reviewers_are_assigned_and_the_application_recommended(desk: Client, rita: User) -> None:
    application = an_application()
    went(do(desk, "application", application.pk, "assign", reviewer=rita.pk))
    assert str(rita.pk) not in _choices(see(desk, "application", "do", application.pk, "assign"))
    Review.objects.all().delete()
    four_reviews(application)
    assert "87.50" in see(desk, "application", "change", application.pk)
    assert "87.50" in see(desk, "application", "do", application.pk, "recommend")
    went(do(desk, "application", application.pk, "recommend", reason="Strong plan."))
    given = Recommendation.objects.get()
    assert given.state == RecommendationState.RECOMMENDED
    see(desk, "application", "do", application.pk, "recommend", status=409)


def test_too_few_scores_say_so_before_anybody_tries(desk: Client) -> None:
    application = an_application()
    page = see(desk, "application", "do", application.pk, "recommend")
    assert "Wait for the other reviewers" in page


def test_a_colleague_confirms_and_nobody_oneself(desk: Client, colleague: Client) -> None:
    application = an_application()
    four_reviews(application)
    given = a_recommendation(application=application, state=RecommendationState.RECOMMENDED)
    assert "Confirm the recommendation" not in see(desk, "recommendation", "change", given.pk)
    see(desk, "recommendation", "do", given.pk, "confirm", status=409)
    assert "Recommendations to confirm" not in desk.get(reverse("admin:index")).content.decode()
    front = colleague.get(reverse("admin:index")).content.decode()
    assert "Recommendations to confirm" in front
    went(do(colleague, "recommendation", given.pk, "confirm"))
    given.refresh_from_db()
    assert given.state == RecommendationState.CONFIRMED


def test_a_colleague_returns(colleague: Client) -> None:
    given = a_recommendation(state=RecommendationState.RECOMMENDED)
    went(do(colleague, "recommendation", given.pk, "return", reason="Look again."))
    given.refresh_from_db()
    assert given.state == RecommendationState.RETURNED


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


def test_the_first_page_counts_what_waits(desk: Client) -> None:
    application = an_application(state=ApplicationState.SUBMITTED)
    front = desk.get(reverse("admin:index")).content.decode()
    assert "Applications to check" in front
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.ELIGIBLE)
    a_recommendation(application=application)
    front = desk.get(reverse("admin:index")).content.decode()
    assert "Agreements to propose" in front
    assert "Applications to check" not in front


def _choices(page: str) -> str:
    return page[page.index("<select") : page.index("</select>")]
