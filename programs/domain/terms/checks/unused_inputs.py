"""An input that nothing takes is asked for in vain."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.words import say
from programs.domain.terms.problems import Looked, Problem, wanted, warning


def unused_inputs(looked: Looked) -> Iterator[Problem]:
    """Whoever measures it should know that it changes nothing."""
    taken = {one.text for one in wanted(looked.sheet)}.union(*looked.wired.taken.values())
    for i, one in enumerate(looked.sheet.inputs):
        if one.key not in taken:
            yield warning(
                say(
                    "%(place)s, “%(input)s”, is used by no step and no output. Use it, or take "
                    "it out.",
                    place=f"inputs[{i}]",
                    input=one.label,
                )
            )
