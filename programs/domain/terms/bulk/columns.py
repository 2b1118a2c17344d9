"""What is known of many cases at once: a column for each input, a row for each subject."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.domain.errors import RuleBroken
from programs.domain.terms.kinds import What
from programs.domain.terms.sheet import Input, Sheet

Array: TypeAlias = NDArray[Any]
KINDS: Mapping[What, str] = {What.TRUTH: "b", What.NUMBER: "iuO", What.DATE: "iuO", What.WORD: "iu"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """`rows` cases side by side. Inputs that are not there are missing for everybody.

    Numbers are counted in their last decimal, dates in days (1 is the first of January of year 1),
    choices in places of the list of words, and yes or no is a truth. `missing` marks what is not
    known; what the column says there counts for nothing. Of a level of subjects, `parents` names
    the row of the level above, in rising order, and `absent` marks those rows of it of whose
    subjects nothing is said, which is not nobody. `refused` are cases that could not be read.
    """

    rows: int
    inputs: Mapping[str, Array]
    missing: Mapping[str, Array] = field(default_factory=dict)
    parents: Mapping[str, Array] = field(default_factory=dict)
    absent: Mapping[str, Array] = field(default_factory=dict)
    refused: Mapping[int, RuleBroken] = field(default_factory=dict)


def counts_of(sheet: Sheet, columns: Columns) -> list[int]:
    """How many subjects there are on each level, from the contract inwards."""
    inner = [columns.parents.get(level.key, ()) for level in sheet.levels]
    return [columns.rows, *map(len, inner)]


def check(sheet: Sheet, columns: Columns, *, chunk: int) -> None:
    """Refuse columns that do not belong together, with the place."""
    counts = dict(zip(sheet.level_names(), counts_of(sheet, columns), strict=True))
    inputs = {one.key: one for one in sheet.inputs}
    for place, name, found in _named(columns):
        if name not in inputs:
            raise RuleBroken(
                "%(place)s is not an input of these terms. They ask for: %(known)s.",
                place=place,
                known=", ".join(inputs),
            )
        _check_length(place, found, counts[inputs[name].subject])
    for name, found in columns.inputs.items():
        _check_type(inputs[name], found)
    for above, level in zip(sheet.level_names(), sheet.levels, strict=False):
        if level.key in columns.parents:
            _check_parents(level.key, columns.parents[level.key], counts[above], chunk)


def _named(columns: Columns) -> Iterator[tuple[str, str, Array]]:
    for name, found in columns.inputs.items():
        yield f"inputs.{name}", name, found
    for name, found in columns.missing.items():
        yield f"missing.{name}", name, found


def _check_length(place: str, found: Array, wanted: int) -> None:
    if found.shape != (wanted,):
        raise RuleBroken(
            "%(place)s has %(found)s rows; it needs one for each of %(wanted)s subjects.",
            place=place,
            found=" × ".join(map(str, found.shape)),
            wanted=wanted,
        )


def _check_type(one: Input, found: Array) -> None:
    if found.dtype.kind not in KINDS[What(one.kind)]:
        raise RuleBroken(
            "%(place)s is a column of %(found)s. Numbers, dates and choices are given as whole "
            "numbers, yes and no as truths.",
            place=f"inputs.{one.key}",
            found=found.dtype.name,
        )


def _check_parents(level: str, found: Array, above: int, chunk: int) -> None:
    """Slice by slice, so that checking takes no more memory than pricing."""
    last = 0 if found.dtype.kind in "iu" else above
    for start in range(0, len(found), chunk):
        part = found[start : start + chunk]
        if part[0] < last or np.any(part[1:] < part[:-1]) or part[-1] >= above:
            raise RuleBroken(
                "%(place)s must name a row of the level above for each subject, in rising order.",
                place=f"parents.{level}",
            )
        last = part[-1]
