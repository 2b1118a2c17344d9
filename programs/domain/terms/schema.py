"""The published JSON Schema of term sheets, made of what the reader itself goes by.

It says what a document looks like. What it means, such as names that stand for something, bands
without a gap or shares of the whole, no schema can say: that is what `check` is for.
"""

from __future__ import annotations

from typing import Any

from programs.domain.terms.catalogue import ALL
from programs.domain.terms.document import LISTS, MOST_STEPS, SCHEMA
from programs.domain.terms.fields import members_schema
from programs.domain.terms.labels import LABEL_SCHEMA, KeySlot, LabelSlot, TextSlot
from programs.domain.terms.sheet import Currency, Effective
from programs.domain.terms.slots import OPERAND_SCHEMA, WRITTEN_SCHEMA, WholeSlot
from programs.domain.terms.step import STAGES, Op

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def json_schema() -> Schema:
    """The schema as JSON; the same catalogue always gives the same one."""
    lists = {name: _list(*LISTS[name]) for name in LISTS}
    return {
        "$schema": DIALECT,
        "$id": f"urn:{SCHEMA.replace('/', ':')}",
        "title": "Term sheet",
        "description": (
            "What a contract pays, to whom and for what: inputs, steps, outputs. "
            "Numbers stand in quotation marks, so that every reader keeps them exactly."
        ),
        "type": "object",
        "properties": {
            "schema": {"const": SCHEMA},
            "id": KeySlot().schema(),
            "title": LabelSlot().schema(),
            "version": WholeSlot(1, 10_000).schema(),
            "currency": _described(Currency),
            "effective": _described(Effective),
            "source": TextSlot().schema(),
            **lists,
            "steps": {"type": "array", "maxItems": MOST_STEPS, "items": {"$ref": "#/$defs/step"}},
        },
        "required": [
            *("schema", "id", "title", "version", "currency", "steps"),
            *(name for name, (_row, least, _most) in LISTS.items() if least),
        ],
        "additionalProperties": False,
        "$defs": {
            "label": {"description": "What people call it, in both languages.", **LABEL_SCHEMA},
            "operand": {
                "description": "The name of an input or a step, or a number or a date.",
                **OPERAND_SCHEMA,
            },
            "written": {"description": "A number or a date.", **WRITTEN_SCHEMA},
            "step": _step(),
            **{op.do: _op(op) for op in ALL},
        },
    }


def _list(row: type[Any], least: int, most: int) -> Schema:
    return {"type": "array", "minItems": least, "maxItems": most, "items": _described(row)}


def _described(owner: type[Any]) -> Schema:
    return {"title": owner.__name__, "description": _first_line(owner), **members_schema(owner)}


def _step() -> Schema:
    """By what it does a step has its own members, so that an error speaks of these alone."""
    return {
        "type": "object",
        "required": ["do"],
        "properties": {"do": {"enum": [op.do for op in ALL]}},
        "allOf": [
            {
                "if": {"properties": {"do": {"const": op.do}}},
                "then": {"$ref": f"#/$defs/{op.do}"},
            }
            for op in ALL
        ],
    }


def _op(op: type[Op]) -> Schema:
    own = members_schema(op)
    return {
        "title": op.do,
        "description": _first_line(op),
        "type": "object",
        "properties": {
            "key": KeySlot().schema(),
            "stage": {"enum": [stage.value for stage in STAGES], "default": op.home.value},
            "do": {"const": op.do},
            "label": LabelSlot().schema(),
            "because": LabelSlot().schema(),
            **own["properties"],
        },
        "required": ["key", "do", *own["required"]],
        "additionalProperties": False,
    }


def _first_line(owner: type[Any]) -> str:
    return (owner.__doc__ or "").strip().partition("\n")[0]
