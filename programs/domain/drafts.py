"""Changes to payment terms that are still being written: one part at a time, right or wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from core.domain.characters import check_texts
from core.domain.errors import RuleBroken
from programs.domain.terms import HOMES, SCHEMA, STAGES, check_size, operand_members

HEADER = "header"
HEAD = ("id", "title", "version", "effective", "source", "currency")
SECTIONS = ("parties", "levels", "inputs", "steps", "outputs", "reports")
MOST_PARTS = 400
ORDER = [stage.value for stage in STAGES]

Document = dict[str, Any]


class Change(Protocol):
    """What one page does to a document."""

    @property
    def said(self) -> dict[str, str]:
        """What the log keeps of it."""
        ...

    def applied(self, document: Document) -> Document:
        """The document after it; the one before stays as it is."""
        ...


@dataclass(frozen=True, slots=True)
class Head:
    """Another title, version, currency or period; members that are not given are taken away."""

    members: Mapping[str, Any]

    @property
    def said(self) -> dict[str, str]:
        """The header goes by its name."""
        return {"change": "header"}

    def applied(self, document: Document) -> Document:
        """All else stays."""
        kept = {name: found for name, found in document.items() if name not in HEAD}
        return {"schema": document.get("schema"), **self.members, **_without(kept, "schema")}


@dataclass(frozen=True, slots=True)
class Put:
    """A part in the place of another; what spoke of it by its old name speaks of the new one."""

    section: str
    index: int
    part: Mapping[str, Any]

    @property
    def said(self) -> dict[str, str]:
        """Where, and what it is called."""
        return {"change": "put", "section": self.section, "key": str(self.part.get("key", ""))}

    def applied(self, document: Document) -> Document:
        """A new name is written wherever the old one stood."""
        old = part_at(document, self.section, self.index)
        rows = parts_of(document, self.section)
        rows[self.index] = dict(self.part)
        return renamed(
            {**document, self.section: rows}, self.section, old.get("key"), self.part.get("key")
        )


@dataclass(frozen=True, slots=True)
class Add:
    """One more part, at the end of its list; a step at the end of its stage."""

    section: str
    part: Mapping[str, Any]

    @property
    def said(self) -> dict[str, str]:
        """Where, and what it is called."""
        return {"change": "add", "section": self.section, "key": str(self.part.get("key", ""))}

    def place(self, document: Document) -> int:
        """Where it will stand: no step goes before one of an earlier stage or its own."""
        rows = parts_of(document, self.section)
        if self.section != "steps":
            return len(rows)
        mine = _rank(self.part)
        return max((i + 1 for i, one in enumerate(rows) if _rank(one) <= mine), default=0)

    def applied(self, document: Document) -> Document:
        """Refused where there are more parts already than anybody can read."""
        rows = parts_of(document, self.section)
        if len(rows) >= MOST_PARTS:
            raise RuleBroken(
                "There are %(most)s of these already. Take one away first.", most=MOST_PARTS
            )
        rows.insert(self.place(document), dict(self.part))
        return {**document, self.section: rows}


def _rank(step: Mapping[str, Any]) -> int:
    """Its stage, counted; a step whose operation is not known comes last."""
    stage = step.get("stage") or HOMES.get(str(step.get("do")))
    return ORDER.index(stage) if stage in ORDER else len(ORDER)


@dataclass(frozen=True, slots=True)
class Remove:
    """A part is taken away; what speaks of it will be told by the check."""

    section: str
    index: int

    @property
    def said(self) -> dict[str, str]:
        """Where."""
        return {"change": "remove", "section": self.section, "index": str(self.index)}

    def applied(self, document: Document) -> Document:
        """The others move together."""
        part_at(document, self.section, self.index)
        rows = parts_of(document, self.section)
        del rows[self.index]
        return {**document, self.section: rows}


@dataclass(frozen=True, slots=True)
class Move:
    """A part changes its place with the one before it, or the one after it."""

    section: str
    index: int
    by: int

    @property
    def said(self) -> dict[str, str]:
        """Where and whither."""
        way = "up" if self.by < 0 else "down"
        return {"change": way, "section": self.section, "index": str(self.index)}

    def applied(self, document: Document) -> Document:
        """The first does not go up, the last not down."""
        part_at(document, self.section, self.index)
        rows = parts_of(document, self.section)
        other = self.index + self.by
        if not 0 <= other < len(rows):
            raise RuleBroken("It cannot move further: it is the first or the last already.")
        rows[self.index], rows[other] = rows[other], rows[self.index]
        return {**document, self.section: rows}


@dataclass(frozen=True, slots=True)
class Whole:
    """Another document altogether, such as one that was changed elsewhere and comes back."""

    document: Mapping[str, Any]

    @property
    def said(self) -> dict[str, str]:
        """Nothing is left of the one before."""
        return {"change": "whole"}

    def applied(self, document: Document) -> Document:  # noqa: ARG002 - nothing of it is left
        """It has to be one whose parts can be told from each other."""
        return readable(self.document)


def readable(document: object) -> Document:
    """Refuse what has no parts at all; whether they make sense is told part by part."""
    check_size(document)
    check_texts(document)
    if not isinstance(document, Mapping):
        raise RuleBroken("%(place)s must be an object in braces { }.", place="The document")
    if document.get("schema") != SCHEMA:
        raise RuleBroken("%(place)s must be one of: %(choices)s.", place="schema", choices=SCHEMA)
    for name in SECTIONS:
        _check_rows(document.get(name, []), name)
    return dict(document)


def _check_rows(rows: object, name: str) -> None:
    if not isinstance(rows, list) or len(rows) > MOST_PARTS:
        raise RuleBroken(
            "%(place)s must be a list with %(least)s to %(most)s items.",
            place=name,
            least=0,
            most=MOST_PARTS,
        )
    for i, one in enumerate(rows):
        if not isinstance(one, Mapping):
            raise RuleBroken("%(place)s must be an object in braces { }.", place=f"{name}[{i}]")


def parts_of(document: Mapping[str, Any], section: str) -> list[Any]:
    """A copy of a list of parts; one that is missing is empty."""
    return list(document.get(section, []))


def part_at(document: Mapping[str, Any], section: str, index: int) -> Document:
    """One part, or a refusal because it is not there."""
    rows: Sequence[Any] = document.get(section, [])
    if section not in SECTIONS or not 0 <= index < len(rows):
        raise RuleBroken("This part is not there. Go back to the terms and choose another.")
    found: Document = rows[index]
    return found


# Where the names of each section stand in other parts; of steps, wherever an operand stands.
OPERANDS = {"outputs": ("amount", "due"), "reports": ("value",)}
SPOKEN: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "inputs": {**OPERANDS, "inputs": ("goal_of",)},
    "steps": OPERANDS,
    "parties": {"outputs": ("payer", "payee")},
    "levels": {"inputs": ("subject",), "outputs": ("payer", "payee"), "steps": ("up_to",)},
}


def renamed(document: Document, section: str, old: object, new: object) -> Document:
    """The document with an old name told anew wherever other parts take it."""
    if not (isinstance(old, str) and isinstance(new, str)) or old == new:
        return document
    found = dict(document)
    for name, members in SPOKEN.get(section, {}).items():
        found[name] = [_told_anew(part, members, old, new) for part in parts_of(found, name)]
    if section in {"inputs", "steps"}:
        found["steps"] = [
            _told_anew(part, operand_members(part.get("do")), old, new)
            for part in parts_of(found, "steps")
        ]
    return found


def _told_anew(part: Any, members: Sequence[str], old: str, new: str) -> Any:
    return {
        name: _anew(value, old, new) if name in members else value for name, value in part.items()
    }


def _anew(value: Any, old: str, new: str) -> Any:
    """A name, a part of a step, or a list or table of these."""
    if isinstance(value, list):
        return [_anew(one, old, new) for one in value]
    if isinstance(value, dict):
        return {name: _anew(one, old, new) for name, one in value.items()}
    if value == old:
        return new
    if isinstance(value, str) and value.startswith(f"{old}."):
        return f"{new}{value[len(old) :]}"
    return value


def _without(document: Document, name: str) -> Document:
    return {one: found for one, found in document.items() if one != name}
