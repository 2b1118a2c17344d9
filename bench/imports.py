"""A file of a hundred thousand readings, checked and stored: rows per second and memory."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

import django
import psutil
from django.db import connection
from django.test import override_settings

from bench.clock import measure
from bench.page import section_of
from outcomes.domain.lifecycle import FileState
from outcomes.models import Match, Measurement, MeasurementFile, Target
from outcomes.services import (
    accept_measurement_file,
    check_measurement_file,
    store_measurement_file,
    upload_measurement_file,
)
from tests.factories import outcomes as rows_of
from tests.factories.companies import a_worksite
from tests.factories.files import a_workbook
from tests.factories.people import the

AT = datetime(2026, 6, 1, 3, tzinfo=UTC)
RATE = {"kind": "rate_reduction", "alpha": "0.05"}
HEADER = [
    "target", "worksite", "phase", "first_day", "last_day", "events", "hours",
    "people", "deaths", "lost_days", "near_misses", "note",
]  # fmt: skip
SITES = 1_000
MIB = 1024 * 1024
TOLD = (
    "One supplier sends weekly readings of a thousand worksites over two years, for one target: "
    "{rows} rows of twelve columns. Every row is held against the rules, the worksites and all "
    "days that are taken; then all are stored in one transaction, by the functions that the worker "
    "calls, on a durable embedded PostgreSQL (fsync). Memory is the most that the process held "
    "above what it held before, looked at every 20 ms."
)
HEAD = (
    "| step | rows | seconds | rows per second | queries | MiB above idle |\n"
    "|---|--:|--:|--:|--:|--:|"
)


@dataclass
class Memory:
    """The most that this process held, above what it held at the start."""

    start: int
    most: int

    @property
    def above(self) -> int:
        return (self.most - self.start) // MIB


@contextmanager
def watched() -> Iterator[Memory]:
    """Look again and again, from a thread that does nothing else."""
    process = psutil.Process()
    seen = Memory(start := process.memory_info().rss, start)
    over = Event()

    def look() -> None:
        while not over.wait(0.02):
            seen.most = max(seen.most, process.memory_info().rss)

    watcher = Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()


def section(*, rows: int) -> str:
    """Measure CSV and XLSX, and tell it as a section of the page."""
    target = _portfolio()
    lines = list(_lines(target, rows))
    with tempfile.TemporaryDirectory() as folder, override_settings(EVIDENCE_ROOT=Path(folder)):
        table = [*_walked(target, "CSV", "readings.csv", _csv(lines), rows)]
        first = Measurement.objects.count()
        table += _walked(
            target, "XLSX", "readings.xlsx", a_workbook([HEADER, *lines]), rows, store=False
        )
    if first != rows:
        raise SystemExit(f"{first} readings are stored and not {rows}; nothing is written.")
    body = "\n".join((HEAD, *table))
    return section_of(
        "A file of readings", told=TOLD.format(rows=f"{rows:,}"), versions=_versions(), table=body
    )


def _walked(
    target: Target, kind: str, name: str, content: bytes, rows: int, *, store: bool = True
) -> Iterator[str]:
    upload = io.BytesIO(content)
    file = upload_measurement_file(
        target_id=target.pk, upload=upload, name=name, key=uuid4(), by=the("carla"), at=AT
    )
    size = f"{kind}, {len(content) / MIB:.0f} MiB"
    yield _step(f"check ({size})", rows, lambda: check_measurement_file(file_id=file.pk, at=AT))
    if not store:
        return
    file = _must_be(file, FileState.CHECKED)
    accept_measurement_file(file_id=file.pk, by=the("carla"), at=AT)
    yield _step(f"store ({size})", rows, lambda: store_measurement_file(file_id=file.pk, at=AT))
    _must_be(file, FileState.STORED)


def _step(what: str, rows: int, work: Callable[[], object]) -> str:
    print(f"{what} …", flush=True)
    with watched() as memory, measure(what, rows) as line:
        work()
    return (
        f"| {what} | {rows:,} | {line.seconds:.1f} | {line.per_second:,.0f} | {line.queries:,} "
        f"| {memory.above} |"
    )


def _must_be(file: MeasurementFile, state: FileState) -> MeasurementFile:
    file.refresh_from_db()
    if file.state != state:
        found = list(file.errors.values_list("row", "column", "reason")[:3])
        raise SystemExit(f"The file is {file.state} and not {state}: {file.failure} {found}")
    return file


def _portfolio() -> Target:
    target = rows_of.a_target(design=RATE, clause="injuries")
    here = target.match
    assert here is not None
    Target.objects.filter(pk=target.pk).update(
        match=None, window_first=date(2025, 6, 1), window_last=date(2026, 5, 31)
    )
    for _ in range(SITES - 1):
        site = a_worksite(supplier=target.agreement.supplier)
        rows_of.a_match(agreement=target.agreement, worksite=site)
    target.refresh_from_db()
    return target


def _lines(target: Target, rows: int) -> Iterator[list[str]]:
    """Week after week, at every worksite in turn, from two years ago."""
    sites = list(Match.objects.order_by("pk").values_list("pk", flat=True))
    first_week = date(2024, 6, 3)
    for number in range(rows):
        week, site = divmod(number, len(sites))
        first = first_week + timedelta(days=7 * week)
        last = first + timedelta(days=6)
        phase = "baseline" if last < target.window_first else "follow_up"
        if first < target.window_first <= last:
            last = target.window_first - timedelta(days=1)
            phase = "baseline"
        yield [
            target.number,
            f"M-{sites[site]}",
            phase,
            f"{first:%Y-%m-%d}",
            f"{last:%Y.%m.%d}",
            str(number % 3),
            f"{1000 + number % 977:,}",
            str(number % 3),
            "0",
            str(number % 7),
            str(number % 5),
            "정상 근무",
        ]


def _csv(lines: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, *lines])
    return out.getvalue().encode("cp949")


def _versions() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        (server,) = cursor.fetchone()
    return {
        "Django": django.__version__,
        "PostgreSQL": server,
        "python-calamine": version("python-calamine"),
    }
