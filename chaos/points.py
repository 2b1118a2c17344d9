"""A process dies at every boundary of every work, and the same work is delivered twice."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from chaos.checks import WRONG, Wrong, looked
from chaos.deaths import BROKE, Point, delivered_twice, died
from chaos.scene import Scene

Work = Callable[[], object]
INSERT, UPDATE = "INSERT INTO", "UPDATE"


def _around(verb: str, table: str, *more: Point) -> tuple[Point, ...]:
    """Before it is written, before it is kept, and after, with nobody told yet."""
    return (
        Point("before the insert", "before", verb, table),
        *more,
        Point("before the commit", "before_commit", verb, table),
        Point("after the commit, before anybody is told", "after_commit", verb, table),
    )


def _compute(scene: Scene) -> Work:
    scene.verified()
    return scene.compute()


def _payrun(scene: Scene) -> Work:
    scene.approved()
    return scene.payrun()


def _build(scene: Scene) -> Work:
    scene.approved()
    return scene.build(key=uuid.uuid4())


def _send(scene: Scene) -> Work:
    return scene.send(scene.built(), key=uuid.uuid4())


def _hand_out(scene: Scene) -> Work:
    return scene.hand_out(scene.sent())


def _answer(scene: Scene) -> Work:
    return scene.answer(scene.told())


FILE = "after the file, before the "
WORKS: dict[str, tuple[Callable[[Scene], Work], tuple[Point, ...]]] = {
    "compute": (_compute, _around(INSERT, "payouts_payout")),
    "pay run": (
        _payrun,
        _around(
            INSERT,
            "payouts_bankbatch",
            Point(f"{FILE}attempts", "after", INSERT, "payouts_bankbatch"),
            Point(f"{FILE}states", "before", UPDATE, "payouts_payout"),
            Point("after the states, before the books", "before", INSERT, "ledger_posting"),
        ),
    ),
    "build a file": (
        _build,
        _around(
            INSERT,
            "payouts_bankbatch",
            Point(f"{FILE}attempts", "after", INSERT, "payouts_bankbatch"),
        ),
    ),
    "send a file": (
        _send,
        (
            Point("before the states", "before", UPDATE, "payouts_payout"),
            Point("after the states, before the books", "before", INSERT, "ledger_posting"),
            Point(f"{FILE}state of the file", "before", UPDATE, "payouts_bankbatch"),
            *_around(UPDATE, "payouts_bankbatch")[1:],
        ),
    ),
    "hand out a file": (_hand_out, _around(INSERT, "payouts_handout")),
    "apply an answer": (
        _answer,
        _around(
            INSERT,
            "payouts_bankanswer",
            Point("after the states, before the reserve", "before", UPDATE, "programs_agreement"),
            Point("after the reserve, before the books", "before", INSERT, "ledger_posting"),
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Tried:
    """One death and what was left of it."""

    work: str
    point: str
    reached: bool
    wrong: tuple[Wrong, ...]

    @property
    def is_well(self) -> bool:
        """It did die there, and nothing came of it."""
        return self.reached and not self.wrong


def tried(scene: Scene, work: str) -> Iterator[Tried]:
    """Each point of a work: die there, deliver twice, go on to the end, look at everything."""
    prepare, points = WORKS[work]
    for point in points:
        do = prepare(scene)
        reached = died(do, point)
        again = delivered_twice(do)
        scene.finish()
        wrong = [one for seen in looked(scene.truth()) for one in seen.wrong]
        broke = [words for one in again if one.code == BROKE for words in one.stopped_by]
        wrong += [Wrong(WRONG, f"delivered again, it broke: {words}") for words in broke]
        yield Tried(work, point.name, reached, tuple(wrong))
