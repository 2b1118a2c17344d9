"""A cap below zero turns a payment round."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.words import say
from programs.domain.terms.ops.at_most import AtMost
from programs.domain.terms.problems import Looked, Problem, error, placed


def caps_below_zero(looked: Looked) -> Iterator[Problem]:
    """Nobody caps at less than nothing; what may come back is a step of its own."""
    for place, step in placed(looked.sheet):
        if isinstance(step.op, AtMost) and looked.span(step.op.limit).high < 0:
            yield error(
                say(
                    "%(place)s is never above %(limit)s: whatever is earned, somebody would owe "
                    "the payer. Write a cap of 0 or more.",
                    place=f"{place}.limit",
                    limit=looked.number(looked.span(step.op.limit).high, step.op.of),
                )
            )
