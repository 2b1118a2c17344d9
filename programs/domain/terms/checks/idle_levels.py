"""A level of subjects that nothing speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.words import say
from programs.domain.terms.problems import Looked, Problem, warning
from programs.domain.terms.step import OverOp


def idle_levels(looked: Looked) -> Iterator[Problem]:
    """No input of it, no sum up to it, nobody of it paid: whoever fills in a case is misled."""
    sheet = looked.sheet
    used = {one.subject for one in sheet.inputs}
    used |= {step.op.up_to for step in sheet.steps if isinstance(step.op, OverOp)}
    used |= {key for one in sheet.outputs for key in (one.payer, one.payee)}
    for i, level in enumerate(sheet.levels):
        if level.key not in used:
            yield warning(
                say(
                    "%(place)s, “%(level)s”, has no input, no sum up to it and no payment. "
                    "Take it out, or give it an input.",
                    place=f"levels[{i}]",
                    level=level.label,
                )
            )
