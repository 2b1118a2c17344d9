"""The embedded servers belong to whoever uses them: many at once, none left behind."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
USE = """
import os, sys
from config import embedded
embedded.ensure(durable=False)
import psycopg2, redis
line = psycopg2.connect(os.environ["DATABASE_URL"])
cursor = line.cursor()
cursor.execute("SELECT current_user")
print(cursor.fetchone()[0], redis.from_url(os.environ["REDIS_URL"]).ping(), flush=True)
sys.stdin.readline()
"""
OURS = (
    "DATABASE_URL",
    "DATABASE_OWNER_URL",
    "REDIS_URL",
    "EMBEDDED_AT",
    "SECRET_KEY",
    "FIELD_KEYS",
)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    until(lambda: not running(tmp_path))


def start(folder: Path, what: str = USE) -> subprocess.Popen[str]:
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.Popen(
        [sys.executable, "-c", what],
        cwd=ROOT,
        env={**kept, "DATA_DIR": str(folder)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def ready(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def leave(process: subprocess.Popen[str]) -> None:
    process.communicate("\n", timeout=30)
    assert process.returncode == 0


def until(true: Callable[[], object], patience: float = 20) -> None:
    end = time.monotonic() + patience
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def running(folder: Path) -> bool:
    return (folder / "postgres" / "postmaster.pid").exists() or answers(folder)


def answers(folder: Path) -> bool:
    from config.embedded import valkey  # noqa: PLC0415

    return valkey._ask(folder / "valkey", "PING")


def test_it_connects_as_the_application_and_stops_when_left(folder: Path) -> None:
    one = start(folder)
    assert ready(one) == "boram_app True"
    leave(one)
    assert not running(folder)


def test_two_at_once_share_one_server_and_the_last_one_stops_it(folder: Path) -> None:
    one, two = start(folder), start(folder)
    assert ready(one) == ready(two) == "boram_app True"
    leave(one)
    assert running(folder)
    leave(two)
    until(lambda: not running(folder))


def test_a_killed_user_does_not_keep_the_servers_alive(folder: Path) -> None:
    one = start(folder)
    ready(one)
    one.send_signal(signal.SIGKILL)
    one.communicate()
    until(lambda: not running(folder))


def test_a_killed_server_is_found_dead_and_started_again(folder: Path) -> None:
    one = start(folder)
    ready(one)
    os.kill(int((folder / "postgres" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    two = start(folder)
    assert ready(two) == "boram_app True"
    one.kill()
    one.communicate()
    leave(two)


KEEP = """
import os, signal, sys
from config import embedded
from config.embedded import postgres
embedded.ensure(durable=False)
folder = embedded._folder() / postgres.FOLDER
for _ in range(3):
    os.kill(postgres._postmaster(folder), signal.SIGKILL)
    while postgres._postmaster(folder):
        pass
    print(embedded.revive(), flush=True)
"""


def test_one_keeper_starts_the_same_server_again_as_often_as_it_dies(folder: Path) -> None:
    """The wheel remembers the server that a process has started, and would not start it again."""
    keeper = start(folder, KEEP)
    told, _ = keeper.communicate(timeout=90)
    assert told.splitlines() == ["['PostgreSQL']"] * 3


def test_a_folder_too_deep_for_sockets_works(tmp_path: Path) -> None:
    deep = tmp_path / ("deep" * 30)
    deep.mkdir()
    one = start(deep)
    assert ready(one) == "boram_app True"
    leave(one)
    until(lambda: not running(deep))


def test_secrets_are_made_once_and_kept_private(tmp_path: Path) -> None:
    from config.embedded import keys  # noqa: PLC0415

    first = keys.kept(tmp_path / "keys.json")
    assert keys.kept(tmp_path / "keys.json") == first
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600
    assert set(first) == {"SECRET_KEY", "FIELD_KEYS"}


def test_two_who_make_secrets_at_once_agree(tmp_path: Path) -> None:
    from config.embedded import keys  # noqa: PLC0415

    path = tmp_path / "keys.json"
    keys._write(path, {"SECRET_KEY": "first"})
    keys._write(path, {"SECRET_KEY": "second"})
    assert keys.kept(path) == {"SECRET_KEY": "first"}


def run(**environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    code = "from config import embedded; embedded.ensure(); print('went on')"
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_given_address_starts_nothing(tmp_path: Path) -> None:
    done = run(DATABASE_URL="postgresql://elsewhere/db", DATA_DIR=str(tmp_path))
    assert done.stdout == "went on\n"
    assert list(tmp_path.iterdir()) == []


def test_production_may_forbid_them(tmp_path: Path) -> None:
    done = run(EMBEDDED="0", DATA_DIR=str(tmp_path))
    assert done.returncode == 1
    assert "Set DATABASE_URL and REDIS_URL" in done.stderr
