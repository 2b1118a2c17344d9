"""A step that leads to nothing was meant to lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.words import say
from programs.domain.terms.needs import needs_of
from programs.domain.terms.problems import Looked, Problem, error, placed, wanted


def unreachable_steps(looked: Looked) -> Iterator[Problem]:
    """Neither paid nor told, so that a reader would count on what never happens."""
    reached = {name for one in wanted(looked.sheet) for name in needs_of(looked.sheet, one)}
    for place, step in placed(looked.sheet):
        if step.key not in reached:
            yield error(
                say(
                    "%(place)s, “%(step)s”, leads to no output and no report. "
                    "Take its result somewhere, or take it out.",
                    place=place,
                    step=step.key,
                )
            )
