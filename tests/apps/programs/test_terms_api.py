"""Other systems ask about terms that they send along; nothing is looked up and nothing is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from people.models import User
from people.services import create_token
from programs.api import examples
from programs.api.doors import MOST_BYTES
from programs.api.terms import MOST_CASES
from tests.domain.programs.terms.papers import CASE, paper
from tests.doors import signed_in
from tests.factories.people import the

Ask = Callable[..., Any]
HERE = "/api/v1/terms/"
VERBS = ("check", "price", "bound", "explain", "diff")


@pytest.fixture
def ask(db: None) -> Ask:
    """Any signed-in person; here a reviewer, who may see no money at all."""
    browser = signed_in(the("rita"))

    def asked(verb: str, body: object, *, language: str = "en") -> Any:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return browser.post(
            f"{HERE}{verb}/",
            content,
            content_type="application/json",
            headers={"accept-language": language},
        )

    return asked


@pytest.mark.parametrize(
    ("verb", "body", "answer"),
    [
        ("check", {"sheet": examples.SHEET}, examples.CHECKED),
        ("price", {"sheet": examples.SHEET, "case": examples.CASE}, examples.PRICED),
        ("bound", {"sheet": examples.SHEET}, examples.BOUNDED),
        ("explain", {"sheet": examples.SHEET}, examples.EXPLAINED),
        (
            "diff",
            {"sheet": examples.SHEET, "other": examples.AMENDED, "cases": [examples.CASE]},
            examples.COMPARED,
        ),
    ],
)
def test_the_examples_of_the_description_are_true(
    ask: Ask, verb: str, body: dict[str, Any], answer: dict[str, Any]
) -> None:
    found = ask(verb, body)
    assert found.status_code == 200
    assert found.json() == answer


def test_every_verb_is_in_the_description_with_an_example(audrey: User) -> None:
    found = signed_in(audrey).get("/api/v1/schema/", headers={"accept": "application/json"})
    for verb in VERBS:
        told = found.json()["paths"][f"{HERE}{verb}/"]["post"]
        assert told["tags"] == ["terms"]
        asked = told["requestBody"]["content"]["application/json"]["examples"]["Asked"]["value"]
        assert asked["sheet"]["schema"] == "boram.terms/1"
        answered = told["responses"]["200"]["content"]["application/json"]["examples"]
        assert answered["Answered"]["value"]
        assert "422" in told["responses"]


def test_a_machine_asks_with_its_key(carla: User, client: Client, noon: datetime) -> None:
    organization = carla.memberships.earliest("pk").organization
    _, secret = create_token(organization=organization, name="ERP", by=carla, at=noon)
    answer = client.post(
        f"{HERE}bound/",
        json.dumps({"sheet": examples.SHEET}),
        content_type="application/json",
        headers={"authorization": f"Bearer {secret}"},
    )
    assert answer.json()["largest"] == 20_000_000


@pytest.mark.django_db
@pytest.mark.parametrize("verb", VERBS)
def test_a_stranger_asks_nothing(client: Client, verb: str) -> None:
    answer = client.post(f"{HERE}{verb}/", "{}", content_type="application/json")
    assert answer.status_code == 401


def test_subjects_reports_and_what_is_missing(ask: Ask) -> None:
    case = {**CASE, "site": [{"id": "North", "hazards": 3}, {"id": "South"}]}
    answer = ask("price", {"sheet": paper(), "case": case}).json()
    assert (answer["is_complete"], answer["total"]) == (False, None)
    assert answer["amounts"][0] == {
        "key": "by_bank",
        "label": "Part of the bank",
        "subject": "",
        "payer": "bank",
        "payee": "firm",
        "payer_told": "Bank",
        "payee_told": "Firm",
        "tranche": "results",
        "minor": None,
        "told": "not known",
        "due": "2026-12-31",
        "why": ["Hazards removed of South is missing."],
    }
    assert answer["reports"] == [
        {
            "key": "enough",
            "label": "Done",
            "subject": "North",
            "value": "true",
            "told": "yes",
            "why": [],
        },
        {
            "key": "enough",
            "label": "Done",
            "subject": "South",
            "value": None,
            "told": "not known",
            "why": ["Hazards removed of South is missing."],
        },
    ]


def test_a_decimal_in_a_case_stays_exact(ask: Ask) -> None:
    sheet = deepcopy(examples.SHEET)
    sheet["inputs"][0]["decimals"] = 2
    body = json.dumps({"sheet": sheet, "case": {"removed": 0}}).replace(
        '"removed": 0', '"removed": 0.29'
    )
    (reward, _paid) = ask("price", body.encode()).json()["lines"]
    assert reward["taken"] == {"removed": "0.29"}
    assert reward["value"] == "14500"


def test_korean_is_answered_in_korean(ask: Ask) -> None:
    answer = ask("explain", {"sheet": paper()}, language="ko").json()
    said = [one["sentence"] for one in answer["articles"][4]["sentences"]]
    assert answer["articles"][4]["heading"] == "한도는 얼마인가"
    assert said == ["사업장별 “상한 적용 보상”: 보상. 단, 최대 ₩500,000."]
    (line, *_rest) = ask("price", {"sheet": paper(), "case": CASE}, language="ko").json()["lines"]
    assert line["working"] == "제거한 위험요인(3건)이(가) 3건 이상인지 여부"
    assert line["told"] == "예"


def test_problems_of_terms_are_an_answer_and_no_refusal(ask: Ask) -> None:
    sheet = deepcopy(examples.SHEET)
    sheet["steps"][0]["of"] = "nobody"
    answer = ask("check", {"sheet": sheet})
    assert answer.status_code == 200
    assert answer.json()["errors"] >= 1
    assert answer.json()["problems"][0]["place"] == "steps[0].of"
    assert answer.json()["problems"][0]["severity"] == "error"


@pytest.mark.parametrize(
    ("verb", "change", "field", "error"),
    [
        (
            "price",
            {"case": {"typo": 1}},
            "case.typo",
            "typo is not an input of these terms. They ask for: removed.",
        ),
        (
            "price",
            {"case": {"removed": 501}},
            "case.removed",
            "removed is 501; these terms are agreed for values from 0 to 500.",
        ),
        ("price", {"case": 5}, "case", "The case must be an object in braces { }."),
        (
            "bound",
            {"sheet": {**examples.SHEET, "version": 0}},
            "sheet.version",
            "version must be a whole number from 1 to 10000, without quotation marks.",
        ),
        (
            "explain",
            {"sheet": {**examples.SHEET, "steps": [{**examples.SHEET["steps"][1], "of": "x"}]}},
            "sheet.steps[0].of",
            "steps[0].of is “x”, which is neither an input nor a step. Known are: paid, removed.",
        ),
        ("diff", {"other": []}, "other", "The document must be an object in braces { }."),
        ("diff", {"cases": [{"x": 1}]}, "cases.x", None),
        ("diff", {"cases": {}}, None, "cases must be a list with 0 to 50 items."),
        ("check", {"extra": 1}, None, "extra is not known here. Known are: sheet."),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(
    ask: Ask, verb: str, change: dict[str, Any], field: str | None, error: str | None
) -> None:
    needed = {"price": ["case"], "diff": ["other"]}.get(verb, [])
    known = {"sheet": examples.SHEET, "case": examples.CASE, "other": examples.AMENDED}
    body = {name: known[name] for name in ("sheet", *needed)} | change
    answer = ask(verb, body)
    assert answer.status_code == 422
    assert answer.json()["field"] == field
    assert error is None or answer.json()["error"] == error


@pytest.mark.parametrize("verb", VERBS)
def test_a_body_without_a_sheet_is_refused(ask: Ask, verb: str) -> None:
    answer = ask(verb, {})
    assert answer.status_code == 422
    assert answer.json()["error"] == "sheet is missing. Add it."


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (
            b'{"sheet":\n {"id" 1}}',
            (
                "The document breaks off as JSON in line 2, column 8: Expecting ':' delimiter. "
                "Look there for a comma, a bracket or a quotation mark."
            ),
        ),
        (b'{"sheet": 1, "sheet": 2}', "“sheet” stands twice in one object. Leave one."),
        (b"[]", "The document must be an object in braces { }."),
        (b'{"a": ' + b"[" * 100_000, "The document is nested too deeply. Make it flatter."),
        (b" " * (MOST_BYTES + 1), f"JSON has more than {MOST_BYTES} bytes. Shorten it."),
    ],
    ids=["broken", "twice", "list", "deep", "large"],
)
def test_a_body_that_is_no_json_of_ours_is_refused(ask: Ask, body: bytes, error: str) -> None:
    answer = ask("check", body)
    assert answer.status_code == 422
    assert answer.json()["error"] == error


def test_a_form_is_not_json(rita: User) -> None:
    assert signed_in(rita).post(f"{HERE}check/", {"sheet": "x"}).status_code == 415


def test_there_are_at_most_so_many_cases(ask: Ask) -> None:
    both = {"sheet": examples.SHEET, "other": examples.SHEET}
    cases = [examples.CASE] * MOST_CASES
    assert len(ask("diff", {**both, "cases": cases}).json()["differences"]) == MOST_CASES + 2
    assert ask("diff", {**both, "cases": [*cases, {}]}).status_code == 422
    assert ask("diff", both).json()["differences"] == []
