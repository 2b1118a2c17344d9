"""Plain cases to try a sheet on: one subject on each level, inputs low, in the middle, or high."""

from __future__ import annotations

from fractions import Fraction

from programs.domain.terms.frame import Frame
from programs.domain.terms.kinds import What
from programs.domain.terms.sheet import Input, Sheet
from programs.domain.terms.values import Value

SCENES = (0, 1, 2)  # in halves of the way from the smallest to the largest value


def scene(sheet: Sheet, halves: int) -> Frame:
    """A case in which every input has come so far within its range."""
    levels = len(sheet.levels) + 1
    return Frame(
        [["1"] for _ in range(levels)],
        [[0] for _ in range(levels)],
        {one.key: [_value(one, halves)] for one in sheet.inputs},
    )


def _value(one: Input, halves: int) -> Value:
    if one.kind == What.TRUTH:
        return halves > 0
    if one.kind == What.WORD:
        return one.words[(len(one.words) - 1) * halves // 2]
    step = one.what.grid or Fraction(1)
    first, last = -(-one.span.low // step), one.span.high // step
    return (first + (last - first) * halves // 2) * step
