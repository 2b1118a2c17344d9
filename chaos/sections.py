"""The parts of `make chaos`, each on a database of its own, each with its section of the page."""

from __future__ import annotations

import os
import random
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from django.utils import timezone

from chaos import page, place
from chaos.bank import Bank
from chaos.checks import DOUBLE, LOST
from chaos.planted import BUGS
from chaos.points import WORKS, Tried, tried
from chaos.races import Met, met
from chaos.run import Plan, Result, run
from chaos.scene import Scene
from chaos.world import a_world

PLANTED = "lock-of-computing"
PLANTED_KILLS, PLANTED_OUTCOMES = 6, 40
OUTCOMES_OF_A_SCENE = 30
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Part:
    """Whether all is well, the section of the page, and one line about it."""

    is_well: bool
    section: str
    line: str


def of_faults(folder: Path, say: Say) -> Part:
    """The run under faults."""
    kills = int(os.environ.get("KILLS") or 200)
    result = _run(kills, max(12, kills), "", folder, say)
    section = page.section_of_run(result, at=timezone.localtime())
    return Part(not result.wrong, section, result.line())


def of_planted(folder: Path, say: Say) -> Part:
    """The same with a bug in it, which has to be found."""
    bug = os.environ.get("PLANTED") or PLANTED
    result = _run(PLANTED_KILLS, PLANTED_OUTCOMES, bug, folder, say)
    section = page.section_of_planted(result, at=timezone.localtime())
    found = sum(BUGS[bug].shows in one.words for one in result.wrong if one.kind in {LOST, DOUBLE})
    said = f"found {found} times" if found else "NOT FOUND"
    return Part(bool(found), section, f"planted {bug}: {said}")


def of_points(folder: Path, say: Say) -> Part:
    """A crash at every boundary."""
    scene = a_scene(folder)
    done: list[Tried] = []
    for one in chain.from_iterable(tried(scene, work) for work in WORKS):
        say(f"{one.work:16} {one.point:45} {'ok' if one.is_well else one}")
        done.append(one)
    bad = sum(not one.is_well for one in done)
    line = f"crash points: {len(done)} tried, {bad} wrong"
    return Part(not bad, page.section_of_points(done), line)


def of_guards(folder: Path, say: Say) -> Part:
    """Guards taken away one by one; at least one has to be missed by the database and seen."""
    done = list(_met(folder, say))
    seen = sum(bool(one.wrong) for one in done)
    stopped = sum(bool(one.stopped_by) for one in done)
    line = f"guards taken away: {len(done)}; the checks saw {seen}, others were stopped {stopped}"
    return Part(bool(seen), page.section_of_guards(done), line)


def _met(folder: Path, say: Say) -> Iterator[Met]:
    for bug in BUGS:
        one = met(a_scene(folder), bug)
        say(f"{bug:26} database: {one.stopped_by or 'nothing'}; found: {[*map(str, one.wrong)]}")
        yield one


def a_scene(folder: Path) -> Scene:
    """A world that nothing has happened in yet."""
    place.begin_anew()
    bank = Bank(folder / "bank", random.Random(1), refuses=0)
    return Scene(a_world(OUTCOMES_OF_A_SCENE), bank, folder / "inbox")


def _run(kills: int, most: int, planted: str, folder: Path, say: Say) -> Result:
    place.begin_anew()
    outcomes = int(os.environ.get("OUTCOMES") or most)
    say(f"{outcomes} outcomes are being prepared …")
    world = a_world(outcomes)
    plan = Plan(
        seed=int(os.environ.get("SEED") or secrets.randbelow(10**6)),
        kills=kills,
        pace=float(os.environ.get("PACE") or 4),
        patience=float(os.environ.get("SETTLE") or 60),
        planted=planted,
    )
    result = run(plan, world, folder, say=say)
    for seen in result.seen:
        say(f"{'bad' if seen.wrong else 'ok '} {seen.sentence} ({seen.looked_at})")
    for words in [*map(str, result.wrong), *result.told.troubles]:
        say(f"    {words}")
    say(f"    {result.told.resent} forms sent again; pages said no: {result.told.refused}")
    return result


SECTIONS: dict[str, Callable[[Path, Say], Part]] = {
    "points": of_points,
    "guards": of_guards,
    "planted": of_planted,
    "faults": of_faults,
}
