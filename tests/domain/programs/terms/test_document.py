"""A term sheet as a JSON document: read, written, hashed, refused."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date
from time import process_time
from typing import Any

import pytest
from hypothesis import given

from core.domain.errors import RuleBroken
from programs.domain.terms.catalogue import ALL, OPS
from programs.domain.terms.document import (
    MOST_BYTES,
    MOST_DEPTH,
    check_size,
    document_of,
    sheet_digest,
    sheet_from,
)
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.step import STAGES, Stage
from tests.domain.programs.terms.build import named, ranged, step
from tests.domain.programs.terms.sheets import sheets

FULL: dict[str, Any] = {
    "schema": "boram.terms/1",
    "id": "guards",
    "title": {"en": "Guards", "ko": "방호장치"},
    "version": 2,
    "effective": {"from": "2026-04-01", "until": "2026-12-31"},
    "source": "Notice 2026-12",
    "currency": {"code": "KRW", "minor": 0},
    "parties": [
        {"key": "city", "label": {"en": "City", "ko": "시"}},
        {"key": "carla", "label": {"en": "Carla Guard", "ko": "카를라가드"}},
    ],
    "levels": [{"key": "site", "label": {"en": "Site", "ko": "사업장"}, "most": 50}],
    "inputs": [
        {
            "key": "guards", "label": {"en": "Guards", "ko": "방호장치"}, "kind": "number",
            "unit": "device", "least": "0", "most": "99", "decimals": 1, "subject": "site",
            "direction": "higher_better", "period": "2026", "estimator": "count",
            "source": "verified", "goal_of": "guards_goal",
        },
    ],
    "outputs": [
        {
            "key": "paid", "label": {"en": "Paid", "ko": "지급"}, "amount": "all", "payer": "city",
            "payee": "carla", "tranche": "plan", "due": "2026-12-31",
        },
    ],
    "reports": [{"key": "told", "label": {"en": "Told", "ko": "보고"}, "value": "all"}],
    "steps": [
        {"key": "each", "stage": "price", "do": "unit_rate", "of": "guards", "rate": "1000"},
        {
            "key": "all", "stage": "cap", "do": "sum_over", "of": "each",
            "label": {"en": "All", "ko": "전체"}, "because": {"en": "Why", "ko": "이유"},
        },
    ],
}  # fmt: skip


def refusal(found: object) -> str:
    with pytest.raises(RuleBroken) as broken:
        sheet_from(found)
    return str(broken.value)


def changed(**members: Any) -> dict[str, Any]:
    return {**deepcopy(FULL), **members}


def first(name: str, **members: Any) -> dict[str, Any]:
    """The document with its first item of a list changed."""
    return changed(**{name: [{**FULL[name][0], **members}, *FULL[name][1:]]})


def twice(name: str) -> dict[str, Any]:
    return changed(**{name: [*FULL[name], FULL[name][0]]})


def test_a_document_is_read_and_written_again() -> None:
    sheet = sheet_from(FULL)
    assert document_of(sheet) == FULL
    assert (sheet.id, sheet.version, sheet.source) == ("guards", 2, "Notice 2026-12")
    assert sheet.effective
    assert sheet.effective.from_ == date(2026, 4, 1)
    assert [one.stage for one in sheet.steps] == [Stage.PRICE, Stage.CAP]
    assert str(sheet.steps[1].because) == "Why"
    assert sheet.steps[0].label is None
    assert sheet.steps[0].because is None


def test_what_need_not_be_there() -> None:
    least = {k: v for k, v in FULL.items() if k not in
             {"effective", "source", "levels", "inputs", "outputs", "reports"}}  # fmt: skip
    least["steps"] = []
    sheet = sheet_from(least)
    assert document_of(sheet) == least
    assert (sheet.effective, sheet.source, sheet.levels, sheet.inputs) == (None, "", (), ())
    assert (sheet.outputs, sheet.reports, sheet.steps) == ((), (), ())


def test_a_step_stands_where_its_kind_does_unless_it_says_otherwise() -> None:
    steps = [{k: v for k, v in one.items() if k != "stage"} for one in FULL["steps"]]
    assert [one.stage for one in sheet_from(changed(steps=steps)).steps] == [
        Stage.PRICE, Stage.PRICE,
    ]  # fmt: skip


def test_numbers_and_units_written_otherwise_are_the_same_document() -> None:
    one = sheet_from(changed())
    other = sheet_from(changed(steps=[{**FULL["steps"][0], "rate": "1000.00"}, FULL["steps"][1]]))
    assert document_of(other) == document_of(one)
    assert sheet_digest(other) == sheet_digest(one)


def test_what_the_parties_sign() -> None:
    """Any change of the digest would mean that what was signed is no longer what is kept."""
    assert sheet_digest(sheet_from(FULL)) == DIGEST
    shuffled = dict(reversed(list(FULL.items())))
    assert sheet_digest(sheet_from(shuffled)) == DIGEST
    assert sheet_digest(sheet_from(changed(version=3))) != DIGEST


DIGEST = "7f0774f2a05d86c8c197cdaf43779c7ff5649129a8569fdf189053e1fa90dd94"


@given(sheets())
def test_read_again_it_has_the_same_digest(sheet: Sheet) -> None:
    again = sheet_from(json.loads(json.dumps(document_of(sheet))))
    assert sheet_digest(again) == sheet_digest(sheet)
    assert document_of(again) == document_of(sheet)


LETTER = "must begin with a letter and hold only a–z, 0–9, - and _, at most 50 characters."
TAKEN = "which is already taken. Choose another name."
KNOWN = (
    "schema, id, title, version, effective, source, currency, steps, parties, levels, inputs, "
    "outputs, reports"
)


@pytest.mark.parametrize(
    ("found", "why"),
    [
        ([], "The document must be an object in braces { }."),
        (None, "The document must be an object in braces { }."),
        (changed(note="x"), f"note is not known here. Known are: {KNOWN}."),
        (changed(schema="boram.terms/2"), "schema must be one of: boram.terms/1."),
        ({k: v for k, v in FULL.items() if k != "schema"}, "schema is missing. Add it."),
        (changed(id="Guards"), f"id {LETTER}"),
        (changed(title="Guards"), "title must be an object in braces { }."),
        (changed(version=0), ("version must be a whole number from 1 to 10000, without quotation "
                             "marks.")),
        (changed(version=10_001), ("version must be a whole number from 1 to 10000, without "
                                  "quotation marks.")),
        (changed(currency="KRW"), "currency must be an object in braces { }."),
        (changed(currency={"code": "KRW", "minor": 5}),
         "currency.minor must be a whole number from 0 to 4, without quotation marks."),
        (changed(currency={"code": "GOLD", "minor": 0}),
         "currency.code must be one of: KRW, USD, GBP, EUR, AUD, CHF, JPY, CAD, NZD, XXX."),
        (changed(currency={"code": "KRW"}), "currency.minor is missing. Add it."),
        (changed(effective=[]), "effective must be an object in braces { }."),
        (changed(effective={"from": "2026-04-01", "until": "2026-03-31"}),
         "effective.until is 2026-03-31, before effective.from. Write a later day."),
        (changed(effective={"until": "2026-03-31"}), "effective.from is missing. Add it."),
        (changed(source=""), "source must be a text of at most 1000 characters."),
        (changed(parties=[]), "parties must be a list with 1 to 20 items."),
        (changed(levels=[{}] * 6), "levels must be a list with 0 to 5 items."),
        (changed(inputs=[{}] * 201), "inputs must be a list with 0 to 200 items."),
        (changed(outputs=[{}] * 51), "outputs must be a list with 0 to 50 items."),
        (changed(reports=[{}] * 51), "reports must be a list with 0 to 50 items."),
        (changed(steps=[{}] * 401), "steps must be a list with 0 to 400 items."),
        (changed(steps=["x"]), "steps[0] must be an object in braces { }."),
        ({k: v for k, v in FULL.items() if k != "parties"}, "parties is missing. Add it."),
        ({k: v for k, v in FULL.items() if k != "steps"}, "steps is missing. Add it."),
        (first("levels", most=0),
         "levels[0].most must be a whole number from 1 to 100000000, without quotation marks."),
        (first("levels", most=100_000_001),
         "levels[0].most must be a whole number from 1 to 100000000, without quotation marks."),
        (first("inputs", decimals=13),
         "inputs[0].decimals must be a whole number from 0 to 12, without quotation marks."),
        (first("inputs", kind="text"),
         "inputs[0].kind must be one of: number, yes_no, choice, date."),
        (first("inputs", direction="up"),
         "inputs[0].direction must be one of: higher_better, lower_better, none."),
        (first("inputs", source="rumour"),
         "inputs[0].source must be one of: verified, target, plan, pool, declared."),
        (first("inputs", words=[]), "inputs[0].words must be a list with 1 to 100 items."),
        (first("inputs", least="x"),
         "inputs[0].least must be a number or a date in quotation marks, not a name."),
        (first("outputs", tranche="bonus"),
         "outputs[0].tranche must be one of: plan, results, incentive, follow_up."),
        (first("steps", stage="later"),
         ("steps[0].stage must be one of: measure, condition, price, adjust, cap, allocate, "
         "schedule, settle.")),
        (first("steps", do="magic"), f"steps[0].do must be one of: {', '.join(OPS)}."),
        (first("steps", rates="1"),
         ("steps[0].rates is not known here. Known are: key, stage, do, label, because, of, rate, "
         "most.")),
        (first("steps", key="Each"), f"steps[0].key {LETTER}"),
        (first("steps", label="Each"), "steps[0].label must be an object in braces { }."),
        (first("steps", because="why"), "steps[0].because must be an object in braces { }."),
        (twice("steps"), f"steps[2].key is “each”, {TAKEN}"),
        (twice("inputs"), f"inputs[1].key is “guards”, {TAKEN}"),
        (twice("levels"), f"levels[1].key is “site”, {TAKEN}"),
        (twice("outputs"), f"outputs[1].key is “paid”, {TAKEN}"),
        (twice("reports"), f"reports[1].key is “told”, {TAKEN}"),
        (twice("parties"), f"parties[2].key is “city”, {TAKEN}"),
        (first("steps", key="guards"), f"steps[0].key is “guards”, {TAKEN}"),
        (first("steps", key="site"), f"steps[0].key is “site”, {TAKEN}"),
        (first("steps", key="contract"), f"steps[0].key is “contract”, {TAKEN}"),
        (first("inputs", key="site"), f"inputs[0].key is “site”, {TAKEN}"),
        (first("inputs", key="contract"), f"inputs[0].key is “contract”, {TAKEN}"),
        (first("inputs", key="id"), f"inputs[0].key is “id”, {TAKEN}"),
        (first("levels", key="contract"), f"levels[0].key is “contract”, {TAKEN}"),
        (first("levels", key="id"), f"levels[0].key is “id”, {TAKEN}"),
        (first("reports", key="paid"), f"reports[0].key is “paid”, {TAKEN}"),
        (first("parties", key="site"), f"parties[0].key is “site”, {TAKEN}"),
    ],
)  # fmt: skip
def test_refused_with_the_place_and_the_repair(found: object, why: str) -> None:
    assert refusal(found) == why


def test_as_large_as_it_may_be() -> None:
    many = changed(
        parties=[{"key": f"p{i}", "label": named("P")} for i in range(20)],
        levels=[{"key": f"l{i}", "label": named("L"), "most": 100_000_000} for i in range(5)],
        inputs=[ranged(f"i{i}", "0..1") for i in range(200)],
        outputs=[],
        reports=[{"key": f"r{i}", "label": named("R"), "value": "i0"} for i in range(50)],
        steps=[step("sum", f"s{i}", of=["i0"]) for i in range(400)],
        version=10_000,
        currency={"code": "XXX", "minor": 4},
    )
    assert len(sheet_from(many).steps) == 400


def nested(depth: int) -> Any:
    found: Any = "x"
    for _ in range(depth - 1):
        found = [found]
    return found


def test_neither_deep_nor_large() -> None:
    check_size(nested(MOST_DEPTH))
    check_size({"a": nested(MOST_DEPTH - 1)})
    deep = "The document is nested more than 12 deep. Make it flatter."
    for found in (nested(MOST_DEPTH + 1), {"a": nested(MOST_DEPTH)}, nested(9_000)):
        assert refusal(found) == deep
    check_size("x" * (MOST_BYTES - 2))
    assert refusal("x" * (MOST_BYTES - 1)) == (
        "The document has 262145 bytes; at most 262144 are allowed. Shorten it."
    )
    assert refusal({"a": "가" * 100_000}) == (
        "The document has 300008 bytes; at most 262144 are allowed. Shorten it."
    )


def test_what_cannot_be_kept_exactly() -> None:
    assert (
        refusal({"a": [1.5]}) == "a[0] holds 1.5, which cannot be kept exactly. Write it as text."
    )
    assert refusal({"a": 2**53}).startswith("a holds 9007199254740992, which cannot be kept")
    assert refusal({1: "x"}) == "document has a name that is not text."


@pytest.mark.parametrize(
    "hostile",
    [
        nested(9_000),
        {"a": {"b": nested(9_000)}},
        changed(steps=[{}] * 50_000),
        changed(inputs=[{**ranged("x", "0..9"), "least": "9" * 40}]),
        changed(steps=[step("round", of="guards", unit="0." + "0" * 500 + "1", way="down")]),
        changed(id="a" * 200_000),
        changed(source="x" * 250_000),
    ],
)
def test_a_hostile_document_is_refused_at_once(hostile: object) -> None:
    begun = process_time()
    with pytest.raises(RuleBroken):
        sheet_from(hostile)
    assert process_time() - begun < 0.5


def test_every_operation_has_a_name_of_its_own_and_a_number_in_the_reference() -> None:
    assert len(OPS) == len(ALL)
    assert all(OPS[op.do] is op for op in ALL)
    assert all(op.code[0] in "MCPAKLTR" and op.code[1:].isdigit() for op in ALL)
    assert {op.home for op in ALL} == set(STAGES)
