"""A sheet is looked over: what is sound is left alone, what is hostile is refused at once."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from core.domain.errors import RuleBroken
from core.domain.words import say
from programs.domain.terms.check import MOST_PROBLEMS, check, check_document
from programs.domain.terms.document import sheet_from
from programs.domain.terms.problems import Problem
from programs.domain.terms.wiring import wire
from tests.domain.programs.terms.build import Document, step
from tests.domain.programs.terms.checks.looking import Found, found, paid, paper, told
from tests.domain.programs.terms.contracts.asking import SHEETS
from tests.domain.programs.terms.papers import paper as hazards

RATE = step("unit_rate", "pay", of="x", rate="2")


def test_a_sound_sheet_has_no_problem() -> None:
    assert found(RATE, x="0..9", better="x") == []
    assert check(sheet_from(paper(RATE, x="0..9"))) == ()
    assert [one for one in check_document(hazards()) if one.severity == "error"] == []


def test_what_cannot_be_read_is_the_only_problem() -> None:
    gap = step(
        "bands", "pay", of="x", bands=[{"below": "5", "gives": "0"}, {"from": "6", "gives": "1"}]
    )
    assert found(gap, x="0..9", y="0..9") == [
        (
            "error",
            "steps[0].bands[0]",
            (
                "Between steps[0].bands[0] and the band after it there is a gap: one ends at 5, the "
                "other begins at 6. Write the same number."
            ),
        )
    ]
    overlap = step(
        "bands", "pay", of="x", bands=[{"to": "5", "gives": "0"}, {"from": "5", "gives": "1"}]
    )
    assert [one[1] for one in found(overlap, x="0..9")] == ["steps[0].bands[0]"]
    assert told(check_document([])) == [
        ("error", "The document", "The document must be an object in braces { }.")
    ]


def test_what_cannot_be_priced_is_told_first_and_with_all_that_is_wrong_in_words() -> None:
    lost = step("sum", "pay", of=["x", "nobody"])
    weights = step("weighted", "mix", parts=[{"of": "x", "weight": "0.5"}])
    problems = found(lost, weights, x="0..9", y="0..9", outputs=[paid("pay")])
    assert [one[1] for one in problems] == [
        "steps[0].of[1]", "inputs[1]", "steps[1]", "steps[1].parts",
    ]  # fmt: skip
    assert problems[0][2].startswith("steps[0].of[1] is “nobody”, which is neither an input")


@pytest.mark.parametrize(
    ("outputs", "place"),
    [
        ([paid("nothing")], "outputs[0].amount"),
        ([paid("x")], "outputs[0].amount"),  # points and no money
        ([paid("half")], "outputs[0].amount"),  # halves of a won
        ([paid("pay"), paid("pay", "two", payer="nobody")], "outputs[1].payer"),
        ([paid("pay"), paid("pay", "two", due="x")], "outputs[1].due"),
    ],
)
def test_outputs_have_to_be_payable(outputs: list[Document], place: str) -> None:
    half = step("unit_rate", "half", of="x", rate="0.5")
    assert place in [one[1] for one in found(RATE, half, x="0..9 point", outputs=outputs)]


def test_an_input_without_a_range_cannot_be_reserved_for() -> None:
    document = paper(RATE, x="0..9")
    del document["inputs"][0]["most"]
    assert told(check_document(document))[0] == (
        "error",
        "inputs[0].most",
        "inputs[0].most is missing. Say how far x can go, so that the largest cost is known.",
    )


def test_a_step_that_cannot_be_bounded_is_told_with_its_place() -> None:
    steps = (
        RATE,
        step("share", "part", of="x", rest="y"),
        step("unit_rate", "more", of="part", rate="100"),
        step("round", "won", of="more", unit="1", way="down"),
    )
    problems = found(*steps, x="0..9", y="-1..9", outputs=[paid("pay"), paid("won", "w")])
    assert [one[:2] for one in problems] == [("error", "steps[1]")]
    assert problems[0][2].startswith("A share needs two parts that are never below zero: x and y.")
    square = [step("product", f"m{i + 1}", of=[f"m{i}", f"m{i}"]) for i in range(12)]
    pay = [
        step("unit_rate", "p", of="m12", rate="1"),
        step("round", "r", of="p", unit="1", way="up"),
    ]
    assert [one[:2] for one in found(*square, *pay, m0="0..999999")] == [("error", "steps[6]")]


def test_problems_are_kept_with_their_sentence() -> None:
    (one,) = check_document(paper(RATE, x="0..9", y="0..9"))
    kept = one.as_json()
    assert (kept["severity"], kept["place"]) == ("warning", "inputs[1]")
    assert kept["sentence"] == one.sentence.as_json()
    assert json.loads(json.dumps(kept)) == kept


def test_a_refusal_without_a_place_concerns_the_whole() -> None:
    one = Problem.of(RuleBroken("The document is nested too deeply. Make it flatter."))
    assert (one.severity, one.place) == ("error", "")
    assert one.sentence == say("The document is nested too deeply. Make it flatter.")


def test_nobody_reads_more_than_so_many_problems() -> None:
    unused = {f"u{i}": "0..9" for i in range(180)}
    steps = [step("unit_rate", f"p{i}", of="x", rate="2") for i in range(50)]
    assert len(found(RATE, *steps, x="0..9", outputs=[paid("pay")], **unused)) == MOST_PROBLEMS
    assert MOST_PROBLEMS == 200


@pytest.mark.parametrize("name", sorted(path.stem for path in SHEETS.glob("*.json")))
def test_a_published_contract_is_looked_over_quickly(name: str) -> None:
    """The limit is five times what it takes, so that a busy machine does not fail it."""
    document = json.loads((SHEETS / f"{name}.json").read_text())
    sheet = sheet_from(document.get("sheet", document))
    wire.cache_clear()
    begun = time.process_time()
    check(sheet)
    assert time.process_time() - begun < 0.25


def chained(count: int, *, turned: bool = False, closed: bool = False) -> Document:
    """A cap on a cap on a cap; turned, written from the last to the first; closed, in a circle."""
    steps = [
        step("at_most", f"s{i}", of=f"s{i - 1}" if i else "x", limit=str(900 - i))
        for i in range(count)
    ]
    if closed:
        steps[0]["of"] = f"s{count - 1}"
    pay = step("round", "pay", of=f"s{count - 1}", unit="1", way="down", stage="cap")
    return paper(
        *(steps[::-1] if turned else steps), pay, x="0..1000 KRW", better="x", outputs=[paid("pay")]
    )


def stacked(count: int) -> Document:
    """Step tables of 200 rows on each other."""
    rows: list[Document] = [{"gives": str(i * 7 % 200)} for i in range(200)]
    for i in range(199):
        rows[i]["below"], rows[i + 1]["from"] = str(i + 1), str(i + 1)
    tables = [
        step("bands", f"b{i}", of=f"b{i - 1}" if i else "x", bands=rows, unit="1")
        for i in range(count)
    ]
    pay = step("unit_rate", "pay", of=f"b{count - 1}", rate="1")
    return paper(*tables, pay, x="0..999999 /6", better="x")


def meshed(count: int) -> Document:
    """Each step takes the fifty before it."""
    steps = [
        step(
            "best_of",
            f"s{i}",
            of=[f"x{j}" for j in range(10)] + [f"s{j}" for j in range(max(0, i - 40), i)],
        )
        for i in range(count)
    ]
    pay = step("round", "pay", of=f"s{count - 1}", unit="1", way="down", stage="adjust")
    ranges = {f"x{j}": "0..1000000 KRW" for j in range(10)}
    return paper(*steps, pay, better=" ".join(ranges), **ranges)


def squared(count: int) -> Document:
    """Squares of squares."""
    steps = [step("product", f"m{i + 1}", of=[f"m{i}", f"m{i}"]) for i in range(count)]
    pay = step("unit_rate", "p", of=f"m{count}", rate="1")
    return paper(*steps, pay, step("round", "r", of="p", unit="1", way="up"), m0="0..999999 /6")


def deep(count: int) -> Any:
    found_: dict[str, Any] = {}
    inner = found_
    for _ in range(count):
        inner["steps"] = {}
        inner = inner["steps"]
    return found_


HOSTILE: list[tuple[str, Any, list[str]]] = [
    ("a chain of 399 caps", chained(399), []),
    ("the same written backwards", chained(399, turned=True), []),
    ("a circle of 399", chained(399, closed=True), ["steps[0]"]),
    ("twenty tables of 200 rows", stacked(15), ["inputs[0].direction"]),
    ("steps that take fifty others", meshed(280), []),
    ("squares of squares", squared(300), ["steps[6]"]),
    ("a document 3,000 deep", deep(3000), [""]),
    ("a list of a million", {"steps": [0] * 1_000_000}, [""]),
]


@pytest.mark.parametrize(("name", "document", "places"), HOSTILE, ids=[one[0] for one in HOSTILE])
def test_a_hostile_sheet_is_answered_at_once(name: str, document: Any, places: list[str]) -> None:
    begun = time.process_time()
    problems: Found = told(check_document(document))
    assert time.process_time() - begun < 1.5, name
    assert [one[1] for one in problems if one[0] == "error"] == places
