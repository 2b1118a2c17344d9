"""A table that pays less for more is mostly a slip of the pen."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from core.domain.words import say
from programs.domain.terms.ops.bands import Bands
from programs.domain.terms.problems import Looked, Problem, placed, warning
from programs.domain.terms.sheet import Input

BETTER = ("higher_better", "lower_better")


def falling_bands(looked: Looked) -> Iterator[Problem]:
    """Amounts of money by bands of an input that says which way is better."""
    inputs = {one.key: one for one in looked.sheet.inputs if one.direction in BETTER}
    for place, step in placed(looked.sheet):
        if isinstance(step.op, Bands) and step.op.unit is None and step.op.of.text in inputs:
            yield from _falls(looked, step.op, inputs[step.op.of.text], place)


def _falls(looked: Looked, op: Bands, one: Input, place: str) -> Iterator[Problem]:
    rises = one.direction == "higher_better"
    for i, (low, high) in enumerate(pairwise(op.bands)):
        worse, better = (low, high) if rises else (high, low)
        row = i + 1 if rises else i
        before, after = looked.span(worse.gives), looked.span(better.gives)
        if after.high < before.low:
            yield warning(
                say(
                    "%(place)s gives at most %(after)s, less than the band beside it with "
                    "%(before)s, although %(input)s is better there. Exchange the values, or look "
                    "at the direction of the input.",
                    place=f"{place}.bands[{row}].gives",
                    after=looked.money(after.high),
                    before=looked.money(before.low),
                    input=one.label,
                )
            )
