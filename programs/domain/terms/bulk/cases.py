"""Columns from cases that were written one by one."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import numpy as np

from core.domain.errors import RuleBroken
from programs.domain.terms.bulk.columns import Array, Columns
from programs.domain.terms.bulk.facts import Fact
from programs.domain.terms.bulk.plan import plan_of
from programs.domain.terms.frame import Frame, frame_of
from programs.domain.terms.kinds import What
from programs.domain.terms.sheet import Sheet
from programs.domain.terms.values import Unknown, Value


def columns_from(sheet: Sheet, cases: Sequence[object]) -> Columns:
    """The columns of cases as `price` takes them; those that it would refuse keep the reason."""
    frames: list[Frame] = []
    refused: dict[int, RuleBroken] = {}
    for row, case in enumerate(cases):
        try:
            frames.append(frame_of(sheet, case))
        except RuleBroken as broken:
            refused[row] = broken
            frames.append(frame_of(sheet, {}))
    facts = plan_of(sheet).facts
    values = {
        one.key: [value for frame in frames for value in frame.inputs[one.key]]
        for one in sheet.inputs
    }
    return Columns(
        rows=len(frames),
        inputs={key: _column(found, facts[key]) for key, found in values.items()},
        missing={key: _missing(found) for key, found in values.items()},
        parents={
            level.key: _parents(frames, depth) for depth, level in enumerate(sheet.levels, start=1)
        },
        absent={level.key: _absent(frames, depth) for depth, level in enumerate(sheet.levels)},
        refused=refused,
    )


def _missing(values: Sequence[Value]) -> Array:
    return np.array([isinstance(value, Unknown) for value in values], dtype=bool)


def _column(values: Sequence[Value], fact: Fact) -> Array:
    dtype: Any = object
    if fact.what == What.TRUTH:
        dtype = bool
    elif fact.is_narrow:
        dtype = np.int64
    return np.array([_count(value, fact) for value in values], dtype=dtype)


def _count(value: Value, fact: Fact) -> int:
    if isinstance(value, Fraction):
        return int(value / fact.scale)
    if isinstance(value, str):
        return fact.words.index(value)
    return int(value is True)


def _absent(frames: Sequence[Frame], depth: int) -> Array:
    """For each row of a level, whether nothing is said of the subjects inside it."""
    found = []
    for frame in frames:
        untold = frame.without(depth + 1, depth)
        found += [row in untold for row in range(frame.count(depth))]
    return np.array(found, dtype=bool)


def _parents(frames: Sequence[Frame], depth: int) -> Array:
    """Rows are counted on from case to case."""
    found, before = [], 0
    for frame in frames:
        found += [before + row for row in frame.parents[depth]]
        before += frame.count(depth - 1)
    return np.array(found, dtype=np.int64)
