"""A dead process comes back; a stopped one ends once, and with it everything it started."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.supervise import Supervisor, command

ROOT = Path(__file__).resolve().parents[2]
KEEP = """
import signal, sys
from config.supervise import Supervisor
keeper = Supervisor([sys.executable, "-u", "-c", sys.argv[1]], runner=int(sys.argv[2]) if sys.argv[2:] else None)
signal.signal(signal.SIGTERM, keeper.ask_to_stop)
sys.exit(keeper.run())
"""
SLEEPER = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"


def keep(code: str, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", KEEP, code, *more], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return True
    return state == "Z"


def test_a_killed_process_is_started_again() -> None:
    keeper = keep(SLEEPER)
    first = int(line(keeper))
    os.kill(first, signal.SIGKILL)
    assert line(keeper) == "ended with -9, starting again"
    second = int(line(keeper))
    assert second != first
    keeper.terminate()
    keeper.communicate(timeout=20)
    assert keeper.returncode == 0
    assert gone(second)


PARENT = (
    "import os, subprocess, sys, time;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "print(os.getpid(), child.pid, flush=True); time.sleep(60)"
)


def test_what_a_killed_process_has_started_goes_with_it() -> None:
    """A child of a killed web server would go on listening on its port."""
    keeper = keep(PARENT)
    first, child = map(int, line(keeper).split())
    os.kill(first, signal.SIGKILL)
    assert line(keeper) == "ended with -9, starting again"
    line(keeper)
    assert gone(child)
    keeper.terminate()
    keeper.communicate(timeout=20)


def test_it_stops_when_whoever_runs_the_platform_is_gone() -> None:
    runner = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    keeper = keep(SLEEPER, str(runner.pid))
    child = int(line(keeper))
    runner.kill()
    runner.wait()
    keeper.communicate(timeout=20)
    assert keeper.returncode == 0
    assert gone(child)


def test_a_process_that_does_not_listen_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("config.supervise.PATIENCE", 0.2)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(60)"
    keeper = Supervisor([sys.executable, "-c", deaf], runner=None)
    process = subprocess.Popen(
        keeper.command, start_new_session=True, stdout=subprocess.PIPE, text=True
    )
    line(process)
    began = time.monotonic()
    assert keeper._stop(process) == -signal.SIGKILL
    assert time.monotonic() - began < 10
    process.communicate()


def test_every_process_of_the_platform_has_a_command() -> None:
    for name in ("servers", "web", "worker", "beat"):
        assert command(name)[0] == sys.executable
