"""Keep one process running: start it again when it dies, stop it once when told.

A Celery worker may itself die when its broker is killed; nothing inside it can help then.
`python -m config.supervise web|worker|beat|servers`; with `RUNNER` in the environment it also
stops when that process is gone, so that nothing of a killed platform stays behind.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from types import FrameType
from typing import Any

PATIENCE = 15.0
SHORT_LIFE = 5.0
CELERY = ["-m", "celery", "-A", "config.worker"]
LOG = ["--access-logfile=-", "--logger-class=config.logs.AccessLog"]
WEB = ["--workers=2", "--timeout=60", *LOG, "--no-control-socket"]


def command(name: str) -> list[str]:
    """What each process of the platform is."""
    bind = f"--bind=127.0.0.1:{os.environ.get('PORT', '8000')}"
    arguments = {
        "servers": ["-m", "config.embedded.hold"],
        "web": ["-m", "gunicorn", "config.wsgi", bind, *WEB],
        "worker": [*CELERY, "worker", "--concurrency=2", "--loglevel=INFO"],
        "beat": [*CELERY, "beat", "--loglevel=INFO", "--pidfile="],
    }
    return [sys.executable, *arguments[name]]


class Supervisor:
    """One command and its present process."""

    def __init__(self, command: list[str], *, runner: int | None) -> None:
        self.command = command
        self.runner = runner
        self._stopping = threading.Event()

    def ask_to_stop(self, _signal: int, _frame: FrameType | None) -> None:
        """Remember; the loop passes it on once, since a second signal would mean hurry."""
        self._stopping.set()

    def run(self) -> int:
        """Until told to stop: start, wait, and start again."""
        while not self._stopping.is_set():
            began = time.monotonic()
            # a session of its own: signals for the group reach it through us, and once
            process = subprocess.Popen(self.command, start_new_session=True)  # noqa: S603
            code = self._watch(process)
            _end_with(process)
            if self._stopping.is_set():
                break
            print(f"ended with {code}, starting again", flush=True)  # noqa: T201
            self._stopping.wait(1 if time.monotonic() - began > SHORT_LIFE else 3)
        return 0

    def _watch(self, process: subprocess.Popen[bytes]) -> int:
        while process.poll() is None:
            if self._stopping.is_set() or self._runner_is_gone():
                self._stopping.set()
                return self._stop(process)
            try:
                process.wait(0.5)
            except subprocess.TimeoutExpired:
                continue
        return process.returncode

    def _stop(self, process: subprocess.Popen[Any]) -> int:
        process.terminate()
        try:
            return process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return process.wait()

    def _runner_is_gone(self) -> bool:
        if self.runner is None:
            return False
        try:
            os.kill(self.runner, 0)
        except ProcessLookupError:
            return True
        return False


def _end_with(process: subprocess.Popen[bytes]) -> None:
    """What it had started would keep its port, and half of its work, for a while."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def main() -> int:
    """Supervise the process that the command line names."""
    runner = os.environ.get("RUNNER")
    supervisor = Supervisor(command(sys.argv[1]), runner=int(runner) if runner else None)
    signal.signal(signal.SIGTERM, supervisor.ask_to_stop)
    signal.signal(signal.SIGINT, supervisor.ask_to_stop)
    return supervisor.run()


if __name__ == "__main__":
    sys.exit(main())
