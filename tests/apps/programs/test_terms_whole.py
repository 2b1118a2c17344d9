"""A draft as a whole: how it begins, what it costs, how it is offered, and what becomes of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.domain.canonical import canonical_json
from people.models import User
from programs.domain.library import TEMPLATES, template_named
from programs.domain.lifecycle import AgreementState, CommitmentState
from programs.domain.terms import document_of
from programs.models import Agreement, Commitment, TermsDraft
from programs.selectors import current_terms
from tests.apps.programs.terms_desk import a_draft, see, send, to
from tests.doors import signed_in
from tests.factories.people import the
from tests.factories.programs import a_program, a_recommendation, an_agreement

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(agnes: User) -> TermsDraft:
    return a_draft()


@pytest.mark.parametrize("key", [key for key, one in TEMPLATES.items() if one.offer])
def test_a_draft_of_every_template_can_be_proposed_at_once(key: str, desk: Client) -> None:
    a_program(incentive=20_000_000)
    draft = a_draft(key)
    page = see(desk, to(draft, "draft"))
    assert "Nothing is wrong with these terms" in page
    assert "Propose these terms" in page
    there = send(desk, to(draft, "draft_propose"))
    assert there == reverse("programs:agreement", args=[Agreement.objects.get().pk])


def test_before_a_draft_there_is_the_page_to_begin_one(desk: Client) -> None:
    given = a_recommendation()
    builder = reverse("programs:draft", args=[given.pk])
    begin = reverse("programs:draft_start", args=[given.pk])
    assert desk.get(builder).headers["location"] == begin
    page = see(desk, begin)
    assert "Begin with this" in page
    assert "incentive_pool" not in page
    assert "Begin with the terms on offer" not in page
    assert "There is no template “x”" in send(desk, begin, status=422, template="x")
    assert send(desk, begin, template="knots") == builder
    assert "A draft is begun already" in see(desk, begin)


def test_the_terms_on_offer_are_a_beginning(desk: Client, proposed: Agreement) -> None:
    begin = reverse("programs:draft_start", args=[proposed.recommendation_id])
    assert "Begin with the terms on offer" in see(desk, begin)
    page = see(desk, send(desk, begin, template=""))
    assert "Nothing changes." in page
    assert "Propose as the next version" in page


def test_signed_terms_are_not_written_anew(desk: Client) -> None:
    agreement = an_agreement(state=AgreementState.SIGNED)
    begin = reverse("programs:draft_start", args=[agreement.recommendation_id])
    assert "not signed yet" in see(desk, begin)
    send(desk, begin, status=409, template="knots")


def test_what_costs_more_than_is_free_is_told_before_it_is_proposed(desk: Client) -> None:
    draft = a_draft()
    Commitment.objects.update(base_amount=39_999_999)
    assert "More than is free in “First tranche”" in see(desk, to(draft, "draft"))
    page = send(desk, to(draft, "draft_propose"), status=422)
    assert "₩39,999,999 of it is free" in page
    Commitment.objects.update(state=CommitmentState.PROPOSED, confirmed_by=None)
    assert "has not confirmed its commitment" in see(desk, to(draft, "draft"))


def test_a_document_comes_and_goes(desk: Client) -> None:
    given = a_recommendation()
    place = reverse("programs:draft_import", args=[given.pk])
    sheet = template_named("knots").document()
    assert "begins the draft" in see(desk, place)
    send(desk, place, revision="", text=json.dumps(sheet))
    draft = TermsDraft.objects.get()
    assert draft.document == sheet
    assert "takes the place" in see(desk, place)
    other = template_named("step_table").document()
    file = SimpleUploadedFile("terms.json", json.dumps(other).encode())
    send(desk, place, file=file)
    draft.refresh_from_db()
    assert draft.document == other
    kept = desk.get(to(draft, "draft_export"))
    assert kept.content == canonical_json(other)
    assert "attachment" in kept.headers["content-disposition"]


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Paste a document, or choose a file."),
        ({"text": "{"}, "line 1, column"),
        ({"text": "[" * 100_000}, "nested too deeply"),
        ({"text": "[]"}, "must be an object in braces"),
        ({"text": '{"schema": "boram.terms/0"}'}, "schema must be one of"),
        ({"text": '{"schema": "boram.terms/1", "version": 0.5}'}, "cannot be kept exactly"),
        ({"file": SimpleUploadedFile("x.json", b"\xff")}, "is not in UTF-8"),
        ({"file": SimpleUploadedFile("x.json", b" " * 262_145)}, "larger than 256 KB"),
    ],
)
def test_what_is_no_document_is_refused_in_words(
    sent: dict[str, Any], words: str, desk: Client
) -> None:
    place = reverse("programs:draft_import", args=[a_recommendation().pk])
    assert words in send(desk, place, status=422, **{"revision": "", **sent})
    assert not TermsDraft.objects.exists()


def test_a_draft_is_discarded(desk: Client, draft: TermsDraft) -> None:
    assert "Agnes" in see(desk, to(draft, "draft_discard"))
    there = send(desk, to(draft, "draft_discard"))
    assert there == reverse("programs:recommendation", args=[draft.recommendation_id])
    assert not TermsDraft.objects.exists()


def test_a_revision_is_told_in_words(desk: Client, proposed: Agreement) -> None:
    begin = reverse("programs:draft_start", args=[proposed.recommendation_id])
    builder = send(desk, begin, template="")
    draft = TermsDraft.objects.get()
    step = draft.document["steps"][0]
    given = {"key": step["key"], "amount": "41000000", "when": step["when"]}
    send(desk, to(draft, "draft_edit", "steps", 0), **given)
    page = see(desk, builder)
    assert "What changes against the terms on offer" in page
    assert "₩41,000,000" in page
    assert "everybody signs anew" in see(desk, to(draft, "draft_propose"))
    send(desk, to(draft, "draft_propose"), revision="2")
    assert current_terms(proposed).version == 2


def test_everybody_who_sees_an_agreement_may_try_its_terms_and_take_them_away(
    proposed: Agreement,
) -> None:
    for who in ("carla", "anna", "agnes", "audrey"):
        browser = signed_in(the(who))
        page = see(browser, reverse("programs:agreement", args=[proposed.pk]))
        assert ("Revise the terms" in page) is (who == "agnes")
        page = see(browser, reverse("programs:agreement_terms", args=[proposed.pk]))
        assert "What would be paid" in page
        kept = browser.get(reverse("programs:agreement_export", args=[proposed.pk]))
        assert json.loads(kept.content) == current_terms(proposed).document
    assert document_of(current_terms(proposed).rule)["schema"] == "boram.terms/1"


def test_the_recommendation_leads_to_the_terms(desk: Client, anna: User) -> None:
    given = a_recommendation()
    page = reverse("programs:recommendation", args=[given.pk])
    assert "Write the payment terms" in see(desk, page)
    assert "Write the payment terms" not in see(signed_in(anna), page)
