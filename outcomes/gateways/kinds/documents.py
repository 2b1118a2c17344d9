"""PDF: opens without a password, has pages, and does nothing by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject

from core.domain.errors import RuleBroken
from core.domain.words import Sentence, say
from outcomes.domain.evidence.kinds import MOST_OBJECTS

ACTS = frozenset({"/JavaScript", "/Launch"})
ENCRYPTED = say(
    "The PDF “%(name)s” is encrypted, so nobody could look at it later. Save it without a "
    "password or other protection and attach it again."
)
UNREADABLE = say(
    "The PDF “%(name)s” cannot be read: it is damaged or cut off. Open it, print it to a new PDF "
    "and attach that."
)
NO_PAGES = say("The PDF “%(name)s” has no pages. Choose the file again.")
ACTIVE = say(
    "The PDF “%(name)s” holds a script or starts a program when it is opened. Print it to a new "
    "PDF and attach that."
)


def check_pdf(path: Path, name: str) -> None:
    """Refuse, each time with the reason, what a verifier could not or should not open."""
    reason = _reason(path)
    if reason is None:
        return
    raise RuleBroken(reason.text, field="file", name=name)


def _reason(path: Path) -> Sentence | None:
    try:
        with path.open("rb") as file:
            return _wrong(PdfReader(file))
    except Exception:  # noqa: BLE001 - a broken file can break its reader in any way
        return UNREADABLE


def _wrong(reader: PdfReader) -> Sentence | None:
    if reader.is_encrypted:
        return ENCRYPTED
    if not len(reader.pages):
        return NO_PAGES
    for page in reader.pages:  # every page is there, not only counted
        page.mediabox  # noqa: B018 - reading it is the check
    return ACTIVE if any(_acts(found) for found in _dictionaries(reader)) else None


def _acts(found: DictionaryObject) -> bool:
    return "/JS" in found or found.get("/S") in ACTS


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the document, also those that no page leads to."""
    todo: list[object] = [reader.trailer, *_objects(reader)]
    while todo:
        one = todo.pop()
        if isinstance(one, DictionaryObject):
            yield one
            todo += [inner for inner in one.values() if not isinstance(inner, IndirectObject)]
        elif isinstance(one, ArrayObject):
            todo += [inner for inner in one if not isinstance(inner, IndirectObject)]


def _objects(reader: PdfReader) -> Iterator[object]:
    listed = {(number, of) for of, numbers in reader.xref.items() for number in numbers}
    listed |= {(number, 0) for number in reader.xref_objStm}
    if len(listed) > MOST_OBJECTS:
        raise ValueError("too many objects")
    for number, of in sorted(listed):
        if number:  # the first is the head of the list of free ones
            yield reader.get_object(IndirectObject(number, of, reader))
