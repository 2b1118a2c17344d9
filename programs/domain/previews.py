"""What can be said of terms that are still being written: what is wrong, what they would pay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from core.domain.errors import RuleBroken
from core.domain.words import Sentence
from programs.domain.drafts import HEADER, SECTIONS
from programs.domain.offers import problems_of
from programs.domain.reserves import Purses, largest_cost
from programs.domain.terms import Known, Problem, Sheet, check, outline, sentences, sheet_from

PLACE = re.compile(r"([a-z]+)(?:\[([0-9]+)\])?(.*)")
Seat = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Preview:
    """`sheet` is there once the terms can be priced, errors or not; `cost` once it is known."""

    parts: Mapping[str, tuple[Known, ...]]
    problems: tuple[Problem, ...]
    sheet: Sheet | None = None
    sentences: tuple[Sentence, ...] = ()
    cost: Purses | None = None

    @property
    def is_ready(self) -> bool:
        """Whether nothing keeps them from being proposed but money."""
        return not any(one.severity == "error" for one in self.problems)

    def at(self, section: str, index: int | None) -> tuple[Problem, ...]:
        """The problems of one part, or of a list where they belong to none of its parts."""
        return tuple(one for one in self.problems if seat_of(one.place) == (section, index))


def preview(document: Mapping[str, Any]) -> Preview:
    """Everything that can be told; what cannot be read is told part by part."""
    parts = outline(document)
    broken = tuple(
        Problem.of(one.broken) for rows in parts.values() for one in rows if one.broken is not None
    )
    try:
        sheet = sheet_from(document)
    except RuleBroken as refusal:
        return Preview(parts, broken or (Problem.of(refusal),))
    problems = tuple(_once([*check(sheet), *map(Problem.of, problems_of(sheet))]))
    try:
        return Preview(parts, problems, sheet, sentences(sheet), largest_cost(sheet))
    except RuleBroken as refusal:
        return Preview(parts, tuple(_once([*problems, Problem.of(refusal)])))


def _once(problems: list[Problem]) -> Iterator[Problem]:
    """The same is not said twice."""
    seen: set[str] = set()
    for one in problems:
        if str(one.sentence) not in seen:
            seen.add(str(one.sentence))
            yield one


def seat_of(place: str) -> Seat:
    """The part that a place in a document belongs to."""
    found = PLACE.match(place)
    if found is None or found[1] not in SECTIONS:
        return HEADER, None
    return found[1], int(found[2]) if found[2] else None
