"""Due payouts priced and sent: the pay run beside the limit of the database and other ways."""

from __future__ import annotations

import os
import shutil
from importlib.metadata import version
from statistics import median
from typing import Any

import django
from django.db import connection

from audit.services import seal_log
from bench.approved import approve_one_each, copy_to
from bench.copies import Run, a_copy, an_empty_one, drop, keep_as, size_of
from bench.page import section_of
from bench.world import AT, PER_AGREEMENT, build, verify
from tests import database
from tests.database import ROOT

TEMPLATE, FOREIGN = "bench_payouts", "bench_hordak"
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
LINES = int(os.environ.get("BENCH_LINES", "5000"))
SMALLER = (10_000, 100_000)  # at which memory is looked at besides
AGREEMENTS = 40
GIB = 1024**3
FEW_CHUNKS = 1  # of those that are slow
ENTRIES, CALLS = 10_000, 1_000  # of django-hordak, in bulk and one by one
Told = dict[str, Any]
Measured = dict[str, list[Told]]
# who, and on which turn: as bench.sending knows them, what the page says, what is wanted
TURNS = (
    ("turn", "bare", "(a) SQL alone, one process: the limit", ""),
    ("turn", "payrun", "`payrun`, one process", "0.6 of (a)"),
    ("turn_of_two", "bare", "SQL alone, two processes", ""),
    ("turn_of_two", "payrun", "`payrun`, two processes", "1.5 of one"),
    ("turn", "bulk_create", "(b) the same rows by `bulk_create`, no question asked", "1/2.5"),
    ("turn", "a_call_each", "(c) a service call for each payout", "1/15"),
)
OTHERS = (
    ("bulk_create", ENTRIES, "(d) django-hordak, entries alone, by `bulk_create`"),
    ("transfer_to", CALLS, "(d) django-hordak, entries alone, by `transfer_to`"),
)
HEAD = (
    "| who | sent in a turn | seconds | per second | of (a) | of `payrun` | wanted |\n"
    "|---|--:|--:|--:|--:|--:|--:|\n"
)
WHOLE = (
    "| `payrun`, everything that is due | sent | seconds | per second | most memory, MiB |\n"
    "|---|--:|--:|--:|--:|\n"
)
PRICED_HEAD = (
    "| who | priced | seconds | priced per second | times one by one | most memory, MiB |\n"
    "|---|--:|--:|--:|--:|--:|\n"
)
TOLD = (
    "{payouts:,} approved payouts of {agreements} agreements are put into sealed bank files of "
    "{lines:,} lines and sent: for each an attempt, the next state, an entry with two postings and "
    "a line of the log, under the same keys, checks and triggers for everybody, on one durable "
    "database (fsync), committed after every {lines:,} payouts. SQL alone is two statements for a "
    "chunk, the attempts and one CTE for all else; it asks nothing and writes no file. The pay run "
    "asks besides, under locks, who had a hand in each payout, whether its account is current, its "
    "target on no hold and its approvals sealed, and it writes the encrypted file. {agreements} of "
    "the payouts walked to their approvals, the others are copies made by SQL. Everybody sends by "
    "turns, in a process started for the turn, from the same database, which so grows alike for "
    "all; median of {rounds} turns. The seconds of the pay run hold its share of the planning, "
    "which took {planned:.1f} s for all. (b) and (c) have shorter turns, (d) posts the same "
    "entries and nothing else, in a database of its own. When it began, {load:.1f} processes were "
    "at work on the {cores} cores of the machine."
)
SHARED = (
    "Two processes on {cores} cores, their start left out, sent {two:.2f} times as much per second "
    "as one, with their start {with_start:.2f} times; SQL alone, which needs nothing but the "
    "database, {bare:.2f} times: that is as far as the database itself goes on this machine, "
    "because its own processes are what works."
)
ALL = (
    "Then all at once, each on a fresh copy, by the command from opening to end. A second run over "
    "the {payouts:,} took {again:.3f} of the time of the first and sent {new} payouts. {growth} "
    "Ten million and a copy of them to work on need {needed:,.0f} GiB of the disk; {free:,.0f} "
    "were free."
)
TEN_MILLION = 10_000_000
PRICED = (
    "And {results:,} verified results of {agreements} agreements are priced, each with its whole "
    "working and all its inputs; what comes out is the same to the last letter, which a test holds "
    "against the other way."
)
PRICING = {
    "payrun": "`payrun`, one process",
    "priced_one_by_one": "a service call for each result, as the Celery task does it",
}


def section(*, payouts: int, results: int) -> str:
    """Measure, and tell it as a section of the page; stop loudly if somebody did too little."""
    load, _, _ = os.getloadavg()
    sizes = [*(size for size in SMALLER if size < payouts), payouts]
    _prepare(sizes)
    with a_copy(_kept(payouts)) as run, an_empty_one(FOREIGN) as foreign:
        planned, turns, others = _by_turns(run, foreign, payouts)
    wholes = {size: _whole(size) for size in sizes}
    everything = _all(wholes)
    for size in sizes:
        drop(_kept(size))
    told = TOLD.format(
        payouts=payouts,
        agreements=AGREEMENTS,
        lines=LINES,
        rounds=ROUNDS,
        planned=planned,
        load=load,
        cores=os.cpu_count(),
    )
    parts = [_turns_table(turns, others), _shared(turns), everything, _whole_table(wholes)]
    parts += _pricing(results)
    return section_of("Due payouts", told=told, versions=_versions(), table="\n\n".join(parts))


def _kept(size: int) -> str:
    return f"{TEMPLATE}_{size}"


def _prepare(sizes: list[int]) -> None:
    """One template for each size; a larger one grows out of the smaller."""
    database.reset()
    there = AGREEMENTS
    approve_one_each(AGREEMENTS)
    for size in sizes:
        print(f"Preparing {size:,} approved payouts …", flush=True)
        copy_to(size, agreements=AGREEMENTS, there=there)
        keep_as(_kept(size))
        there = size


def _by_turns(run: Run, foreign: Run, payouts: int) -> tuple[float, Measured, Measured]:
    """Everybody's turns; afterwards the books balance, or nothing is written."""
    plan = run("bench.sending", "open", LINES)
    chunks = (plan["chunks"] // ROUNDS - 2 * FEW_CHUNKS) // 4 // 2 * 2  # even, for two
    if chunks < 2:
        raise SystemExit(f"{payouts} payouts are too few for turns of {LINES} lines.")
    turns: Measured = {}
    others: Measured = {}
    for _ in range(ROUNDS):
        for kind, name, _, _ in TURNS:
            told = _turn(run, kind, name, chunks, plan["seconds"] / plan["chunks"])
            turns.setdefault(f"{kind} {name}", []).append(told)
        for name, entries, _ in OTHERS:
            others.setdefault(name, []).append(foreign("bench.hordak", name, entries, LINES))
            print(f"hordak {name}: {others[name][-1]}", flush=True)
    if not run("bench.sending", "balanced")["balanced"]:
        raise SystemExit("The books do not balance; nothing is written.")
    return plan["seconds"], turns, others


def _turn(run: Run, kind: str, name: str, chunks: int, planning: float) -> Told:
    few = name in {"bulk_create", "a_call_each"}
    told = run("bench.sending", kind, name, FEW_CHUNKS if few else chunks)
    print(f"{kind} {name}: {told}", flush=True)
    if not few and told["sent"] != chunks * LINES:
        raise SystemExit(f"{name}: {told} is too few; nothing is written.")
    share = planning * chunks if name == "payrun" else 0.0
    return {**told, **{key: told[key] + share for key in ("seconds", "with_start") if key in told}}


def _whole(size: int) -> list[Told]:
    """One process from beginning to end, and again; then two on another copy."""
    with a_copy(_kept(size)) as run:
        one = [run("bench.sending", "whole", 1, LINES) for _ in range(2)]
    with a_copy(_kept(size)) as run:
        two = run("bench.sending", "whole", 2, LINES)
    print(f"{size:,} at once: {one}, by two {two}", flush=True)
    if one[0]["sent"] != size or two["sent"] != size:
        raise SystemExit("Not everything was sent; nothing is written.")
    return [*one, two]


def _turns_table(turns: Measured, others: Measured) -> str:
    limit, ours = _speed(turns["turn bare"]), _speed(turns["turn payrun"])
    rows = [(told, turns[f"{kind} {name}"], wanted) for kind, name, told, wanted in TURNS] + [
        (told, others[name], "less") for name, _, told in OTHERS
    ]
    return HEAD + "\n".join(
        f"| {told} | {each[0]['sent']:,} | {median(one['seconds'] for one in each):.2f} "
        f"| {_speed(each):,.0f} | {_speed(each) / limit:.2f} | {_speed(each) / ours:.3f} "
        f"| {wanted} |"
        for told, each, wanted in rows
    )


def _speed(turns: list[Told], seconds: str = "seconds") -> float:
    return median(float(one["sent"] / one[seconds]) for one in turns)


def _shared(turns: Measured) -> str:
    one, two = turns["turn payrun"], turns["turn_of_two payrun"]
    return SHARED.format(
        cores=os.cpu_count(),
        two=_speed(two) / _speed(one),
        with_start=_speed(two, "with_start") / _speed(one),
        bare=_speed(turns["turn_of_two bare"]) / _speed(turns["turn bare"]),
    )


def _all(wholes: dict[int, list[Told]]) -> str:
    sizes = sorted(wholes)
    first, again, _ = wholes[sizes[-1]]
    speeds = [wholes[size][0]["sent"] / wholes[size][0]["seconds"] for size in sizes]
    growth = (
        f"From {sizes[-2]:,} to {sizes[-1]:,} a run kept {speeds[-1] / speeds[-2]:.2f} of its "
        "speed."
    )
    ratio = again["seconds"] / first["seconds"]
    return ALL.format(
        payouts=sizes[-1],
        again=ratio,
        new=again["sent"],
        growth=growth,
        needed=2 * TEN_MILLION / sizes[-1] * size_of(_kept(sizes[-1])) / GIB,
        free=shutil.disk_usage(ROOT).free / GIB,
    )


def _whole_table(wholes: dict[int, list[Told]]) -> str:
    rows = []
    for size, (one, _, two) in sorted(wholes.items()):
        rows += [("one process", size, one, one["mib"])]
        rows += [("`--workers 2`, their start included", size, two, "")]
    return WHOLE + "\n".join(
        f"| {who} | {size:,} | {told['seconds']:.1f} | {size / told['seconds']:,.0f} | {mib} |"
        for who, size, told, mib in rows
    )


def _pricing(results: int) -> list[str]:
    print(f"Preparing {results:,} verified results …", flush=True)
    database.reset()
    verify(build(results))
    seal_log(at=AT)
    keep_as(TEMPLATE)
    found: Measured = {}
    for _ in range(ROUNDS):
        for name in PRICING:
            with a_copy(TEMPLATE) as run:
                told = run("bench.sending", "price", name)
            if told["priced"] != results:
                raise SystemExit(f"{name}: {told} is not {results}; nothing is written.")
            found.setdefault(name, []).append(told)
            print(f"{name}: {told}", flush=True)
    drop(TEMPLATE)
    then = PRICED.format(results=results, agreements=-(-results // PER_AGREEMENT))
    return [then, PRICED_HEAD + "\n".join(_priced_row(found, name) for name in PRICING)]


def _priced_row(found: Measured, name: str) -> str:
    took = {who: median(one["seconds"] for one in each) for who, each in found.items()}
    times = took["priced_one_by_one"] / took[name]
    count, mib = found[name][0]["priced"], max(one["mib"] for one in found[name])
    return (
        f"| {PRICING[name]} | {count:,} | {took[name]:.2f} | {count / took[name]:,.0f} "
        f"| {times:.2f} | {mib} |"
    )


def _versions() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (server,) = cursor.fetchone()
    parts = {"Django": django.__version__, "PostgreSQL": server}
    return {
        **parts,
        "psycopg2": version("psycopg2-binary"),
        "django-hordak": version("django-hordak"),
    }
