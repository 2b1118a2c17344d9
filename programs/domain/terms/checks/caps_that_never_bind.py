"""A cap above all that can come caps nothing."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.words import say
from programs.domain.terms.ops.at_most import AtMost
from programs.domain.terms.ops.claims import Claims
from programs.domain.terms.problems import Looked, Problem, placed, warning


def caps_that_never_bind(looked: Looked) -> Iterator[Problem]:
    """Either the cap is idle, or a range was declared too narrow.

    A cap that is exactly the most that can come says how much that is, as many contracts do.
    """
    for place, step in placed(looked.sheet):
        if not isinstance(step.op, AtMost | Claims):
            continue
        member = "limit" if isinstance(step.op, AtMost) else "most"
        cap = step.op.limit if isinstance(step.op, AtMost) else step.op.most
        lowest, highest = looked.span(cap).low, looked.span(step.op.of).high
        if lowest > highest:
            yield warning(
                say(
                    "%(place)s never binds: the cap is %(cap)s or more, and what it caps is at "
                    "most %(highest)s. Take the cap out, or look at the ranges of the inputs.",
                    place=f"{place}.{member}",
                    cap=looked.number(lowest, step.op.of),
                    highest=looked.number(highest, step.op.of),
                )
            )
