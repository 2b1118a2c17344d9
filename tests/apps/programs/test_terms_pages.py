"""The page on which agnes writes terms: every part, every refusal, nothing lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from people.models import User
from programs.domain.library import TEMPLATES
from programs.domain.terms import HOMES
from programs.models import TermsDraft
from tests.apps.programs.terms_desk import a_draft, see, send, to

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(agnes: User) -> TermsDraft:
    return a_draft()


def test_every_page_opens(desk: Client, draft: TermsDraft) -> None:
    for name in ("draft", "draft_operations", "draft_import", "draft_discard", "draft_propose"):
        see(desk, to(draft, name))
    see(desk, to(draft, "draft_edit", "header"))
    for section in ("parties", "levels", "inputs", "outputs", "reports"):
        see(desk, to(draft, "draft_add", section))
    for do in HOMES:
        see(desk, f"{to(draft, 'draft_add', 'steps')}?do={do}")
    for name in ("draft_edit", "draft_remove", "draft_move"):
        see(desk, to(draft, name, "steps", 2))
    see(desk, reverse("programs:library"))
    for key in TEMPLATES:
        see(desk, reverse("programs:library_template", args=[key]))


def test_what_is_not_there_is_not_found(desk: Client, draft: TermsDraft) -> None:
    for name in ("draft_edit", "draft_remove", "draft_move"):
        see(desk, to(draft, name, "steps", 9), status=404)
        see(desk, to(draft, name, "nothing", 0), status=404)
    see(desk, to(draft, "draft_edit", "steps"), status=404)
    see(desk, to(draft, "draft_add", "header"), status=404)
    see(desk, f"{to(draft, 'draft_add', 'steps')}?do=nothing", status=404)
    see(desk, reverse("programs:library_template", args=["nothing"]), status=404)
    send(desk, to(draft, "draft_edit", "steps", 9), status=404, do="nothing")


def test_a_step_is_changed_and_the_page_says_what_follows(desk: Client, draft: TermsDraft) -> None:
    place = to(draft, "draft_edit", "steps", 1)
    assert 'value="40,000,000"' in see(desk, place)
    there = send(desk, place, key="first", amount="₩45,000,000", when="plan_approved")
    assert there == f"{to(draft, 'draft')}#steps-1"
    draft.refresh_from_db()
    assert draft.document["steps"][1] == {
        "do": "lump",
        "key": "first",
        "amount": "45000000",
        "when": "plan_approved",
    }
    assert draft.document["outputs"][0]["amount"] == "first"  # the new name is known everywhere
    assert "₩45,000,000" in see(desk, to(draft, "draft"))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"amount": ""}, "“Which amount” is empty. Fill it in."),
        ({"amount": "lots of"}, "Which amount must be the name of an input or a step"),
        ({"key": "Ä"}, "Short name must begin with a letter"),
        ({"amount": "1.000.000"}, "or a number such as 0.8 or 1,000,000, or a day such as"),
        ({"label-en": "only English"}, "“Name in Korean” is empty. Fill it in."),
        ({"stage": "nowhere"}, "Select a valid choice"),
        ({"amount": "x\0"}, "Null characters are not allowed"),
        ({"amount": "9" * 1001}, "at most 1000 characters"),
    ],
)
def test_what_is_typed_wrong_stays_beside_its_reason(
    typed: dict[str, str], words: str, desk: Client, draft: TermsDraft
) -> None:
    given: dict[str, Any] = {"key": "first", "amount": "45000000", "when": "plan_approved", **typed}
    page = send(desk, to(draft, "draft_edit", "steps", 1), status=422, **given)
    assert words in page.replace("&quot;", '"')
    assert given["when"] in page
    draft.refresh_from_db()
    assert draft.revision == 1


def test_what_was_changed_by_another_is_answered_with_what_was_typed(
    desk: Client, colleague: Client, draft: TermsDraft
) -> None:
    send(colleague, to(draft, "draft_remove", "steps", 3))
    given: dict[str, Any] = {"key": "first", "amount": "45000000", "when": "plan_approved"}
    page = send(desk, to(draft, "draft_edit", "steps", 1), status=409, **given)
    assert "has changed since you opened the page" in page
    assert "45000000" in page
    gone: dict[str, Any] = {"key": "kept_words", "of": "pool_share", "limit": "1", "do": "at_most"}
    page = send(desk, to(draft, "draft_edit", "steps", 3), status=409, **gone)
    assert "kept_words" in page
    for name in ("draft_move", "draft_remove"):
        send(desk, to(draft, name, "steps", 1), status=409, way="up")
    for name in ("draft_discard", "draft_propose"):
        send(desk, to(draft, name), status=409)


def test_a_step_is_added_at_the_end_of_its_stage(desk: Client, draft: TermsDraft) -> None:
    assert "Only if" in see(desk, to(draft, "draft_operations"))
    place = f"{to(draft, 'draft_add', 'steps')}?do=compare"
    assert 'value="compare"' in see(desk, place)  # a name that nothing has yet
    typed: dict[str, Any] = {"key": "good", "of": "attainment", "is": "at_least", "than": "0.9"}
    there = send(desk, place, do="compare", **typed)
    assert there == f"{to(draft, 'draft')}#steps-1"
    draft.refresh_from_db()
    keys = [step["key"] for step in draft.document["steps"]]
    assert keys == ["attainment", "good", "first_tranche", "result", "incentive"]
    page = see(desk, to(draft, "draft"))
    assert "whether Attainment is at least 0.9" in page
    assert "<strong>Warning:</strong>" in page or "<strong>Error:</strong>" in page


def test_other_parts_are_added_at_the_end(desk: Client, draft: TermsDraft) -> None:
    typed: dict[str, Any] = {
        "key": "told",
        "label-en": "Told",
        "label-ko": "알림",
        "value": "attainment",
    }
    there = send(desk, to(draft, "draft_add", "reports"), **typed)
    assert there.endswith("#reports-0")
    draft.refresh_from_db()
    assert draft.document["reports"] == [
        {"key": "told", "label": {"en": "Told", "ko": "알림"}, "value": "attainment"}
    ]


def test_the_header_is_changed(desk: Client, draft: TermsDraft) -> None:
    typed: dict[str, Any] = {
        "id": "two",
        "title-en": "Two",
        "title-ko": "둘",
        "version": "2",
        "code": "KRW",
    }
    more: dict[str, Any] = {"minor": "0", "from": "2026-01-01", "until": "", "source": "A contract"}
    there = send(desk, to(draft, "draft_edit", "header"), **typed, **more)
    assert there == f"{to(draft, 'draft')}#header"
    draft.refresh_from_db()
    assert draft.document["effective"] == {"from": "2026-01-01"}
    assert draft.document["currency"] == {"code": "KRW", "minor": 0}
    assert (draft.document["version"], draft.document["source"]) == (2, "A contract")
    page = send(
        desk, to(draft, "draft_edit", "header"), status=422, **{**typed, "version": "two"}, **more
    )
    assert "Version must be a whole number from 1 to 10000" in page


def test_parts_move_and_go(desk: Client, draft: TermsDraft) -> None:
    there = send(desk, to(draft, "draft_move", "inputs", 1), way="up")
    assert there == f"{to(draft, 'draft')}#inputs-0"
    assert "first or the last" in send(
        desk, to(draft, "draft_move", "inputs", 0), status=422, way="up", revision="2"
    )
    there = send(desk, to(draft, "draft_remove", "inputs", 0), revision="2")
    assert there == f"{to(draft, 'draft')}#inputs"
    page = see(desk, to(draft, "draft"))
    assert "“Attainment” › Of what is “hazards_removed”, which is neither" in page
    assert 'href="#steps-0"' in page
    assert "These terms can be proposed once every error is mended" in page
    page = see(desk, to(draft, "draft_propose"))
    assert "Mend this first" in page
    send(desk, to(draft, "draft_propose"), status=422, revision="3")


def test_numbers_are_tried(desk: Client, draft: TermsDraft) -> None:
    builder = to(draft, "draft")
    typed = {"w-plan_approved": "true", "w-hazards_removed": "45", "w-hazards_agreed": "50"}
    page = desk.get(builder, typed).content.decode()
    assert "₩35,000,000" in page
    assert "cannot be evaluated: Share of the incentive pool is missing." in page
    assert "What is paid along “Hazards removed and verified”" in page
    page = desk.get(builder, {**typed, "along": "hazards_agreed"}).content.decode()
    assert "What is paid along “Hazards agreed”" in page
    page = desk.get(builder, {**typed, "w-hazards_removed": "1,001"}).content.decode()
    assert "Hazards removed and verified is 1001; these terms are agreed for values from 0" in page
    page = desk.get(builder, {**typed, "w-plan_approved": "perhaps"}).content.decode()
    assert "Select a valid choice" in page


def test_numbers_are_tried_for_subjects_inside(desk: Client) -> None:
    draft = a_draft("rate_card")
    rows = {"w-worksite-0-guards_fitted": "3", "w-worksite-0-workers_trained": "4"}
    page = desk.get(to(draft, "draft"), {"w-plan_approved": "", **rows}).content.decode()
    assert "₩1,100,000" in page
    page = desk.get(to(draft, "draft"), {"w-worksite-1-guards_fitted": "x"}).content.decode()
    assert "worksite, row 2: Guards fitted is x; it has to be a number such as" in page
