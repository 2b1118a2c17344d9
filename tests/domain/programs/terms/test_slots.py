"""What one member may hold: read, written and described from one place."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from core.domain.documents import Part
from core.domain.errors import RuleBroken
from core.domain.words import Named
from programs.domain.terms.labels import (
    LABEL_SCHEMA,
    ChoiceSlot,
    KeySlot,
    KeysSlot,
    LabelSlot,
    TextSlot,
)
from programs.domain.terms.operands import Operand
from programs.domain.terms.slots import (
    OPERAND_SCHEMA,
    WRITTEN_SCHEMA,
    BoundSlot,
    DateSlot,
    FlagSlot,
    NumberSlot,
    OperandSlot,
    OperandsSlot,
    UnitSlot,
    WholeSlot,
    as_object,
    items_of,
    object_of,
)
from programs.domain.terms.units import Unit

HALVES = NumberSlot(Fraction(-1, 2), Fraction(1, 2))
NAME = r"[a-z][a-z0-9_-]{0,49}(\.[a-z][a-z0-9_-]{0,49})?"
NUMBER = r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,12})?"
DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
KEY = "^[a-z][a-z0-9_-]{0,49}$"
OPERAND = {"$ref": "#/$defs/operand"}


def read(slot: Any, value: object) -> Any:
    return slot.read(Part("steps[0]", {"m": value}), "m")


def refusal(slot: Any, value: object) -> str:
    with pytest.raises(RuleBroken) as broken:
        read(slot, value)
    return str(broken.value)


@pytest.mark.parametrize(
    ("slot", "written", "value", "again"),
    [
        (OperandSlot(), "days", Operand("days"), "days"),
        (OperandSlot(), "0.50", Operand("0.5", Fraction(1, 2)), "0.5"),
        (OperandSlot(), "-0", Operand("0", Fraction(0)), "0"),
        (OperandsSlot(0, 2), ["a", "1.0"], (Operand("a"), Operand("1", Fraction(1))), ["a", "1"]),
        (OperandsSlot(0, 2), [], (), []),
        (HALVES, "0.5", Fraction(1, 2), "0.5"),
        (HALVES, "-0.50", Fraction(-1, 2), "-0.5"),
        (WholeSlot(1, 3), 1, 1, 1),
        (WholeSlot(1, 3), 3, 3, 3),
        (FlagSlot(), True, True, True),
        (FlagSlot(), False, False, False),
        (UnitSlot(), "day*KRW", Unit((("KRW", 1), ("day", 1))), "KRW*day"),
        (UnitSlot(), "1", Unit(), "1"),
        (BoundSlot(), "7.0", Operand("7", Fraction(7)), "7"),
        (DateSlot(), "2026-04-01", date(2026, 4, 1), "2026-04-01"),
        (ChoiceSlot(("up", "down")), "down", "down", "down"),
        (KeySlot(), "a_1", "a_1", "a_1"),
        (KeysSlot(1, 2), ["b", "a"], ("b", "a"), ["b", "a"]),
        (LabelSlot(), {"en": "Day", "ko": "일"}, Named("Day", "일"), {"en": "Day", "ko": "일"}),
        (TextSlot(), "x" * 1000, "x" * 1000, "x" * 1000),
    ],
)
def test_read_and_written_again(slot: Any, written: object, value: object, again: object) -> None:
    assert read(slot, written) == value
    assert slot.write(value) == again


def test_a_date_is_written_as_it_stands() -> None:
    found = read(BoundSlot(), "2026-04-01")
    assert found.is_date
    assert BoundSlot().write(found) == OperandSlot().write(found) == "2026-04-01"


NEITHER = (
    "must be the name of an input or a step, or a number or a date in quotation marks, such as "
    '"hazards_removed", "0.8" or "2026-04-01".'
)
HALF = 'steps[0].m must be a number in quotation marks from -0.5 to 0.5, such as "0.8".'
WHOLE = "steps[0].m must be a whole number from 1 to 3, without quotation marks."
UNIT = "steps[0].m must be a unit such as “worksite”, “KRW/day”, “percent” or “1”."
ITEMS = "steps[0].m must be a list with 1 to 2 items."
LETTER = "must begin with a letter and hold only a–z, 0–9, - and _, at most 50 characters."
TEXT = "steps[0].m must be a text of at most 1000 characters."
UNSEEN = (
    "holds a character that nobody can see, such as a line break or a tab (U+%s). Take it out, or "
    "put a space there."
)


@pytest.mark.parametrize(
    ("slot", "wrong", "why"),
    [
        (OperandSlot(), 5, f"steps[0].m {NEITHER}"),
        (OperandsSlot(1, 2), [], ITEMS),
        (OperandsSlot(1, 2), ["a", "b", "c"], ITEMS),
        (OperandsSlot(1, 2), "a", ITEMS),
        (OperandsSlot(1, 2), ["a", 5], f"steps[0].m[1] {NEITHER}"),
        (HALVES, "0.51", HALF),
        (HALVES, "-0.51", HALF),
        (HALVES, 0.5, HALF),
        (HALVES, "half", HALF),
        (WholeSlot(1, 3), 0, WHOLE),
        (WholeSlot(1, 3), 4, WHOLE),
        (WholeSlot(1, 3), "2", WHOLE),
        (WholeSlot(1, 3), True, WHOLE),
        (WholeSlot(1, 3), 2.0, WHOLE),
        (FlagSlot(), 1, "steps[0].m must be true or false."),
        (FlagSlot(), "true", "steps[0].m must be true or false."),
        (UnitSlot(), "KRW per day", UNIT),
        (UnitSlot(), 1, UNIT),
        (UnitSlot(), "*".join(["a" * 30] * 4), UNIT),
        (BoundSlot(), "days",
         "steps[0].m must be a number or a date in quotation marks, not a name."),
        (BoundSlot(), 5, f"steps[0].m {NEITHER}"),
        (DateSlot(), "2026-02-30", "steps[0].m must be a day such as “2026-04-01”."),
        (DateSlot(), 5, "steps[0].m must be a day such as “2026-04-01”."),
        (ChoiceSlot(("up", "down")), "left", "steps[0].m must be one of: up, down."),
        (ChoiceSlot(("up", "down")), 1, "steps[0].m must be one of: up, down."),
        (KeySlot(), "A", f"steps[0].m {LETTER}"),
        (KeysSlot(1, 2), [], ITEMS),
        (KeysSlot(1, 2), ["a", "b", "c"], ITEMS),
        (KeysSlot(1, 2), ["a", "B"], f"steps[0].m[1] {LETTER}"),
        (KeysSlot(1, 2), ["a", "a"], "steps[0].m names something twice. Leave one."),
        (LabelSlot(), "Day", "steps[0].m must be an object in braces { }."),
        (LabelSlot(), {"en": "Day"}, "steps[0].m.ko is missing. Add it."),
        (LabelSlot(), {"ko": "일"}, "steps[0].m.en is missing. Add it."),
        (LabelSlot(), {"en": "D", "ko": "일", "fr": "J"},
         "steps[0].m.fr is not known here. Known are: en, ko."),
        (LabelSlot(), {"en": "", "ko": "일"},
         "steps[0].m.en must be a text of at most 1000 characters."),
        (TextSlot(), " ", TEXT),
        (TextSlot(), "x" * 1001, TEXT),
        (TextSlot(), 5, TEXT),
        (TextSlot(), "a\tb", f"steps[0].m {UNSEEN % '0009'}"),
        (TextSlot(), "\u202eb", f"steps[0].m {UNSEEN % '202E'}"),
        (LabelSlot(), {"en": "Day", "ko": "a\x01"}, f"steps[0].m.ko {UNSEEN % '0001'}"),
        (LabelSlot(), {"en": "a\u2028b", "ko": "일"}, f"steps[0].m.en {UNSEEN % '2028'}"),
    ],
)  # fmt: skip
def test_refused_with_the_place_and_the_repair(slot: Any, wrong: object, why: str) -> None:
    assert refusal(slot, wrong) == why


def test_a_unit_of_a_hundred_letters_is_the_longest() -> None:
    longest = "*".join(["a" * 30] * 3) + "*bcdefgh"
    assert len(longest) == 100
    assert isinstance(read(UnitSlot(), longest), Unit)
    assert refusal(UnitSlot(), f"{longest}i") == UNIT


def test_what_is_missing() -> None:
    for slot in (OperandSlot(), HALVES, WholeSlot(1, 3), FlagSlot(), UnitSlot(), BoundSlot(),
                 DateSlot(), KeySlot(), KeysSlot(1, 2), LabelSlot(), TextSlot(),
                 OperandsSlot(1, 2), ChoiceSlot(("up",))):  # fmt: skip
        with pytest.raises(RuleBroken, match=r"^steps\[0\]\.m is missing\. Add it\.$"):
            slot.read(Part("steps[0]", {}), "m")


@pytest.mark.parametrize(
    ("slot", "schema"),
    [
        (OperandSlot(), OPERAND),
        (OperandsSlot(1, 2), {"type": "array", "items": OPERAND, "minItems": 1, "maxItems": 2}),
        (HALVES, {"type": "string", "pattern": f"^{NUMBER}$"}),
        (WholeSlot(1, 3), {"type": "integer", "minimum": 1, "maximum": 3}),
        (FlagSlot(), {"type": "boolean"}),
        (BoundSlot(), {"$ref": "#/$defs/written"}),
        (DateSlot(), {"type": "string", "format": "date", "pattern": DAY}),
        (ChoiceSlot(("up", "down")), {"enum": ["up", "down"]}),
        (KeySlot(), {"type": "string", "pattern": KEY}),
        (KeysSlot(1, 2), {"type": "array", "items": {"type": "string", "pattern": KEY},
                          "minItems": 1, "maxItems": 2, "uniqueItems": True}),
        (LabelSlot(), {"$ref": "#/$defs/label"}),
        (TextSlot(), {"type": "string", "pattern": r"\S", "maxLength": 1000}),
    ],
)  # fmt: skip
def test_described_as_json_schema(slot: Any, schema: dict[str, Any]) -> None:
    assert slot.schema() == schema


def test_what_units_operands_and_labels_look_like() -> None:
    atom = "[A-Za-z][A-Za-z0-9_]{0,29}"
    assert UnitSlot().schema() == {
        "type": "string", "pattern": f"^(1|{atom})([*/]{atom}){{0,5}}$",
    }  # fmt: skip
    assert {
        "anyOf": [
            {"type": "string", "pattern": f"^{NAME}$"},
            {"type": "string", "pattern": f"^{NUMBER}$"},
            {"type": "string", "format": "date", "pattern": DAY},
        ]
    } == OPERAND_SCHEMA
    text = {"type": "string", "pattern": r"\S", "maxLength": 1000}
    assert {
        "type": "object",
        "properties": {"en": text, "ko": text},
        "required": ["en", "ko"],
        "additionalProperties": False,
    } == LABEL_SCHEMA


def test_a_range_is_a_number_or_a_date() -> None:
    assert [one["pattern"] for one in WRITTEN_SCHEMA["anyOf"]] == [f"^{NUMBER}$", DAY]


def test_lists_and_objects() -> None:
    part = Part("here", {"list": [1, 2], "object": {"a": 1}})
    assert items_of(part, "list", least=2, most=2) == [1, 2]
    for least, most in ((0, 1), (3, 4)):
        with pytest.raises(RuleBroken) as broken:
            items_of(part, "list", least=least, most=most)
        assert str(broken.value) == f"here.list must be a list with {least} to {most} items."
    assert object_of(part, "object") == as_object({"a": 1}, "x") == {"a": 1}
    with pytest.raises(RuleBroken) as broken:
        object_of(part, "list")
    assert str(broken.value) == "here.list must be an object in braces { }."
