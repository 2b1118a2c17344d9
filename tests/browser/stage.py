"""The database that the browser tests look at: a small demo in which everybody finds work.

It is played once for each run and copied by each worker process. Nothing is thrown away between
two tests: each story walks a case of its own, and the pages must be right whatever else has
happened. Other tests of the same process keep their own database.
"""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections
from django.test import override_settings
from django.utils import timezone

from tests import database

RUN = zlib.crc32(os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid())).encode())
SHARED = f"{database.ASKED}_played"
PLAYED = f"{SHARED}_{RUN:08x}"
NAME = f"{database.NAME}_stage"
FILES = database.ROOT / ".data" / "test" / "files" / SHARED


def build() -> None:
    """Whoever comes first lets the demo play; everybody works on a copy."""
    with database._maintenance() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [zlib.crc32(SHARED.encode())])
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [PLAYED])
        if cursor.fetchone() is None:
            _play(cursor)
        _copy(cursor, NAME, PLAYED)


def remove() -> None:
    """Leave nothing behind; what was played is removed by the next run."""
    with database._maintenance() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')


@contextmanager
def on(name: str = NAME) -> Iterator[None]:
    """This process, and the web server in it, use the stage and its files."""
    connections.close_all()
    before, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], name
    try:
        with override_settings(EVIDENCE_ROOT=FILES / "evidence"):
            yield
    finally:
        connections.close_all()
        connection.settings_dict["NAME"] = before


def _play(cursor: Any) -> None:
    from tests.browser import cast  # noqa: PLC0415 - asks for models, so after the set-up

    cursor.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s",
        [SHARED.replace("_", r"\_") + r"\_%"],
    )
    for (old,) in cursor.fetchall():
        cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
    shutil.rmtree(FILES, ignore_errors=True)
    draft = f"{SHARED}_draft"
    _copy(cursor, draft, os.environ["TEST_TEMPLATE"])
    with on(draft):
        cast.play(at=timezone.now())
    cursor.execute(f'ALTER DATABASE "{draft}" RENAME TO "{PLAYED}"')


def _copy(cursor: Any, name: str, template: str) -> None:
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
    cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
