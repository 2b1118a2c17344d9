"""Due payouts priced and sent: the pay run beside the limit of the database and other ways."""

from __future__ import annotations

import os
from importlib.metadata import version
from statistics import median
from typing import Any

import django
from django.db import connection

from audit.services import seal_log
from bench.approved import approve_many
from bench.copies import drop, keep_as, run_on_a_copy
from bench.page import section_of
from bench.world import AT, PER_AGREEMENT, build, verify
from tests import database

TEMPLATE = "bench_payouts"
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "3"))
LINES = 5_000
AGREEMENTS = 40
Told = dict[str, Any]
# who, as bench.sending knows them: what the page says
SENDING = {
    "bare": "SQL alone, two statements for a chunk, no question asked: the limit",
    "payrun": "`payrun`, one process",
    "payrun_by_two": "`payrun --workers 2`, their start included",
    "bulk_create": "the same rows by `bulk_create`, no question asked",
    "a_call_each": "a service call for each payout, the first 200",
}
PRICING = {
    "payrun": "`payrun`, one process",
    "priced_one_by_one": "a service call for each result, as the Celery task does it",
}
HEAD = "| who | {what} | seconds | {what} per second | {beside} | MiB above idle |"
RULE = "\n|---|--:|--:|--:|--:|--:|\n"
TOLD = (
    "{payouts:,} approved payouts of {agreements} agreements are put into sealed bank files of "
    "{lines:,} lines and sent: for each an attempt, the next state, an entry with two postings and "
    "a line of the log. Whoever works does so on a fresh copy of the same durable database (fsync) "
    "in a process of its own, meets the same keys, checks and triggers, and commits after every "
    "{lines:,} payouts. The pay run asks besides, under locks, who had a hand in each payout, "
    "whether its account is current, its target on no hold and its approvals sealed, and it writes "
    "the encrypted file. {agreements} of the payouts walked to their approvals, the others are "
    "copies made by SQL. Everybody in turn, median of {rounds}. A second run over the same "
    "database took {again:.3f} of the time of the first and sent {new} payouts. When it began, "
    "{load:.1f} processes were at work on the {cores} cores of the machine."
)
PRICED = (
    "Then {results:,} verified results of {agreements} agreements are priced, each with its whole "
    "working and all its inputs; what comes out is the same to the last letter, which a test holds "
    "against the other way."
)


def section(*, payouts: int, results: int) -> str:
    """Measure, and tell it as a section of the page; stop loudly if somebody did too little."""
    load, _, _ = os.getloadavg()
    print(f"Preparing {payouts:,} approved payouts …", flush=True)
    database.reset()
    approve_many(payouts, agreements=AGREEMENTS)
    keep_as(TEMPLATE)
    sent, again = _raced(SENDING, "sent", payouts)
    print(f"Preparing {results:,} verified results …", flush=True)
    database.reset()
    verify(build(results))
    seal_log(at=AT)
    keep_as(TEMPLATE)
    priced, _ = _raced(PRICING, "priced", results)
    drop(TEMPLATE)
    told = TOLD.format(
        payouts=payouts,
        agreements=AGREEMENTS,
        lines=LINES,
        rounds=ROUNDS,
        again=median(one["seconds"] for one in again) / sent["payrun"]["seconds"],
        new=sum(one["sent"] for one in again),
        load=load,
        cores=os.cpu_count(),
    )
    then = PRICED.format(results=results, agreements=-(-results // PER_AGREEMENT))
    table = f"{_table(sent, SENDING, 'sent', 'bare')}\n\n{then}\n\n"
    table += _table(priced, PRICING, "priced", "priced_one_by_one")
    return section_of("Due payouts", told=told, versions=_versions(), table=table)


def _raced(who: dict[str, str], what: str, rows: int) -> tuple[dict[str, Told], list[Told]]:
    """The median of each, and every second run of the pay run on what it had done before."""
    found: dict[str, list[Told]] = {name: [] for name in who}
    again: list[Told] = []
    for turn in range(ROUNDS):
        for name in who:
            words = [f"{name} {LINES}"] * (2 if name == "payrun" else 1)
            first, *more = run_on_a_copy(TEMPLATE, "bench.sending", *words)
            if name != "a_call_each" and first[what] != rows:
                raise SystemExit(f"{name}: {first} is not {rows} {what}; nothing is written.")
            found[name].append(first)
            again += more
            print(f"{turn + 1}. {name}: {first}", flush=True)
    middle = {
        name: sorted(told, key=lambda one: float(one["seconds"]))[len(told) // 2]
        for name, told in found.items()
    }
    return middle, again


def _table(found: dict[str, Told], who: dict[str, str], what: str, yardstick: str) -> str:
    speed = {name: one[what] / one["seconds"] for name, one in found.items()}
    beside = "of the limit" if yardstick == "bare" else "times one by one"
    rows = (
        f"| {who[name]} | {one[what]:,} | {one['seconds']:.2f} | {speed[name]:,.0f} "
        f"| {speed[name] / speed[yardstick]:.2f} | {one['mib']} |"
        for name, one in found.items()
    )
    return HEAD.format(what=what, beside=beside) + RULE + "\n".join(rows)


def _versions() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (server,) = cursor.fetchone()
    parts = {"Django": django.__version__, "PostgreSQL": server}
    return {**parts, "psycopg2": version("psycopg2-binary")}
