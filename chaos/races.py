"""Guards taken away one by one, and two who meet: what the database alone still stops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from chaos.checks import Wrong, looked
from chaos.deaths import Ended, together
from chaos.planted import BUGS, Bug
from chaos.points import WORKS, Work
from chaos.scene import Scene

ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Met:
    """What came of it when two met without a guard."""

    bug: str
    rounds: int
    stopped_by: tuple[str, ...]
    wrong: tuple[Wrong, ...]


def _two_approvers(scene: Scene) -> list[Work]:
    scene.prepared()
    return [scene.approve(name) for name in ("anna", "ben")]


def _two_results(scene: Scene) -> list[Work]:
    return [scene.compute_one(scene.verified()) for _ in range(2)]


MEETINGS: dict[str, Callable[[Scene], list[Work]]] = {
    "approve": _two_approvers,
    "compute two results": _two_results,
}


def met(scene: Scene, bug: str, *, rounds: int = ROUNDS) -> Met:
    """Let two meet again and again until something is wrong, or it seems that nothing ever is."""
    planted = BUGS[bug]
    stopped: set[str] = set()
    for number in range(1, rounds + 1):
        ended = _once(scene, planted)
        stopped |= {name for one in ended for name in one.stopped_by}
        scene.finish()
        wrong = [one for seen in looked(scene.truth()) for one in seen.wrong]
        if wrong:
            return Met(bug, number, tuple(sorted(stopped)), tuple(wrong))
    return Met(bug, rounds, tuple(sorted(stopped)), ())


def _once(scene: Scene, planted: Bug) -> list[Ended]:
    if planted.work in MEETINGS:
        works = MEETINGS[planted.work](scene)
    else:
        works = [WORKS[planted.work][0](scene)] * 2
    return together(works, prepare=planted.patch)
