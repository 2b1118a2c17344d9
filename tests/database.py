"""The test database: made once from the migrations, copied for each run, reset by copying again.

Tests run as the application role, as web and worker do; only making and copying is the owner's.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
ASKED = os.environ.get("TEST_DATABASE", "test_boram")
NAME = f"{ASKED}_{WORKER}" if WORKER else ASKED
FAST = {
    "PASSWORD_HASHER": "django.contrib.auth.hashers.MD5PasswordHasher",
    "STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
    "DEMO": "1",
    "SECURE": "0",
    "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
    "LOG_LEVEL": "WARNING",
    "CONN_MAX_AGE": "0",
    "DJANGO_SETTINGS_MODULE": "config.settings",
}


def point_everything_at_the_test_database() -> None:
    """Before Django reads its settings: so every process that a test starts sees the same."""
    os.environ.setdefault("MAINTENANCE_URL", os.environ["DATABASE_OWNER_URL"])
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        os.environ[name] = _with_path(os.environ[name], f"/{NAME}")
    os.environ["REDIS_URL"] = _own_redis(os.environ["REDIS_URL"])
    os.environ["CACHE_PREFIX"] = NAME
    os.environ["DATA_DIR"] = str(ROOT / ".data" / "test" / "files" / NAME)
    os.environ.update(FAST)


def make() -> None:
    """Have a fresh database; migrate only when migrations or models changed since last time."""
    template = f"boram_template_{_fingerprint()}"
    with _maintenance() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [zlib.crc32(b"boram template")])
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
        if cursor.fetchone() is None:
            _build(cursor, template)
    os.environ["TEST_TEMPLATE"] = template
    copy()


def copy() -> None:
    """Throw the test database away and copy it again: every row and sequence as migrated."""
    with _maintenance() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{NAME}" WITH (FORCE)')
        cursor.execute(
            f'CREATE DATABASE "{NAME}" TEMPLATE "{os.environ["TEST_TEMPLATE"]}" STRATEGY FILE_COPY'
        )


def reset(_case: Any = None) -> None:
    """After a test that committed: the next one finds nothing of it."""
    from django.db import connections  # noqa: PLC0415

    connections.close_all()
    copy()


def _build(cursor: Any, template: str) -> None:
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    draft = f"{template}_draft"
    cursor.execute(  # a few are kept: somebody may still be copying from the one before
        "SELECT datname FROM pg_database WHERE datname LIKE 'boram\\_template\\_%'"
        " ORDER BY oid DESC OFFSET 4"
    )
    for (old,) in cursor.fetchall():
        cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
    cursor.execute(f'DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)')
    cursor.execute(f'CREATE DATABASE "{draft}"')
    connection.close()
    connection.settings_dict["NAME"] = draft
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.settings_dict["NAME"] = NAME
    cursor.execute(f'ALTER DATABASE "{draft}" RENAME TO "{template}"')


@contextmanager
def _maintenance() -> Iterator[Any]:
    with closing(psycopg2.connect(os.environ["MAINTENANCE_URL"])) as line, line.cursor() as cursor:
        line.autocommit = True
        yield cursor


def _fingerprint() -> str:
    """Everything that decides what a migrated database looks like."""
    seen = hashlib.sha256()
    files = [ROOT / "requirements.txt", ROOT / "core/management/commands/migrate.py"]
    for pattern in ("*/migrations/*.py", "*/models.py", "*/models/*.py"):
        files += [p for p in ROOT.glob(pattern) if not p.parts[-2].startswith(".")]
    for path in sorted(files):
        seen.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return seen.hexdigest()[:16]


def _with_path(url: str, path: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=path))


def _own_redis(url: str) -> str:
    """A database of its own on the broker for each run and worker; Redis has sixteen."""
    number = zlib.crc32(ASKED.encode()) % 3 * 5 + int(WORKER.removeprefix("gw") or 0) % 5 + 1
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"unix://{parts.path}?db={number}"  # urlunsplit would drop two of the slashes
    return urlunsplit(parts._replace(path=f"/{number}"))
