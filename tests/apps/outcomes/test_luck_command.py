"""`manage.py luck`, and the chapter that shows it: what is written there is what comes out."""

from __future__ import annotations

import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from outcomes.domain.luck import luck, question_from
from outcomes.domain.luck.reading import MEMBERS
from tests.domain.outcomes.luck.questions import a_question

CHAPTER = (Path(__file__).parents[3] / "docs" / "luck.md").read_text(encoding="utf-8")
SHOWN = re.findall(
    r"<!-- luck: (\w+) -->\n```json\n(.*?)\n```\n.*?```text\n(.*?)\n```", CHAPTER, re.DOTALL
)


def said(path: Path, *options: str, lang: str = "en") -> str:
    out = StringIO()
    call_command("luck", *options, params=path, lang=lang, stdout=out)
    return out.getvalue()


def a_file(folder: Path, document: object) -> Path:
    path = folder / "asked.json"
    path.write_text(document if isinstance(document, str) else json.dumps(document))
    return path


@pytest.mark.parametrize(("asked", "told"), [(asked, told) for _, asked, told in SHOWN])
def test_what_the_chapter_shows_is_what_comes_out(tmp_path: Path, asked: str, told: str) -> None:
    assert said(a_file(tmp_path, asked)).rstrip() == told


def test_the_chapter_shows_something_and_names_every_member() -> None:
    assert len(SHOWN) == CHAPTER.count("```json\n") == 4
    assert [name for name in MEMBERS if f"`{name}`" not in CHAPTER] == []


def test_as_json_it_is_the_stored_answer_in_both_languages(tmp_path: Path) -> None:
    found: dict[str, Any] = json.loads(said(a_file(tmp_path, a_question()), "--json"))
    sentences = found.pop("sentences")
    stored = luck(question_from(a_question())).as_json()
    assert {**found, "sentences": stored["sentences"]} == stored
    assert sentences["en"][0].startswith("If nothing is done, this target pays in ")
    assert sentences["ko"][0].startswith("아무것도 하지 않아도 이 목표는 100번 중 ")
    again = said(a_file(tmp_path, found["question"]), "--json")
    assert json.loads(again)["lines"] == found["lines"]


def test_money_is_told_line_by_line(tmp_path: Path) -> None:
    last = said(a_file(tmp_path, a_question(effects=["1"]))).splitlines()[-1]
    assert re.fullmatch(r" 100 % → \S+ / 100 · ₩[\d,]+", last)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ("{", "breaks off as JSON"),
        ({}, "design is missing. Add it."),
        (a_question(phi=-1), "phi must be a number"),
    ],
)
def test_a_refusal_says_why_and_ends_with_two(tmp_path: Path, document: object, words: str) -> None:
    with pytest.raises(CommandError, match=words) as refusal:
        said(a_file(tmp_path, document))
    assert refusal.value.returncode == 2


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"none.json cannot be read: No such file"):
        said(tmp_path / "none.json")
