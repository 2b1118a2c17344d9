"""Weights are shares of one whole."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from core.domain.words import say
from programs.domain.terms.operands import exact_text
from programs.domain.terms.ops.blend import Blend
from programs.domain.terms.ops.weighted import Weighted
from programs.domain.terms.problems import Looked, Problem, error, placed


def weights_sum_to_one(looked: Looked) -> Iterator[Problem]:
    """Otherwise a composite is no longer on the scale of what it is made of."""
    for place, step in placed(looked.sheet):
        if not isinstance(step.op, Weighted | Blend):
            continue
        total = sum((one.weight for one in step.op.parts_), start=Fraction(0))
        if total != 1:
            yield error(
                say(
                    "%(place)s have weights that add up to %(total)s; they have to add up to 1. "
                    "Change one of them.",
                    place=f"{place}.parts",
                    total=exact_text(total),
                )
            )
