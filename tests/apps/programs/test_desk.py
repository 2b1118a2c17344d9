"""The agency desk: every table shows, programmes and calls begin and end there, the rest stays shut."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.domain.roles import Kind, Role
from programs.domain.lifecycle import ApplicationState, CallState, ProgramState, ReviewState
from programs.models import Application, Call, Commitment, Hazard, Indicator, Program
from tests.apps.programs.at_the_desk import at, begin, do, see, went
from tests.doors import signed_in
from tests.factories.people import a_member, an_organization, the
from tests.factories.programs import (
    a_hazard,
    a_program,
    a_recommendation,
    a_review,
    an_agreement,
    an_application,
    an_indicator,
    closed,
)

pytestmark = pytest.mark.django_db


def test_every_list_and_every_object_opens(desk: Client, noon: datetime) -> None:
    agreement = an_agreement()
    recommendation = agreement.recommendation
    application = recommendation.application
    review = a_review(application=application, state=ReviewState.SCORED)
    amendment = Commitment.objects.get().amendments.create(
        base_delta=1,
        success_delta=0,
        effective_on="2026-07-01",
        reason="More.",
        proposed_by=the("olivia"),
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


def test_only_ones_own_running_programmes_and_agency_are_offered(desk: Client) -> None:
    program = a_program()
    other = an_organization(kind=Kind.AGENCY, name="Another Agency")
    assert "Another Agency" not in see(desk, "program", "do_here", "draft")
    assert "Safe sites 2026" in see(desk, "call", "do_here", "draft")
    Program.objects.filter(pk=program.pk).update(agency=other)
    assert "Safe sites 2026" not in see(desk, "call", "do_here", "draft")
    said = {"program": program.pk, "title": "Second call", "places": "5"}
    answer = desk.post(at("call", "do_here", "draft"), said)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["program", "opens_at", "closes_at"]
    assert 'value="Second call"' in answer.content.decode()
    Program.objects.update(agency=the("agnes").memberships.get().organization)
    closed(program)
    assert "Safe sites 2026" not in see(desk, "call", "do_here", "draft")


def test_hazards_and_indicators_are_defined(desk: Client) -> None:
    went(begin(desk, "hazard", "define", code="fall", name_ko="추락", name_en="Fall"))
    assert Hazard.objects.filter(code="fall").exists()
    facts = {
        "code": "guards",
        "name_ko": "방호",
        "name_en": "Guards",
        "unit_ko": "개",
        "unit_en": "pieces",
        "rate": "safeguards_working",
        "definition": "Counted on site.",
    }
    went(begin(desk, "indicator", "define", **facts))
    assert Indicator.objects.get().is_leading


def test_the_first_page_counts_what_waits(desk: Client) -> None:
    application = an_application(state=ApplicationState.SUBMITTED)
    front = desk.get(reverse("admin:index")).content.decode()
    assert "Applications to check" in front
    Application.objects.filter(pk=application.pk).update(state=ApplicationState.ELIGIBLE)
    a_recommendation(application=application)
    front = desk.get(reverse("admin:index")).content.decode()
    assert "Agreements to propose" in front
    assert "Applications to check" not in front
