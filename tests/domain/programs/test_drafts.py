"""Changes to terms that are still being written: what moves along with them, and what does not."""

from __future__ import annotations

from typing import Any

import pytest

from core.domain.errors import RuleBroken
from programs.domain.drafts import Add, Head, Move, Put, Remove, Whole, readable, renamed
from programs.domain.library import template_named
from programs.domain.previews import preview, seat_of

SHEET = template_named("attainment_bands").document()


def put(section: str, index: int, **changes: Any) -> dict[str, Any]:
    part = {**SHEET[section][index], **changes}
    return Put(section, index, part).applied(SHEET)


def test_a_change_leaves_the_document_before_it_alone() -> None:
    before = template_named("attainment_bands").document()
    put("steps", 0, key="reached")
    Remove("steps", 0).applied(SHEET)
    Add("inputs", {"key": "more"}).applied(SHEET)
    Head({"id": "other"}).applied(SHEET)
    assert before == SHEET


def test_a_new_name_of_an_input_is_known_wherever_it_is_used() -> None:
    found = put("inputs", 1, key="removed")
    assert found["steps"][0]["of"] == "removed"
    assert found["inputs"][2]["goal_of"] == "removed"
    assert found["steps"][0]["target"] == "hazards_agreed"


def test_a_new_name_of_a_step_is_known_in_steps_and_amounts() -> None:
    found = put("steps", 2, key="worth")
    assert found["outputs"][1]["amount"] == "worth"
    assert found["outputs"][0]["amount"] == "first_tranche"
    assert put("steps", 0, key="reached")["steps"][2]["of"] == "reached"


def test_a_new_name_of_a_party_is_known_in_amounts() -> None:
    found = put("parties", 0, key="bank")
    assert {one["payer"] for one in found["outputs"]} == {"bank"}
    assert {one["payee"] for one in found["outputs"]} == {"supplier"}


def test_a_new_name_of_a_level_is_known_in_inputs_steps_and_amounts() -> None:
    sheet = template_named("incentive_pool").document()
    sheet["steps"].append({"key": "all", "do": "sum_over", "of": "share", "up_to": "firm"})
    found = Put("levels", 0, {**sheet["levels"][0], "key": "company"}).applied(sheet)
    assert found["inputs"][1]["subject"] == "company"
    assert found["steps"][2]["up_to"] == "company"
    assert found["outputs"][0]["payee"] == "company"


def test_the_parts_of_a_step_keep_their_own_names() -> None:
    sheet = template_named("holdback").document()
    found = renamed(sheet, "steps", "parts", "pieces")
    assert found["steps"][4]["of"] == "pieces.held"
    assert found["steps"][6]["of"] == ["pieces.now", "released_known"]


def test_names_inside_tables_are_told_anew_and_words_are_not() -> None:
    sheet = {
        "steps": [
            {"do": "choose", "cases": [{"when": "smallest", "then": "1"}], "otherwise": "smallest"},
            {"do": "one_over", "of": "smallest", "which": "smallest"},
            {"do": "nothing", "of": "smallest"},
        ],
        "reports": [{"key": "smallest", "value": "smallest"}],
    }
    found = renamed(sheet, "inputs", "smallest", "least")
    assert found["steps"][0] == {
        "do": "choose",
        "cases": [{"when": "least", "then": "1"}],
        "otherwise": "least",
    }
    assert found["steps"][1] == {"do": "one_over", "of": "least", "which": "smallest"}
    assert found["steps"][2] == {"do": "nothing", "of": "smallest"}
    assert found["reports"] == [{"key": "smallest", "value": "least"}]


@pytest.mark.parametrize("name", [None, 1, "attainment"])
def test_what_was_no_name_is_not_told_anew(name: object) -> None:
    assert renamed(SHEET, "steps", name, "attainment") is SHEET
    assert renamed(SHEET, "steps", "attainment", name) is SHEET


@pytest.mark.parametrize(
    ("step", "place"),
    [
        ({"do": "ratio"}, 1),  # measured, after the attainment
        ({"do": "compare"}, 1),
        ({"do": "unit_rate"}, 3),
        ({"do": "so_far"}, 4),
        ({"do": "so_far", "stage": "price"}, 3),
        ({"do": "nothing"}, 4),
    ],
)
def test_a_step_is_added_at_the_end_of_its_stage(step: dict[str, str], place: int) -> None:
    change = Add("steps", step)
    assert change.place(SHEET) == place
    assert change.applied(SHEET)["steps"][place] == step


def test_the_header_keeps_the_parts_and_drops_what_is_not_said() -> None:
    found = Head({"id": "other", "version": 2}).applied({**SHEET, "source": "a paper"})
    assert set(found) == {*SHEET, "source"} - {"title", "currency", "source"}
    assert (found["schema"], found["id"], found["steps"]) == (
        "boram.terms/1",
        "other",
        SHEET["steps"],
    )


def test_a_part_moves_one_place_and_not_beyond_the_ends() -> None:
    keys = [one["key"] for one in SHEET["outputs"]]
    assert keys == ["on_plan", "on_results", "incentive"]
    for index, by, order in ((1, -1, [1, 0, 2]), (1, 1, [0, 2, 1]), (0, 1, [1, 0, 2])):
        found = Move("outputs", index, by).applied(SHEET)["outputs"]
        assert [one["key"] for one in found] == [keys[i] for i in order]
    for index, by in ((0, -1), (2, 1)):
        with pytest.raises(RuleBroken, match="cannot move further: it is the first or the last"):
            Move("outputs", index, by).applied(SHEET)


@pytest.mark.parametrize(
    ("section", "index"), [("outputs", 3), ("outputs", -1), ("reports", 0), ("title", 0)]
)
def test_a_part_that_is_not_there_is_refused(section: str, index: int) -> None:
    for change in (Put(section, index, {}), Remove(section, index), Move(section, index, 1)):
        with pytest.raises(RuleBroken, match="This part is not there"):
            change.applied(SHEET)


@pytest.mark.parametrize(
    ("document", "words"),
    [
        ([], "The document must be an object in braces"),
        ({}, "schema must be one of: boram.terms/1"),
        ({**SHEET, "steps": {}}, "steps must be a list with 0 to 400 items"),
        ({**SHEET, "levels": [{}, 1]}, r"levels\[1\] must be an object in braces"),
        ({**SHEET, "source": "a\0b"}, r"^source holds a character that nobody can see.*U\+0000"),
        ({**SHEET, "steps": [{"label": {"ko": "a\nb"}}]}, r"^steps\[0\].label.ko holds .*U\+000A"),
        ({**SHEET, "inputs": [{"a\u202eb": 1}]}, r"^inputs\[0\] holds .*U\+202E"),
        ({**SHEET, "a\tb": 1}, r"^The document holds .*U\+0009"),
    ],
)
def test_what_has_no_parts_is_no_document(document: Any, words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        Whole(document).applied(SHEET)
    assert Whole({**SHEET, "id": "new"}).applied(SHEET)["id"] == "new"


def test_what_every_change_tells_the_log() -> None:
    assert Move("steps", 3, -1).said == {"change": "up", "section": "steps", "index": "3"}
    assert Move("steps", 3, 1).said["change"] == "down"
    assert Head({}).said == {"change": "header"}
    assert Put("steps", 0, {"key": "a"}).said == {"change": "put", "section": "steps", "key": "a"}
    assert Add("steps", {}).said == {"change": "add", "section": "steps", "key": ""}
    assert Remove("steps", 3).said == {"change": "remove", "section": "steps", "index": "3"}
    assert Whole({}).said == {"change": "whole"}


def test_a_list_of_four_hundred_is_read_and_no_longer_one() -> None:
    assert readable({**SHEET, "reports": [{}] * 400})
    with pytest.raises(RuleBroken, match=r"reports must be a list with 0 to 400 items"):
        readable({**SHEET, "reports": [{}] * 401})


@pytest.mark.parametrize(
    ("place", "seat"),
    [
        ("steps[2].bands[1].gives", ("steps", 2)),
        ("inputs[0]", ("inputs", 0)),
        ("inputs", ("inputs", None)),
        ("levels", ("levels", None)),
        ("currency.code", ("header", None)),
        ("title.en", ("header", None)),
        ("", ("header", None)),
        ("The document", ("header", None)),
    ],
)
def test_every_place_belongs_to_a_part(place: str, seat: tuple[str, int | None]) -> None:
    assert seat_of(place) == seat


def test_a_sound_draft_is_ready_and_its_cost_is_known() -> None:
    found = preview(SHEET)
    assert (found.problems, found.is_ready) == ((), True)
    assert found.cost is not None
    assert found.cost.won == {"base": 40_000_000, "success": 50_000_000, "incentive": 20_000_000}
    assert found.sheet is not None
    assert len(found.sentences) > 10


def test_everything_that_cannot_be_read_is_told_at_once() -> None:
    broken = {**SHEET, "steps": [{"do": "nothing"}, *SHEET["steps"][1:], {"do": "bands"}]}
    broken["outputs"] = [{**SHEET["outputs"][0], "payer": 1}]
    found = preview(broken)
    places = [one.place for one in found.problems]
    assert places == ["outputs[0].payer", "steps[0].do", "steps[4].of"]
    assert (found.sheet, found.cost, found.is_ready) == (None, None, False)
    assert [str(one.sentence) for one in found.at("steps", 4)] == [
        "steps[4].of is missing. Add it."
    ]


def test_a_header_that_cannot_be_read_is_told_too() -> None:
    found = preview({**SHEET, "version": "1"})
    assert [one.place for one in found.at("header", None)] == ["version"]


def test_what_no_agreement_can_be_is_an_error_as_well() -> None:
    found = preview({**SHEET, "currency": {"code": "USD", "minor": 0}})
    assert "agreements here are paid in whole won" in str(found.at("header", None)[0].sentence)
    assert not found.is_ready


def test_a_warning_keeps_nothing_back() -> None:
    found = preview(put("steps", 3, limit="200000000"))  # a cap that never binds
    assert [one.severity for one in found.problems] == ["warning"]
    assert found.is_ready


def test_where_nothing_can_be_reserved_the_reason_is_told_once() -> None:
    steps = [*SHEET["steps"]]
    steps[0] = {**steps[0], "from": "hazards_removed", "most": "1"}
    found = preview({**SHEET, "steps": steps})
    said = [str(one.sentence) for one in found.problems]
    assert sum("as large as you like" in one for one in said) == 1
    assert found.cost is None
