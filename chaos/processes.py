"""The platform as it runs: each process under the product's own supervisor, started from here.

What is killed is only what was started from here, by its number.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

import psutil

ROOT = Path(__file__).resolve().parent.parent
WORKERS = ("worker-1", "worker-2")
NAMES = ("servers", "web", *WORKERS, "beat")
PATIENCE = 30.0


class Process:
    """One supervised process of the platform: the supervisor stays, what it keeps may die."""

    def __init__(self, name: str, *, logs: Path, planted: str = "") -> None:
        self.name = name
        kind = name.partition("-")[0]
        module = ["chaos.planted", planted] if planted else ["config.supervise"]
        self._log: IO[bytes] = (logs / f"{name}.log").open("ab")
        self._supervisor = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", *module, kind],
            cwd=ROOT,
            env={**os.environ, "CELERY_WORKER_HOSTNAME": f"{name}@chaos"},
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def parent(self) -> psutil.Process | None:
        """The process that is kept running, if it runs now."""
        with suppress(psutil.NoSuchProcess):
            for child in psutil.Process(self._supervisor.pid).children():
                if child.status() != psutil.STATUS_ZOMBIE:
                    return child
        return None

    def children(self) -> list[psutil.Process]:
        """What it has started itself: a worker's pool, or those that answer for web."""
        with suppress(psutil.NoSuchProcess):
            if (parent := self.parent()) is not None:
                return parent.children(recursive=True)
        return []

    def is_back(self, *, pool: bool) -> bool:
        """Whether it runs again, with everything it starts itself."""
        return bool(self.children()) if pool else self.parent() is not None

    def wait_until_back(self, *, pool: bool) -> bool:
        """Give the supervisor time to start it again."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.is_back(pool=pool):
                return True
            time.sleep(0.1)
        return False

    def stop(self) -> None:
        """As Ctrl-C does; whoever does not listen is killed with all it started."""
        left = [self.parent(), *self.children()]
        for one in filter(None, left):
            _signal(one, signal.SIGCONT)
        self._supervisor.terminate()
        try:
            self._supervisor.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._supervisor.kill()
            self._supervisor.wait()
        for one in filter(None, left):
            _signal(one, signal.SIGKILL)
        self._log.close()


class Platform:
    """Web, two workers, beat, and whoever holds database and broker."""

    def __init__(self, *, logs: Path, planted: str = "") -> None:
        logs.mkdir(parents=True, exist_ok=True)
        self.processes = {
            name: Process(name, logs=logs, planted="" if name == "servers" else planted)
            for name in NAMES
        }

    def __getitem__(self, name: str) -> Process:
        return self.processes[name]

    def dead(self) -> list[str]:
        """Which of them do not run now."""
        return [name for name, one in self.processes.items() if one.parent() is None]

    def stop(self) -> None:
        """Everything that was started, in the order in which it does no harm."""
        for name in reversed(NAMES):
            self.processes[name].stop()


def kill(process: psutil.Process) -> None:
    """No chance to tidy up; psutil looks whether the number is still the same process."""
    _signal(process, signal.SIGKILL)


def pause(processes: list[psutil.Process]) -> None:
    """They stand still and know nothing of it."""
    for one in processes:
        _signal(one, signal.SIGSTOP)


def resume(processes: list[psutil.Process]) -> None:
    """They go on as if nothing had happened."""
    for one in processes:
        _signal(one, signal.SIGCONT)


def _signal(process: psutil.Process, number: int) -> None:
    with suppress(psutil.NoSuchProcess):
        process.send_signal(number)
