"""A term sheet as a JSON document: read, written, hashed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from core.domain.canonical import canonical_json, digest_of
from core.domain.documents import Part
from core.domain.errors import RuleBroken
from programs.domain.terms.catalogue import OPS
from programs.domain.terms.fields import read_members, write_members
from programs.domain.terms.labels import KeySlot, LabelSlot, TextSlot
from programs.domain.terms.levels import ROOT
from programs.domain.terms.sheet import (
    Currency,
    Effective,
    Input,
    Level,
    Output,
    Party,
    Report,
    Sheet,
)
from programs.domain.terms.slots import WholeSlot, as_object, items_of, object_of
from programs.domain.terms.step import STAGES, Step

SCHEMA = "boram.terms/1"
MOST_BYTES = 262_144
MOST_DEPTH = 12
MOST_STEPS = 400
LISTS: Mapping[str, tuple[type[Any], int, int]] = {
    "parties": (Party, 1, 20),
    "levels": (Level, 0, 5),
    "inputs": (Input, 0, 200),
    "outputs": (Output, 0, 50),
    "reports": (Report, 0, 50),
}
MEMBERS = ("schema", "id", "title", "version", "effective", "source", "currency", "steps", *LISTS)
STEP_MEMBERS = ("key", "stage", "do", "label", "because")


def sheet_from(document: object) -> Sheet:
    """Read a term sheet; every refusal names the place and the repair.

    It says only that the document is well formed; `sound` says that it can be priced.
    """
    check_size(document)
    part = Part("", as_object(document, "The document")).only(*MEMBERS)
    part.one_of("schema", {SCHEMA: SCHEMA})
    sheet = Sheet(
        id=KeySlot().read(part, "id"),
        title=LabelSlot().read(part, "title"),
        version=WholeSlot(1, 10_000).read(part, "version"),
        currency=read_members(Currency, Part("currency", object_of(part, "currency"))),
        steps=tuple(step_from(place) for place in _places(part, "steps", 0, MOST_STEPS)),
        effective=_effective(part),
        source=TextSlot().read(part, "source") if "source" in part.found else "",
        **{name: _list(part, name) for name in LISTS},
    )
    _check_names(sheet)
    return sheet


def document_of(sheet: Sheet) -> dict[str, Any]:
    """The document of a sheet; each sheet has only one."""
    lists = {name: [write_members(one) for one in getattr(sheet, name)] for name in LISTS}
    return {
        "schema": SCHEMA,
        "id": sheet.id,
        "title": sheet.title.as_json(),
        "version": sheet.version,
        "currency": write_members(sheet.currency),
        **({"effective": write_members(sheet.effective)} if sheet.effective else {}),
        **({"source": sheet.source} if sheet.source else {}),
        **{name: found for name, found in lists.items() if found},
        "steps": [_written(step) for step in sheet.steps],
    }


def sheet_digest(sheet: Sheet) -> str:
    """What the parties sign: the SHA-256 of the canonical document (RFC 8785)."""
    return digest_of(document_of(sheet))


def _effective(part: Part) -> Effective | None:
    if "effective" not in part.found:
        return None
    found: Effective = read_members(Effective, Part("effective", object_of(part, "effective")))
    if found.until is not None and found.until < found.from_:
        raise RuleBroken(
            "effective.until is %(until)s, before effective.from. Write a later day.",
            until=found.until,
        )
    return found


def _list(part: Part, name: str) -> tuple[Any, ...]:
    row, least, most = LISTS[name]
    if name not in part.found and not least:
        return ()
    return tuple(read_members(row, place) for place in _places(part, name, least, most))


def _places(part: Part, name: str, least: int, most: int) -> Iterable[Part]:
    for i, item in enumerate(items_of(part, name, least=least, most=most)):
        place = f"{name}[{i}]"
        yield Part(place, as_object(item, place))


def step_from(part: Part) -> Step:
    """One step; refused where its own table makes no sense."""
    kind = part.one_of("do", OPS)
    stage = (
        part.one_of("stage", {stage.value: stage for stage in STAGES})
        if "stage" in part.found
        else kind.home
    )
    op = read_members(kind, part, besides=STEP_MEMBERS)
    op.check(part.place)
    return Step(
        key=KeySlot().read(part, "key"),
        stage=stage,
        op=op,
        label=LabelSlot().read(part, "label") if "label" in part.found else None,
        because=LabelSlot().read(part, "because") if "because" in part.found else None,
    )


def _written(step: Step) -> dict[str, Any]:
    return {
        "key": step.key,
        "stage": step.stage.value,
        "do": step.op.do,
        **write_members(step.op),
        **({"label": step.label.as_json()} if step.label else {}),
        **({"because": step.because.as_json()} if step.because else {}),
    }


def check_size(document: object) -> None:
    """Before anything else reads it: neither deep nor large."""
    waiting, seen = [(document, 1)], 0
    while waiting:
        found, depth = waiting.pop()
        if depth > MOST_DEPTH:
            raise RuleBroken(
                "The document is nested more than %(most)s deep. Make it flatter.", most=MOST_DEPTH
            )
        inside = _inside(found)
        seen += len(inside)
        if seen > MOST_BYTES:  # each takes a byte at least, so that nobody has to count them all
            raise RuleBroken(
                "The document has more than %(most)s bytes. Shorten it.", most=MOST_BYTES
            )
        waiting.extend((one, depth + 1) for one in inside)
    size = len(canonical_json(document))
    if size > MOST_BYTES:
        raise RuleBroken(
            "The document has %(size)s bytes; at most %(most)s are allowed. Shorten it.",
            size=size,
            most=MOST_BYTES,
        )


def _inside(found: object) -> Collection[object]:
    if isinstance(found, Mapping):
        return found.values()
    return found if isinstance(found, list) else ()


def _check_names(sheet: Sheet) -> None:
    """Inputs, steps and levels share one list of names; outputs, reports and parties have own."""
    _once("inputs", sheet.inputs, {ROOT, "id", *(level.key for level in sheet.levels)})
    _once(
        "steps",
        sheet.steps,
        {ROOT, *(level.key for level in sheet.levels), *(one.key for one in sheet.inputs)},
    )
    _once("levels", sheet.levels, {ROOT, "id"})
    _once("outputs", sheet.outputs, set())
    _once("reports", sheet.reports, {one.key for one in sheet.outputs})
    _once("parties", sheet.parties, {level.key for level in sheet.levels})


def _once(name: str, found: Iterable[Any], taken: set[str]) -> None:
    seen = set(taken)
    for i, one in enumerate(found):
        if one.key in seen:
            raise RuleBroken(
                "%(place)s is “%(key)s”, which is already taken. Choose another name.",
                place=f"{name}[{i}].key",
                key=one.key,
            )
        seen.add(one.key)
