"""Laws that hold for every template: no inline code, no other host, every word translatable."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3] / "templates"
PAGES = sorted(ROOT.rglob("*.html"))
LETTERS = sorted(ROOT.rglob("*.txt"))
OWN_NAME_OF_A_LANGUAGE = {"한국어", "English"}
MARKED = re.compile(r"{%-? *blocktrans(?:late)?\b.*?{%-? *endblocktrans(?:late)? *-?%}", re.DOTALL)
COMMENT = re.compile(r"{#.*?#}|{% *comment\b.*?endcomment *%}|<!--.*?-->", re.DOTALL)
WIDTH = re.compile(r"{% block width %}.*?{% endblock %}")  # the name of a class, not a word
CODE = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
BLOCK_OF_CODE = re.compile(r"<(script|style|code|pre)\b.*?</\1>", re.DOTALL)
TAG = re.compile(r"<[^>]*>", re.DOTALL)
SPOKEN = re.compile(r'\b(?:alt|title|placeholder|aria-label|summary)="([^"]*)"')
WORD = re.compile(r"[A-Za-z]{2,}|[가-힣]+")
PAPER = "paper"  # documents: made by our own renderer, never sent to a browser


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def bare(path: Path) -> str:
    return COMMENT.sub("", path.read_text())


@pytest.fixture(params=PAGES, ids=name)
def page(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def test_no_code_or_style_stands_inside_a_page(page: Path) -> None:
    if PAPER in page.parts:
        pytest.skip("a document, not a page")
    text = bare(page)
    scripts = re.findall(r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", text)
    inline = re.findall(r"<style\b|\sstyle=|\son[a-z]+=|javascript:", text)
    assert scripts + inline == []


def test_no_page_knows_another_host(page: Path) -> None:
    found = re.findall(r"(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s\"'<]*", bare(page))
    assert [address for address in found if "www.w3.org" not in address] == []


@pytest.mark.parametrize("path", PAGES + LETTERS, ids=name)
def test_every_word_of_a_template_is_marked_for_translation(path: Path) -> None:
    text = WIDTH.sub("", MARKED.sub("", bare(path)))
    spoken = " ".join(CODE.sub("", words) for words in SPOKEN.findall(CODE.sub("", text)))
    shown = TAG.sub(" ", BLOCK_OF_CODE.sub("", CODE.sub(" ", text)))
    shown = re.sub(r"&\w+;", " ", shown)
    words = set(WORD.findall(f"{shown} {spoken}")) - OWN_NAME_OF_A_LANGUAGE
    assert words - {"PDF", "CSV", "QR", "KST", "SHA", "doctype"} == set()


def test_a_form_that_is_sent_carries_its_token(page: Path) -> None:
    """Save behind a worksite's link: nobody is signed in there, and the link is the only right."""
    if page.stem.startswith("worksite_") and page.parent.name == "outcomes":
        return
    forms = re.findall(r'<form\b[^>]*method="post".*?</form>', bare(page), re.DOTALL)
    assert [form[:80] for form in forms if "csrf_token" not in form] == []


def test_a_part_sees_only_what_it_is_given(page: Path) -> None:
    includes = re.findall(r'{% include "components/[^%]*%}', bare(page))
    assert [tag for tag in includes if not tag.endswith("only %}")] == []
    sent = [
        tag for tag in includes if re.search(r"/(form|confirm_panel|tools|take_away)\.html", tag)
    ]
    assert [tag for tag in sent if "csrf_token=csrf_token" not in tag] == []


def test_every_table_has_a_caption(page: Path) -> None:
    tables = re.findall(r"<table\b.*?</table>", bare(page), re.DOTALL)
    own = [t for t in tables if "{% slot %}" not in t]
    assert [table[:80] for table in own if "<caption" not in table] == []


def test_every_picture_has_words_and_every_button_of_a_form_is_real(page: Path) -> None:
    text = bare(page)
    assert [tag for tag in re.findall(r"<img\b[^>]*>", text, re.DOTALL) if "alt=" not in tag] == []
    assert re.findall(r'href="#"|href=""', text) == []


def test_pages_ask_nothing_of_a_script(page: Path) -> None:
    """htmx may ask again for a fragment; it never carries a form that only it can send."""
    assert re.findall(r"\bhx-(?:post|put|delete|patch|on|vals=.js)", bare(page)) == []
