"""The members of a step are its grammar: read, written and described from one place."""

from __future__ import annotations

from dataclasses import MISSING, dataclass
from fractions import Fraction
from typing import Any

import pytest

from core.domain.documents import Part
from core.domain.errors import RuleBroken
from programs.domain.terms.fields import (
    RowsSlot,
    choice,
    may,
    member,
    members_of,
    members_schema,
    operand,
    operands,
    operands_of,
    read_members,
    rows,
    write_members,
)
from programs.domain.terms.labels import ChoiceSlot
from programs.domain.terms.operands import Operand, literal
from programs.domain.terms.slots import OperandSlot, OperandsSlot, WholeSlot

OPERAND = {"$ref": "#/$defs/operand"}


@dataclass(frozen=True, kw_only=True)
class Row:
    is_: str = choice("red", "blue")
    gives: Operand = operand()
    most: Operand | None = may()


@dataclass(frozen=True, kw_only=True)
class Thing:
    of: Operand = operand()
    others: tuple[Operand, ...] = operands(least=0, most=3)
    rows_: tuple[Row, ...] = rows(Row, most=2)
    way: str = choice("up", "down", default="up")
    years: int = member(WholeSlot(0, 9), default=1)
    note: str = "nothing that a document says"


FULL: dict[str, Any] = {
    "of": "x",
    "others": ["y", "2"],
    "rows": [{"is": "red", "gives": "z", "most": "3"}, {"is": "blue", "gives": "1"}],
    "way": "down",
    "years": 2,
}
PLAIN: dict[str, Any] = {"of": "x", "rows": [{"is": "red", "gives": "z"}]}


def thing(found: dict[str, Any], **more: Any) -> Thing:
    read: Thing = read_members(Thing, Part("here", found), **more)
    return read


def test_read_and_written_again() -> None:
    full = thing(FULL)
    assert full == Thing(
        of=Operand("x"),
        others=(Operand("y"), literal(2)),
        rows_=(
            Row(is_="red", gives=Operand("z"), most=literal(3)),
            Row(is_="blue", gives=literal(1)),
        ),
        way="down",
        years=2,
    )
    assert write_members(full) == FULL


def test_what_may_be_left_out_stays_out() -> None:
    plain = thing(PLAIN)
    assert (plain.others, plain.way, plain.years, plain.rows_[0].most) == ((), "up", 1, None)
    assert write_members(plain) == PLAIN
    assert write_members(thing({**PLAIN, "way": "up", "years": 1, "others": []})) == PLAIN


@pytest.mark.parametrize(
    ("found", "why"),
    [
        ({"rows": FULL["rows"]}, "here.of is missing. Add it."),
        ({"of": "x"}, "here.rows is missing. Add it."),
        ({**FULL, "note": "x"},
         "here.note is not known here. Known are: of, others, rows, way, years."),
        ({**FULL, "rows_": []},
         "here.rows_ is not known here. Known are: of, others, rows, way, years."),
        ({**FULL, "rows": []}, "here.rows must be a list with 1 to 2 items."),
        ({**FULL, "rows": FULL["rows"] * 2}, "here.rows must be a list with 1 to 2 items."),
        ({**FULL, "rows": ["x"]}, "here.rows[0] must be an object in braces { }."),
        ({**FULL, "rows": [{"is": "red", "gives": "1"}, {"is": "green", "gives": "1"}]},
         "here.rows[1].is must be one of: red, blue."),
        ({**FULL, "rows": [{"is": "red", "gives": "1", "gets": "1"}]},
         "here.rows[0].gets is not known here. Known are: is, gives, most."),
        ({**FULL, "others": ["1"] * 4}, "here.others must be a list with 0 to 3 items."),
        ({**FULL, "way": None}, "here.way must be one of: up, down."),
    ],
)  # fmt: skip
def test_refused_with_the_place(found: dict[str, Any], why: str) -> None:
    with pytest.raises(RuleBroken) as broken:
        thing(found)
    assert str(broken.value) == why


def test_members_besides_those_of_the_step() -> None:
    assert thing({**PLAIN, "key": "s"}, besides=("key", "do")) == thing(PLAIN)
    with pytest.raises(RuleBroken) as broken:
        thing({**PLAIN, "keys": "s"}, besides=("key", "do"))
    assert str(broken.value) == (
        "here.keys is not known here. Known are: key, do, of, others, rows, way, years."
    )


def test_members_in_their_order() -> None:
    assert [one.name for one, _slot in members_of(Thing)] == [
        "of", "others", "rows_", "way", "years",
    ]  # fmt: skip


def test_every_operand_has_its_place() -> None:
    assert [(place, one.text) for place, one in operands_of(thing(FULL))] == [
        ("of", "x"),
        ("others[0]", "y"),
        ("others[1]", "2"),
        ("rows[0].gives", "z"),
        ("rows[0].most", "3"),
        ("rows[1].gives", "1"),
    ]
    assert [place for place, _one in operands_of(thing(PLAIN))] == ["of", "rows[0].gives"]


def test_described_as_json_schema() -> None:
    assert members_schema(Thing) == {
        "type": "object",
        "properties": {
            "of": OPERAND,
            "others": {"type": "array", "items": OPERAND, "minItems": 0, "maxItems": 3},
            "rows": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "is": {"enum": ["red", "blue"]}, "gives": OPERAND, "most": OPERAND,
                    },
                    "required": ["is", "gives"],
                    "additionalProperties": False,
                },
                "minItems": 1,
                "maxItems": 2,
            },
            "way": {"enum": ["up", "down"]},
            "years": {"type": "integer", "minimum": 0, "maximum": 9},
        },
        "required": ["of", "rows"],
        "additionalProperties": False,
    }  # fmt: skip


def test_how_members_are_declared() -> None:
    def declared(found: Any) -> tuple[Any, Any]:
        return found.metadata["slot"], found.default

    years = WholeSlot(0, 9)
    assert declared(member(years)) == (years, MISSING)
    assert declared(member(years, default=None)) == (years, None)
    assert declared(operand()) == (OperandSlot(), MISSING)
    assert declared(may()) == (OperandSlot(), None)
    assert declared(operands()) == (OperandsSlot(1, 50), MISSING)
    assert declared(operands(least=0, most=7)) == (OperandsSlot(0, 7), ())
    assert declared(choice("a", "b")) == (ChoiceSlot(("a", "b")), MISSING)
    assert declared(choice("a", "b", default="b")) == (ChoiceSlot(("a", "b")), "b")
    assert declared(rows(Row)) == (RowsSlot(Row, 1, 200), MISSING)
    assert declared(rows(Row, least=0, most=7)) == (RowsSlot(Row, 0, 7), ())


def test_the_usual_bounds_of_lists_and_tables() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Usual:
        of: tuple[Operand, ...] = operands()
        table: tuple[Row, ...] = rows(Row, least=0)

    found = members_schema(Usual)
    assert (found["properties"]["of"]["minItems"], found["properties"]["of"]["maxItems"]) == (1, 50)
    table = found["properties"]["table"]
    assert (table["minItems"], table["maxItems"]) == (0, 200)
    assert found["required"] == ["of"]
    assert read_members(Usual, Part("", {"of": ["1"]})) == Usual(of=(literal(1),), table=())
    assert Fraction(1) == Usual(of=(literal(1),)).of[0].value
