"""Stages follow each other; whoever goes back says why."""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.words import say
from programs.domain.terms.problems import Looked, Problem, error, placed
from programs.domain.terms.step import STAGES


def stages_in_order(looked: Looked) -> Iterator[Problem]:
    """A cap before the price it caps is a mistake, or a decision that needs a reason."""
    stages = {step.key: step.stage for step in looked.sheet.steps}
    for place, step in placed(looked.sheet):
        if step.because is not None:
            continue
        for name in sorted(looked.wired.taken[step.key]):
            needed = stages.get(name.partition(".")[0], step.stage)
            if STAGES.index(needed) > STAGES.index(step.stage):
                yield error(
                    say(
                        "%(place)s stands in the stage “%(stage)s” and takes “%(needed)s” from the "
                        "later stage “%(later)s”. Put it there too, or say “because”.",
                        place=f"{place}.stage",
                        stage=step.stage.value,
                        needed=name,
                        later=needed.value,
                    )
                )
                break
