"""Whoever looks for something in a list says so in the address; paging keeps it."""

from __future__ import annotations

from html import unescape

import pytest
from django.urls import reverse

from people.models import User
from programs.domain.lifecycle import (
    AgreementState,
    ApplicationState,
    RecommendationState,
    ReviewState,
)
from programs.models import Application, Hazard, Review
from programs.views import words
from tests.doors import signed_in
from tests.factories.companies import a_supplier
from tests.factories.programs import a_recommendation, a_review, an_agreement, an_application

pytestmark = pytest.mark.django_db

LISTS = ("applications", "recommendations", "agreements", "reviews")


def rows(who: User, name: str, **asked: str) -> list[str]:
    """The firms that the list shows."""
    answer = signed_in(who).get(reverse(f"programs:{name}"), asked)
    assert answer.status_code == 200
    papers = [getattr(row, "application", row) for row in answer.context["page"]]
    return [paper.supplier.organization.name for paper in papers]


@pytest.fixture
def two_firms(rita: User) -> None:
    """Hanbit acts on two hazards and is done; Saebit acts on one and waits."""
    hanbit = an_agreement().recommendation.application
    a_review(application=hanbit, state=ReviewState.SCORED)
    saebit = an_application(supplier=a_supplier(name="Saebit"), state=ApplicationState.SUBMITTED)
    a_review(application=saebit)
    a_recommendation(application=saebit, state=RecommendationState.CONFIRMED)
    waits = an_agreement(supplier=a_supplier(name="Dasom"), state=AgreementState.PROPOSED)
    a_review(application=waits.recommendation.application, state=ReviewState.DECLARED)
    fall = Hazard.objects.create(code="fall", name_ko="추락", name_en="Fall from height")
    for application in Application.objects.exclude(supplier=hanbit.supplier):
        application.hazards.set([fall])


@pytest.mark.parametrize(
    ("name", "state", "firms"),
    [
        ("applications", "submitted", ["Saebit"]),
        ("recommendations", "confirmed", ["Saebit"]),
        ("agreements", "proposed", ["Dasom"]),
        ("reviews", "assigned", ["Saebit"]),
    ],
)
def test_a_list_is_looked_through_by_state_word_and_hazard(
    two_firms: None, otto: User, rita: User, name: str, state: str, firms: list[str]
) -> None:
    who = rita if name == "reviews" else otto
    fall = str(Hazard.objects.get(code="fall").pk)
    everyone = rows(who, name)
    assert {"Hanbit Safety (demo)", *firms} <= set(everyone)
    assert rows(who, name, state=state) == firms
    assert rows(who, name, text="hanbit") == ["Hanbit Safety (demo)"]
    assert rows(who, name, text="hanbit", state=state) == []
    assert set(rows(who, name, hazard=fall)) == set(everyone) - {"Hanbit Safety (demo)"}


@pytest.mark.parametrize("name", LISTS)
def test_what_cannot_be_asked_for_shows_everything_and_says_so(
    two_firms: None, otto: User, rita: User, name: str
) -> None:
    who = rita if name == "reviews" else otto
    answer = signed_in(who).get(reverse(f"programs:{name}"), {"state": "sideways"})
    assert "sideways" in answer.content.decode()
    assert len(rows(who, name, state="sideways")) == len(rows(who, name)) > 1


def test_an_agreement_is_found_by_its_number(two_firms: None, otto: User) -> None:
    assert rows(otto, "agreements", text="AG-2026-0002") == ["Dasom"]


def test_paging_keeps_what_was_looked_for(
    two_firms: None, rita: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "PAGE", 1)
    Review.objects.filter(state=ReviewState.ASSIGNED).delete()
    page = signed_in(rita).get(reverse("programs:reviews"), {"text": "first", "state": ""})
    assert '"?text=first&state=&page=2"' in unescape(page.content.decode())
    assert 'value="first"' in page.content.decode()
    assert rows(rita, "reviews", text="first", page="2") == ["Hanbit Safety (demo)"]


def test_nothing_found_says_what_to_do(two_firms: None, otto: User) -> None:
    page = signed_in(otto).get(reverse("programs:applications"), {"text": "nobody"})
    assert "Leave out a word, or show all." in page.content.decode()
    assert 'href="?"' in page.content.decode()
