"""The published schema and the reader say the same: what one takes, the other takes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from core.domain.errors import RuleBroken
from programs.domain.terms.catalogue import ALL
from programs.domain.terms.document import document_of, sheet_from
from programs.domain.terms.schema import json_schema
from tests.domain.programs.terms.papers import paper
from tests.domain.programs.terms.sheets import documents

ROOT = Path(__file__).resolve().parents[4]
SCHEMA = json_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
CONTRACTS = sorted((ROOT / "docs" / "contracts").glob("*.json"))
Change = Callable[[dict[str, Any]], object]


def wrong(*path: Any, value: Any) -> Change:
    def change(document: dict[str, Any]) -> None:
        inner: Any = document
        for name in path[:-1]:
            inner = inner[name]
        inner[path[-1]] = value

    return change


def without(*path: Any) -> Change:
    def change(document: dict[str, Any]) -> None:
        inner: Any = document
        for name in path[:-1]:
            inner = inner[name]
        del inner[path[-1]]

    return change


def test_it_is_a_schema_of_its_dialect() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert SCHEMA["$id"] == "urn:boram.terms:1"


def test_the_published_file_is_the_generated_one() -> None:
    """After a change: `manage.py terms schema > docs/terms.schema.json`."""
    published = (ROOT / "docs" / "terms.schema.json").read_text()
    assert published == json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n"


def test_every_operation_has_its_part_with_its_reason() -> None:
    for op in ALL:
        part = SCHEMA["$defs"][op.do]
        assert part["title"] == op.do
        assert part["properties"]["do"] == {"const": op.do}
        assert part["properties"]["stage"]["default"] == op.home
        assert part["description"] == (op.__doc__ or "").split("\n")[0]
        assert part["required"][:2] == ["key", "do"]
    assert [one["then"]["$ref"] for one in SCHEMA["$defs"]["step"]["allOf"]] == [
        f"#/$defs/{op.do}" for op in ALL
    ]


def test_every_reference_leads_somewhere() -> None:
    text = json.dumps(SCHEMA)
    used = {found.split('"')[0] for found in text.split('"#/$defs/')[1:]}
    assert used == SCHEMA["$defs"].keys()


def test_an_error_speaks_of_the_step_that_is_meant() -> None:
    document = paper()
    document["steps"][2]["limti"] = "5"
    (error,) = VALIDATOR.iter_errors(document)
    assert error.message.startswith("Additional properties are not allowed ('limti'")
    assert list(error.path) == ["steps", 2]


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_published_contracts_are_valid(path: Path) -> None:
    assert not list(VALIDATOR.iter_errors(json.loads(path.read_text())))


def test_the_paper_is_valid_and_stays_so_when_it_is_written_again() -> None:
    assert VALIDATOR.is_valid(paper())
    assert VALIDATOR.is_valid(document_of(sheet_from(paper())))


@given(documents())
@settings(max_examples=15, deadline=None)
def test_random_sheets_are_valid(document: dict[str, Any]) -> None:
    assert VALIDATOR.is_valid(document)
    assert VALIDATOR.is_valid(document_of(sheet_from(document)))


@pytest.mark.parametrize(
    "change",
    [
        wrong("schema", value="boram.terms/2"),
        without("schema"),
        without("id"),
        without("title"),
        without("version"),
        without("currency"),
        without("steps"),
        without("parties"),
        wrong("nonsense", value=1),
        wrong("id", value="Hazards"),
        wrong("id", value="a" * 51),
        wrong("title", value="Safer worksites"),
        wrong("title", "ko", value=" "),
        wrong("title", "en", value="x" * 1001),
        wrong("title", "de", value="Sicher"),
        without("title", "ko"),
        wrong("version", value=0),
        wrong("version", value=10_001),
        wrong("version", value="2"),
        wrong("source", value=""),
        wrong("currency", "code", value="EURO"),
        wrong("currency", "minor", value=5),
        without("currency", "minor"),
        wrong("effective", "from", value="April 2026"),
        without("effective", "from"),
        wrong("parties", value=[]),
        wrong("parties", value={"key": "bank"}),
        wrong("levels", value=[{}]),
        wrong("levels", 0, "most", value=0),
        wrong("inputs", 0, "kind", value="text"),
        wrong("inputs", 0, "unit", value="hazards per day"),
        wrong("inputs", 0, "least", value=0),
        wrong("inputs", 0, "least", value="rate"),
        wrong("inputs", 0, "decimals", value=13),
        wrong("inputs", 0, "direction", value="up"),
        wrong("inputs", 0, "period", value=""),
        wrong("inputs", 3, "words", value=[]),
        wrong("inputs", 3, "words", value=["small", "small"]),
        wrong("inputs", 3, "words", value=["Small"]),
        wrong("steps", value={}),
        wrong("steps", 0, value="reward"),
        wrong("steps", 0, "do", value="guess"),
        without("steps", 0, "do"),
        without("steps", 0, "key"),
        without("steps", 0, "than"),
        wrong("steps", 0, "than", value=3),
        wrong("steps", 0, "than", value="Three"),
        wrong("steps", 0, "than", value="3.1234567890123"),
        wrong("steps", 0, "is", value="above"),
        wrong("steps", 0, "stage", value="afterwards"),
        wrong("steps", 0, "label", value="Enough"),
        wrong("steps", 0, "because", value={"en": "so"}),
        wrong("steps", 0, "limit", value="3"),
        wrong("steps", 4, "parts", value=[]),
        wrong("steps", 4, "parts", 0, "share", value=0.6),
        wrong("steps", 4, "parts", 0, "sahre", value="0.6"),
        wrong("steps", 4, "unit", value="one"),
        wrong("steps", 5, "days", value=-1),
        wrong("outputs", 0, "tranche", value="bonus"),
        without("outputs", 0, "amount"),
        wrong("reports", 0, "value", value=None),
        wrong("reports", 0, "paid", value=True),
    ],
)
def test_what_the_reader_refuses_the_schema_refuses(change: Change) -> None:
    document = paper()
    change(document)
    with pytest.raises(RuleBroken):
        sheet_from(document)
    assert not VALIDATOR.is_valid(document)


@pytest.mark.parametrize("found", [None, [], "terms", 3])
def test_neither_takes_what_is_no_object(found: object) -> None:
    with pytest.raises(RuleBroken):
        sheet_from(found)
    assert not VALIDATOR.is_valid(found)
