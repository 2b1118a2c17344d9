"""How the parts of payment terms, and what is wrong with them, are told on pages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.domain.words import Sentence
from core.translation import in_words, phrase_in_words
from programs.domain.drafts import HEADER
from programs.domain.library.meanings import TITLES
from programs.domain.library.members import NAMES, OWN_NAMES
from programs.domain.previews import Preview, seat_of
from programs.domain.terms import HEADINGS, STAGES, Known, Problem

SECTION_NAMES: Mapping[str, str | Promise] = {
    HEADER: _("Title, currency and period"),
    "parties": _("Who pays and who is paid"),
    "levels": _("Subjects inside the contract"),
    "inputs": _("What has to be known"),
    "steps": _("How it becomes money"),
    "outputs": _("What is paid"),
    "reports": _("What is told and not paid"),
}
ADD_ONE: Mapping[str, str | Promise] = {
    "parties": _("Add a party"),
    "levels": _("Add a level"),
    "inputs": _("Add an input"),
    "steps": _("Add a step"),
    "outputs": _("Add an amount"),
    "reports": _("Add a report"),
}
INSIDE = re.compile(r"\.([a-z_]+)(?:\[([0-9]+)\])?")


@dataclass(frozen=True, slots=True)
class Told:
    """One problem in the reader's words, and the anchor of the part that it belongs to."""

    severity: str
    words: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Line:
    """One part as a line of the page."""

    known: Known
    name: str
    what: str
    problems: Sequence[Told]
    is_first: bool
    is_last: bool

    @property
    def anchor(self) -> str:
        """Where a link leads to."""
        return anchor_of(self.known.section, self.known.index)


@dataclass(frozen=True, slots=True)
class Section:
    """One list of parts, under headings where it has stages."""

    key: str
    name: str
    add: str
    groups: Sequence[tuple[str, Sequence[Line]]]
    problems: Sequence[Told]


def anchor_of(section: str, index: int | None) -> str:
    """The name of a part in the address."""
    return section if index is None else f"{section}-{index}"


def name_of(known: Known) -> str:
    """What people call a part."""
    return phrase_in_words(known.label) if known.label else known.name


def sections_of(found: Preview) -> list[Section]:
    """All lists in the order in which they are read."""
    return [
        Section(
            key=key,
            name=str(SECTION_NAMES[key]),
            add=str(ADD_ONE[key]),
            groups=list(_grouped(found, key)),
            problems=[told(one, found) for one in found.at(key, None)],
        )
        for key in ADD_ONE
    ]


def _grouped(found: Preview, key: str) -> Iterator[tuple[str, Sequence[Line]]]:
    rows = found.parts.get(key, ())
    lines = [_line(found, one, len(rows)) for one in rows]
    for stage, inside in groupby(lines, key=lambda line: line.known.stage):
        yield heading_of(stage), list(inside)


def heading_of(stage: str) -> str:
    """The heading of a stage; other lists have none."""
    for one in STAGES:
        if one.value == stage:
            return in_words(HEADINGS[one])
    return ""


def _line(found: Preview, known: Known, count: int) -> Line:
    return Line(
        known=known,
        name=name_of(known),
        what=in_words(TITLES[known.do]) if known.do in TITLES else "",
        problems=[told(one, found) for one in found.at(known.section, known.index)],
        is_first=not known.index,
        is_last=known.index == count - 1,
    )


def told(problem: Problem, found: Preview) -> Told:
    """Its place as people call it: the part by its name, the box by its label."""
    section, index = seat_of(problem.place)
    values = {**problem.sentence.values}
    if "place" in values:
        values["place"] = _place(problem.place, section, index, found)
    words = in_words(Sentence(problem.sentence.text, values))
    return Told(problem.severity, words, anchor_of(section, index))


def _place(place: str, section: str, index: int | None, found: Preview) -> str:
    rows = found.parts.get(section, ())
    if index is None or index >= len(rows):
        return _box(place, section) or str(SECTION_NAMES[section])
    known = rows[index]
    inside = _box(place.partition("]")[2], known.do or section)
    name = gettext("“%(part)s”") % {"part": name_of(known)}
    return f"{name} › {inside}" if inside else name


def _box(rest: str, owner: str) -> str:
    """The way to a box inside a part, such as Bands 2 › Is worth."""
    words = []
    for name, number in INSIDE.findall(rest if rest.startswith(".") else f".{rest}"):
        label = OWN_NAMES.get((owner, name)) or NAMES.get(name)
        if label is None:
            continue
        words.append(in_words(label) + (f" {int(number) + 1}" if number else ""))
        owner = f"{owner}.{name}"
    return " › ".join(words)


def facts_of(document: Mapping[str, Any]) -> list[tuple[Any, str]]:
    """The header as people read it; what is not there is left out."""
    title = document.get("title")
    currency, effective = document.get("currency"), document.get("effective")
    rows = [
        (_("Title"), _both(title)),
        (_("Short name of the terms"), document.get("id")),
        (_("Version"), document.get("version")),
        (_("Currency"), currency.get("code") if isinstance(currency, dict) else None),
        (_("Effective"), _period(effective)),
        (_("Where the terms come from"), document.get("source")),
    ]
    return [(label, str(value)) for label, value in rows if value]


def _both(title: object) -> str:
    if not isinstance(title, dict):
        return ""
    return " / ".join(str(title[code]) for code in ("ko", "en") if title.get(code))


def _period(effective: object) -> str:
    if not isinstance(effective, dict):
        return ""
    return f"{effective.get('from', '')} – {effective.get('until', '')}".strip()
