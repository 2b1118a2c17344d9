"""The page on which agnes writes terms: every part, every refusal, nothing lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people.models import User
from programs.domain.library import TEMPLATES
from programs.domain.terms import HOMES
from programs.models import Agreement, TermsDraft
from programs.services import start_draft
from tests.factories.people import the
from tests.factories.programs import SPRING, a_recommendation

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(agnes: User) -> TermsDraft:
    return a_draft()


def a_draft(template: str = "attainment_bands", document: Any = None) -> TermsDraft:
    return start_draft(
        recommendation_id=a_recommendation().pk,
        template="" if document else template,
        document=document,
        by=the("agnes"),
        at=SPRING,
    )


def at(draft: TermsDraft, name: str, *args: Any) -> str:
    return reverse(f"programs:{name}", args=[draft.recommendation_id, *args])


def see(desk: Client, address: str, status: int = 200) -> str:
    answer = desk.get(address)
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


@pytest.mark.parametrize("key", [key for key, one in TEMPLATES.items() if one.offer])
def test_a_draft_of_every_template_can_be_proposed_at_once(key: str, desk: Client) -> None:
    draft = a_draft(key)
    page = see(desk, at(draft, "draft"))
    assert "Nothing is wrong with these terms" in page
    assert "Propose these terms" in page
    answer = desk.post(at(draft, "draft_propose"), {"revision": "1"})
    agreement = Agreement.objects.get()
    assert answer.headers["location"] == reverse("programs:agreement", args=[agreement.pk])


def test_every_page_opens(desk: Client, draft: TermsDraft) -> None:
    for name in ("draft", "draft_operations", "draft_import", "draft_discard", "draft_propose"):
        see(desk, at(draft, name))
    see(desk, at(draft, "draft_edit", "header"))
    for section in ("parties", "levels", "inputs", "outputs", "reports"):
        see(desk, at(draft, "draft_add", section))
    for do in HOMES:
        see(desk, f"{at(draft, 'draft_add', 'steps')}?do={do}")
    for name in ("draft_edit", "draft_remove", "draft_move"):
        see(desk, at(draft, name, "steps", 2))
    see(desk, reverse("programs:library"))
    for key in TEMPLATES:
        see(desk, reverse("programs:library_template", args=[key]))
