"""A term sheet as a JSON document: read, written, hashed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from core.domain.canonical import digest_of
from core.domain.documents import Part, document_from
from core.domain.errors import RuleBroken
from core.domain.money import ROUNDINGS
from programs.domain.terms.simple.base import Clause
from programs.domain.terms.simple.cap import Cap
from programs.domain.terms.simple.fixed import Fixed
from programs.domain.terms.simple.per_unit import PerUnit
from programs.domain.terms.simple.sheet import TermSheet
from programs.domain.terms.simple.steps import Steps
from programs.domain.terms.simple.threshold import Threshold

SCHEMA = "boram.terms/0"
MOST_CLAUSES = 50
RESERVED = "cap"

KINDS: Mapping[str, Callable[[Part], Clause]] = {
    "fixed": Fixed.read,
    "per_unit": PerUnit.read,
    "threshold": Threshold.read,
    "steps": Steps.read,
}


def sheet_from(document: object) -> TermSheet:
    """Read and check a term sheet; every refusal names the place and the repair."""
    return document_from(document, _sheet)


def document_of(sheet: TermSheet) -> dict[str, Any]:
    """The document of a sheet; numbers are written in one way only."""
    return {
        "schema": SCHEMA,
        "rounding": sheet.rounding,
        "cap": sheet.cap.limit.won,
        "clauses": [{"key": clause.key, **clause.document()} for clause in sheet.clauses],
    }


def sheet_digest(sheet: TermSheet) -> str:
    """What the parties sign: the SHA-256 of the canonical document."""
    return digest_of(document_of(sheet))


def _sheet(part: Part) -> TermSheet:
    part.only("schema", "rounding", "cap", "clauses")
    part.one_of("schema", {SCHEMA: SCHEMA})
    return TermSheet(
        part.one_of("rounding", {name: name for name in ROUNDINGS}),
        Cap(part.won("cap")),
        _clauses(part),
    )


def _clauses(part: Part) -> tuple[Clause, ...]:
    clauses: dict[str, Clause] = {}
    for place in part.parts("clauses", most=MOST_CLAUSES):
        clause = place.one_of("kind", KINDS)(place)
        if clause.key in clauses or clause.key == RESERVED:
            raise RuleBroken(
                "%(place)s is “%(key)s”, which is already taken. Choose another name.",
                place=place.at("key"),
                key=clause.key,
            )
        clauses[clause.key] = clause
    return tuple(clauses.values())
