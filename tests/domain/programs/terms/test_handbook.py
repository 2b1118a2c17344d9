"""The reference of the payment-terms language says what the engine does, to the last example."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from core.domain.errors import RuleBroken
from programs.domain.library.meanings import TITLES
from programs.domain.terms.bound import bound
from programs.domain.terms.catalogue import ALL
from programs.domain.terms.check import check_document
from programs.domain.terms.document import LISTS, MEMBERS, MOST_BYTES, MOST_DEPTH, sheet_from
from programs.domain.terms.frame import MOST_SUBJECTS
from programs.domain.terms.grammar import CURRENCY, EFFECTIVE, LISTED, Member, members_in
from programs.domain.terms.ops.rounding import WAYS, rounded
from programs.domain.terms.price import price
from programs.domain.terms.room import MOST_LINES, MOST_VALUES
from programs.domain.terms.schema import json_schema
from programs.domain.terms.step import STAGES, Op
from programs.domain.terms.values import MOST_REASONS
from programs.domain.terms.wiring import sound
from tests.domain.programs.terms.handbook import (
    HEADING,
    TEXT,
    Block,
    agrees,
    blocks,
    framed,
    rows,
    section,
)

EXAMPLES = blocks("example")
MISTAKES = blocks("mistake")
OPERATION = re.compile(r"^#### (\w+) \((.+)\)\n\n\*\*(.+)\*\* · ([MCPAKLTR0-9, ]+)$", re.MULTILINE)
KOREAN = re.compile(r'^msgid "(.*)"\nmsgstr "(.*)"$', re.MULTILINE)
TEXTS = Path(__file__).resolve().parents[4] / "locale" / "ko" / "LC_MESSAGES" / "django.po"
SHEET = json_schema()
LINK = re.compile(r"\]\(#([^)]+)\)")


def told(example: Block) -> dict[str, Any]:
    """The example as a whole sheet; where it pays nothing itself, every result is reported."""
    document = framed(example.json)
    if "outputs" in example.json:
        return document
    label = {"en": "Result", "ko": "결과"}
    names = sound(sheet_from(document)).kinds
    reports = [{"key": f"r{i}", "label": label, "value": name} for i, name in enumerate(names)]
    return {**document, "reports": reports}


@pytest.mark.parametrize("example", EXAMPLES, ids=[one.key for one in EXAMPLES])
def test_an_example_comes_to_what_it_says(example: Block) -> None:
    sheet = sheet_from(framed(example.json))
    reach, cases = bound(sheet), list(example.cases)
    assert cases
    for case, results in cases:
        assert results
        if results[0].startswith("refused: "):
            with pytest.raises(RuleBroken) as refusal:
                price(sheet, case)
            assert results == [f"refused: {refusal.value}"]
            continue
        priced = price(sheet, case)
        for said in results:
            assert agrees(said, priced), said
        assert reach.smallest <= priced.total <= reach.largest


@pytest.mark.parametrize("example", EXAMPLES, ids=[one.key for one in EXAMPLES])
def test_nothing_is_wrong_with_an_example(example: Block) -> None:
    assert [str(one.sentence) for one in check_document(told(example))] == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=[one.key for one in MISTAKES])
def test_a_mistake_gets_the_message_that_is_quoted(mistake: Block) -> None:
    found = [f"{one.severity}: {one.sentence}" for one in check_document(framed(mistake.json))]
    assert mistake.messages
    assert mistake.messages == [one for one in found if one.startswith("error")]


def test_every_block_says_what_it_is_and_has_a_name_of_its_own() -> None:
    marked = [*EXAMPLES, *MISTAKES, *blocks("frame"), *blocks("file")]
    assert len(marked) == TEXT.count("```json\n")
    assert len(EXAMPLES) == len({one.key for one in EXAMPLES})


def test_operations_stand_in_the_order_of_the_catalogue_under_their_stages() -> None:
    assert [found[0] for found in OPERATION.findall(TEXT)] == [op.do for op in ALL]
    index = section("Steps").partition("\n### ")[0]
    assert re.findall(r"\[(\w+)\]\(#", index) == [op.do for op in ALL]
    for stage in STAGES:
        heading = next(
            h for _rank, h in HEADING.findall(TEXT) if h.startswith(f"{stage.title()} (")
        )
        inside = [found[0] for found in OPERATION.findall(section(heading))]
        assert inside == [op.do for op in ALL if op.home == stage]


def test_operations_are_called_as_on_the_pages() -> None:
    korean = dict(KOREAN.findall(TEXTS.read_text(encoding="utf-8")))
    for stage in STAGES:
        assert f"\n### {stage.title()} ({korean[stage.title()]})\n" in TEXT
    for do, name, title, _codes in OPERATION.findall(TEXT):
        assert title == TITLES[do].text
        assert name == korean[title], do


@pytest.mark.parametrize("op", ALL, ids=[op.do for op in ALL])
def test_an_operation_is_described_in_full(op: type[Op]) -> None:
    (found,) = (one for one in OPERATION.finditer(TEXT) if one[1] == op.do)
    text = section(found[0].partition("\n")[0].removeprefix("#### "))
    assert op.code in found[4].split(", ")
    assert "\nResult: " in text
    _members_agree(text, members_in(op))
    (example,) = (one for one in blocks("example", text) if one.key == op.do)
    assert op.do in {step["do"] for step in example.json["steps"]}


@pytest.mark.parametrize("name", ["effective", "currency", *LISTED])
def test_a_part_of_a_sheet_is_described_in_full(name: str) -> None:
    members = {"effective": EFFECTIVE, "currency": CURRENCY, **LISTED}[name]
    _members_agree(section(name.title()), members)


def test_the_sheet_itself_is_described_in_full() -> None:
    described = rows(section("The parts of a sheet").partition("\n### ")[0])
    needed = {name for name, (is_needed, _what) in described.items() if is_needed == "yes"}
    assert sorted(described) == sorted(MEMBERS)
    assert needed == set(SHEET["required"])


def _members_agree(text: str, members: tuple[Member, ...]) -> None:
    described = rows(text)
    wanted = dict(_named(members))
    assert list(described) == list(wanted)
    for name, member in wanted.items():
        needed, _what = described[name]
        assert needed == ("yes" if member.is_needed else "no"), name
        assert [word for word in member.words if f"`{word}`" not in text] == [], name


def _named(members: tuple[Member, ...], before: str = "") -> list[tuple[str, Member]]:
    found = []
    for one in members:
        found += [(before + one.name, one), *_named(one.rows, f"{before}{one.name}[].")]
    return found


def test_every_link_leads_to_a_heading() -> None:
    anchors = {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for _rank, heading in HEADING.findall(TEXT)
    }
    assert [link for link in LINK.findall(TEXT) if link not in anchors] == []


def test_ways_of_rounding_are_what_the_table_says() -> None:
    table = {
        way: cells for way, cells in rows(section("Exactness and rounding")).items() if way in WAYS
    }
    assert list(table) == list(WAYS)
    for way, (_what, *results) in table.items():
        found = [
            rounded(Fraction(value), Fraction(1), way) for value in ("2.5", "-2.5", "2.4", "-2.4")
        ]
        assert [one.replace("−", "-") for one in results] == [str(one) for one in found], way


def test_sizes_are_those_of_the_reader() -> None:
    text = section("Sizes")
    sizes = (MOST_BYTES, MOST_DEPTH, MOST_SUBJECTS, MOST_VALUES, MOST_LINES, MOST_REASONS)
    for size in sizes:
        assert f"{size:,}" in text
    parts = section("The parts of a sheet")
    for name, (_row, least, most) in LISTS.items():
        (line,) = (one for one in parts.splitlines() if one.startswith(f"| `{name}` |"))
        assert (f"{least} to {most}" if least else f"at most {most}") in line


def test_stages_are_named_in_their_order() -> None:
    places = [TEXT.index(f"{one} →" if one != "settle" else "→ settle") for one in STAGES]
    assert all(low < high for low, high in pairwise(places))
