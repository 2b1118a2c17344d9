"""Which boxes a part of a document has, what stands in them now, and what they may name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext

from core.domain.errors import RuleBroken
from core.translation import phrase_in_words
from programs.domain.drafts import HEADER, SECTIONS, Add, Change, Head, Put, part_at
from programs.domain.terms import (
    CURRENCY,
    EFFECTIVE,
    HEAD,
    HOMES,
    LISTED,
    ROOT,
    Member,
    names_in,
    step_members,
)
from programs.forms.terms_boxes import Known
from programs.forms.terms_parts import PartForm

Document = Mapping[str, Any]
STEMS = {
    "parties": "party",
    "levels": "level",
    "inputs": "input",
    "outputs": "amount",
    "reports": "report",
}
IN_HEADER = {
    "currency": [one.name for one in CURRENCY],
    "effective": [one.name for one in EFFECTIVE],
}
HEADER_MEMBERS = (*HEAD, *CURRENCY, *(replace(one, is_needed=False) for one in EFFECTIVE))


class SectionForm(PartForm):
    """The form of one part; `place` and `do` say which, a missing index that it is a new one."""

    def __init__(
        self,
        *args: Any,
        document: Document,
        section: str,
        index: int | None,
        do: str,
        **kwargs: Any,
    ) -> None:
        self.section, self.index = section, index
        found = _found(document, section, index)
        self.do = str(found.get("do", do)) if section == "steps" else ""
        super().__init__(
            *args,
            owner=self.do or section,
            members=members_for(section, self.do),
            found=found,
            known=known_in(document),
            **kwargs,
        )
        if index is None and section != HEADER:
            self.fields["key"].initial = _free_name(document, section, self.do)

    def change(self) -> Change:
        """What this form does to the document."""
        part = {**({"do": self.do} if self.do else {}), **self.part()}
        if self.section == HEADER:
            return Head(_grouped(part))
        if self.index is None:
            return Add(self.section, part)
        return Put(self.section, self.index, part)


def _free_name(document: Document, section: str, do: str) -> str:
    """A short name that nothing has yet, so that nobody has to think of one."""
    taken = {str(one.get("key")) for name in SECTIONS for one in document.get(name, [])}
    stem = do or STEMS[section]
    names = (stem if i == 1 else f"{stem}_{i}" for i in range(1, len(taken) + 3))
    return next(name for name in names if name not in taken)


def members_for(section: str, do: str) -> Sequence[Member]:
    """What the part may hold."""
    if section == HEADER:
        return HEADER_MEMBERS
    if section != "steps":
        return LISTED[section]
    if do not in HOMES:
        raise RuleBroken("There is no operation “%(do)s”. Choose one from the list.", do=do)
    return step_members(do)


def _found(document: Document, section: str, index: int | None) -> dict[str, Any]:
    if section == HEADER:
        return _flat(document)
    if section not in SECTIONS:
        raise RuleBroken("This part is not there. Go back to the terms and choose another.")
    return {} if index is None else part_at(document, section, index)


def _flat(document: Document) -> dict[str, Any]:
    found = {one.name: document[one.name] for one in HEAD if one.name in document}
    for name, members in IN_HEADER.items():
        inside = document.get(name)
        if isinstance(inside, dict):
            found |= {one: inside[one] for one in members if one in inside}
    return found


def _grouped(part: dict[str, Any]) -> dict[str, Any]:
    for name, members in IN_HEADER.items():
        inside = {one: part.pop(one) for one in members if one in part}
        if inside:
            part[name] = inside
    return part


def known_in(document: Document) -> Known:
    """The names that stand in a document, each with what people call it."""
    names = [(key, phrase_in_words(label)) for key, label in names_in(document)]
    return Known(
        names=names,
        parties=_labelled(document, "parties"),
        levels=[(ROOT, gettext("contract")), *_labelled(document, "levels")],
        measures=[
            (one["key"], _label(one))
            for one in document.get("inputs", [])
            if one.get("source") == "verified" and isinstance(one.get("key"), str)
        ],
    )


def _labelled(document: Document, section: str) -> list[tuple[str, str]]:
    return [
        (one["key"], _label(one))
        for one in document.get(section, [])
        if isinstance(one.get("key"), str)
    ]


def _label(one: Mapping[str, Any]) -> str:
    """Its label if it has one, and the key by which it goes."""
    ((key, label),) = names_in({"inputs": [one]})
    return f"{phrase_in_words(label)} ({key})"
